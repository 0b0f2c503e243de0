"""The global name of STS, which the endpoint does not serve.

Once SDKs called it by default, in the regions of the catalog's list. Those for Python, PHP, C++, .NET and PowerShell no
longer do since 2025-07-31; AWS CLI 1, and images with older SDKs in them, still do.
Both read on 2026-11-21:
https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html
https://aws.amazon.com/blogs/developer/updating-aws-sdk-defaults-aws-sts-service-endpoint-and-retry-strategy
"""

from __future__ import annotations

from collections.abc import Iterator

import aws_cdk as cdk

from private_endpoints.catalog import regions_of_global_sts
from private_endpoints.constructs._endpoints.pitfalls.surroundings import Surroundings

__all__ = ["warn_of_global_sts"]

_SETTING = "AWS_STS_REGIONAL_ENDPOINTS"


def warn_of_global_sts(around: Surroundings) -> None:
    """Warn where clients may call `sts.amazonaws.com`; not where its task definitions say that they do not."""
    node = around.resolves_to("sts")
    region = around.facts.region
    if node is None or not (cdk.Token.is_unresolved(region) or region in regions_of_global_sts()):
        return
    settings = dict(_settings(around))
    legacy = sorted(path for path, value in settings.items() if value == "legacy")
    if settings and not legacy:
        return
    who = f"{', '.join(legacy)} calls" if legacy else "AWS CLI 1, and SDKs from before 2025-07-31, call"
    cdk.Annotations.of(node).add_warning_v2(
        "private-endpoints:global-sts",
        f"{who} sts.amazonaws.com, which this endpoint does not serve: "
        f"set {_SETTING}=regional where they run, or acknowledge this if none do",
    )


def _settings(around: Surroundings) -> Iterator[tuple[str, str]]:
    """Construct path and value, of each task definition of the app that has the setting.

    Images are where old SDKs live on. The runtimes of Lambda have new ones, and the environment of a function cannot be
    read back: the CDK keeps it as a token that does not cross from JavaScript.
    """
    for task in around.of_type("aws_ecs", "CfnTaskDefinition"):
        for container in cdk.Stack.of(task).resolve(task.container_definitions) or []:
            for pair in container.get("environment") or []:
                if pair.get("name") == _SETTING:
                    yield task.node.path, str(pair.get("value"))
