"""Managed policies of AWS, as they were on a day.

The rows are what IAM returned for every policy that a role can have; those of service-linked roles and of root tasks
nobody can attach. They are of the partition `aws`: the others have other policies, with texts of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from private_endpoints.catalog._data import read_lines, source

__all__ = ["ManagedPolicy", "managed_policy", "may_allow"]

_PARTITION = "aws"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedPolicy:
    """A managed policy of AWS, which AWS may have changed since.

    What it allows may be relied upon: "Services do not remove permissions from an AWS managed policy", say the pages of
    AWS's services. What it does not allow AWS may have added since. Measured from January 2024 to September 2026, of
    890 policies 27 lost an action or had one narrowed, 226 gained actions, and 108 gained those of another service.

    Attributes:
        name: with its path, as its ARN has it: `service-role/AWSLambdaBasicExecutionRole`.
        version: its default version, such as `v1`.
        edited: ISO date of that version.
        document: the policy as JSON values. A few refuse something, too.
        settled: whether a service that it does not name counts as not allowed: it is for one purpose, and has
            never gained a service.
        source: where the row comes from.
        as_of: ISO date on which this was the default version.
    """

    name: str
    version: str
    edited: str
    document: Mapping[str, Any]
    settled: bool
    source: str
    as_of: str


def managed_policy(name: str, partition: str = _PARTITION) -> ManagedPolicy | None:
    """The managed policy of AWS that has this name; None where none is known, and in all partitions but `aws`.

    Args:
        name: with its path, as its ARN has it: `service-role/AWSLambdaBasicExecutionRole`.
        partition: the partition of the role.
    """
    return _policy(name) if partition == _PARTITION and name in _lines() else None


def may_allow(name: str, action: str) -> bool:
    """Whether a managed policy of AWS may allow an action by now; only a settled one may not.

    Args:
        name: with its path, as its ARN has it: `service-role/AWSLambdaBasicExecutionRole`.
        action: such as `s3:GetObject`.
    """
    policy = managed_policy(name)
    return policy is None or not policy.settled or action.partition(":")[0].lower() in _services(name)


@cache
def _lines() -> Mapping[str, str]:
    """The rows by name, unread: there are many, and long ones, and a role has few."""
    # A row begins with its name: {"name":"ReadOnlyAccess", ...
    return {line.split('"', 4)[3]: line for line in read_lines("managed_policies.jsonl")}


@cache
def _policy(name: str) -> ManagedPolicy:
    row = json.loads(_lines()[name])
    came_from = source(row["source"])
    return ManagedPolicy(**{"settled": False, **row, "source": str(came_from), "as_of": came_from.as_of})


@cache
def _services(name: str) -> frozenset[str]:
    """Prefixes of the actions that a settled policy allows."""
    allowed = (action for statement in _policy(name).document["Statement"] for action in statement["Action"])
    return frozenset(action.partition(":")[0] for action in allowed)
