"""What managed policies of AWS can allow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from private_endpoints.catalog._data import read_rows

__all__ = ["may_allow"]


def may_allow(name: str, action: str) -> bool:
    """Whether a managed policy of AWS may allow an action; one that no row knows may allow any.

    Args:
        name: with its path, as its ARN has it: `service-role/AWSLambdaBasicExecutionRole`.
        action: such as `s3:GetObject`.
    """
    prefixes = _prefixes().get(name)
    return prefixes is None or action.partition(":")[0].lower() in prefixes


@cache
def _prefixes() -> Mapping[str, frozenset[str]]:
    return {row["name"]: frozenset(row["prefixes"]) for row in read_rows("managed_policies.jsonl")}
