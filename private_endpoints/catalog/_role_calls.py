"""Calls that an AWS service makes with a workload's role, outside the workload's VPC."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from private_endpoints.catalog._data import read_rows

__all__ = ["made_by_service"]


# A row for workloads of every kind.
_ANY = "*"


def made_by_service(kind: str, action: str) -> bool:
    """Whether it is a service, and not the workload, that calls an action for which the role has a permission.

    Args:
        kind: CloudFormation type of the workload, such as `AWS::Lambda::Function`.
        action: such as `logs:PutLogEvents`; one with a wildcard names more than what the service calls.
    """
    return any(action.lower() in _actions().get(one, frozenset()) for one in (kind, _ANY))


@cache
def _actions() -> Mapping[str, frozenset[str]]:
    rows = read_rows("role_calls_of_services.jsonl")
    return {row["kind"]: frozenset(action.lower() for action in row["actions"]) for row in rows}
