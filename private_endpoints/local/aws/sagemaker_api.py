"""The SageMaker API, as far as it tells of notebook instances."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.stores import notebook_instances

__all__ = ["add_sagemaker"]

_PREFIX = "SageMaker."
_HEADERS = {"Content-Type": "application/x-amz-json-1.1"}


def add_sagemaker() -> None:
    """Answer `ListNotebookInstances` and `DescribeNotebookInstance`; the emulator has no SageMaker."""
    ministack.serve("sagemaker", _PREFIX, _handle)


async def _handle(
    method: str, path: str, headers: Mapping[str, str], body: bytes, query: Mapping[str, Any]
) -> ministack.Response:
    del method, path, query
    action = headers.get("x-amz-target", "").removeprefix(_PREFIX)
    request = json.loads(body or b"{}")
    if action == "ListNotebookInstances":
        return _answer(200, {"NotebookInstances": [_known(one) for one in notebook_instances.values()]})
    if action == "DescribeNotebookInstance":
        return _describe(str(request.get("NotebookInstanceName")))
    return _error("UnknownOperationException", f"This local cloud does not know SageMaker's {action}")


def _describe(name: str) -> ministack.Response:
    for one in notebook_instances.values():
        if one["NotebookInstanceName"] == name:
            return _answer(200, _known(one))
    # Code and text from memory.
    return _error("ValidationException", "RecordNotFound")


def _known(record: ministack.Record) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}


def _answer(status: int, content: Mapping[str, Any]) -> ministack.Response:
    return status, dict(_HEADERS), json.dumps(content).encode()


def _error(code: str, message: str) -> ministack.Response:
    return _answer(400, {"__type": code, "message": message})
