"""IAM statements as values: plain JSON objects whose strings may hold CDK tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["Condition", "Statement", "all_of", "allow", "merge"]

Condition = Mapping[str, Mapping[str, Any]]
Statement = Mapping[str, Any]


def allow(
    sid: str,
    *,
    actions: Sequence[str],
    resources: Sequence[str],
    condition: Condition | None = None,
) -> Statement:
    """An Allow for any principal, as endpoint policies have it: they bound, they never grant.

    The principal is `*` because a gateway endpoint accepts no other; who may pass is said in the condition
    (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).

    Args:
        sid: alphanumeric name of the statement, unique within its policy.
        actions: IAM actions, wildcards allowed.
        resources: ARNs, wildcards allowed.
        condition: operators and keys that must all match. Default: no condition.
    """
    statement: dict[str, Any] = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": "*",
        "Action": _one_or_list(actions),
        "Resource": _one_or_list(resources),
    }
    if condition:
        statement["Condition"] = {operator: dict(keys) for operator, keys in condition.items()}
    return statement


def all_of(*conditions: Condition) -> Condition:
    """A condition that holds where all of them hold."""
    together: dict[str, dict[str, Any]] = {}
    for condition in conditions:
        for operator, keys in condition.items():
            together.setdefault(operator, {}).update(keys)
    return together


def merge(*groups: Sequence[Statement]) -> list[Statement]:
    """The union of some statements: each once, by Sid and content, sorted by Sid; the order of asking leaves no trace.

    Statements without a Sid keep their order and stand first.
    """
    unnamed: list[Statement] = []
    named: list[Statement] = []
    for statement in (statement for group in groups for statement in group):
        kept = named if "Sid" in statement else unnamed
        if statement not in kept:
            kept.append(statement)
    return unnamed + sorted(named, key=lambda statement: str(statement["Sid"]))


def _one_or_list(values: Sequence[str]) -> str | list[str]:
    """Sorted and without repeats; a single value stands alone, as IAM itself writes it."""
    unique = sorted(set(values))
    return unique[0] if len(unique) == 1 else unique
