"""Session logging to CloudWatch Logs, where the VPC has no way to CloudWatch Logs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk

from private_endpoints.constructs._endpoints.pitfalls.surroundings import Surroundings

__all__ = ["warn_of_session_logs"]


def warn_of_session_logs(around: Surroundings) -> None:
    """Warn where a Session document of the app logs to CloudWatch, and instances of the VPC cannot.

    Such a session starts after about two minutes, and leaves no transcript. What the account's own preferences say
    cannot be seen here.
    """
    node = around.find("ssmmessages")
    if node is None or around.find("logs") is not None or around.has_way_out:
        return
    documents = sorted(one.node.path for one in around.of_type("aws_ssm", "CfnDocument") if _logs_to_cloudwatch(one))
    if documents and not around.has_stranger("logs"):
        cdk.Annotations.of(node).add_warning_v2(
            "private-endpoints:session-logs-without-endpoint",
            f"sessions by {', '.join(documents)} log to CloudWatch, and the VPC has no endpoint for 'logs': they start "
            "about two minutes late and leave no transcript; ask for 'logs' with "
            "SsmPrivateAccess(session_logging=...), or with include=['logs'] beside workloads=['session-manager']",
        )


def _logs_to_cloudwatch(document: Any) -> bool:  # noqa: ANN401 - an L1 found by its name
    # One that an access construct made has its endpoints in the VPC that it was made for.
    if document.document_type != "Session" or isinstance(getattr(document.node.scope, "endpoints", None), Mapping):
        return False
    content = cdk.Stack.of(document).resolve(document.content)
    inputs = content.get("inputs") if isinstance(content, Mapping) else None
    return isinstance(inputs, Mapping) and bool(inputs.get("cloudWatchLogGroupName"))
