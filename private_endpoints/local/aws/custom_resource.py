"""Custom resources: how long their functions are waited for."""

from __future__ import annotations

from typing import Any

from private_endpoints.local.aws import ministack

__all__ = ["limit_waiting"]

# AWS waits an hour for an answer. A function that fails on this machine never gives one.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-customresource.html
_SECONDS = 30


def limit_waiting() -> None:
    """Let a custom resource fail soon if its function does not answer."""
    original = ministack.use("services.cloudformation.custom_resource", "invoke_custom_resource")

    def invoke(request: str, logical_id: str, properties: dict[str, Any], *more: Any, **named: Any) -> Any:  # noqa: ANN401
        limited = {"ServiceTimeout": _SECONDS, **properties}
        return original(request, logical_id, limited, *more, **named)

    ministack.replace("services.cloudformation.custom_resource", "invoke_custom_resource", invoke)
