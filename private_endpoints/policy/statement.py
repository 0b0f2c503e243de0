"""IAM statements as values: plain JSON objects whose strings may hold CDK tokens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

__all__ = ["Condition", "Statement", "all_of", "allow", "merge"]

Condition = Mapping[str, Mapping[str, Any]]
Statement = Mapping[str, Any]

_HASH_LENGTH = 8


def allow(
    sid: str,
    *,
    actions: Iterable[str],
    resources: Iterable[str],
    condition: Condition | None = None,
) -> Statement:
    """An Allow for any principal, as endpoint policies have it: they bound, they never grant.

    The principal is `*` because a gateway endpoint accepts no other; who may pass is said in the condition
    (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).

    Args:
        sid: alphanumeric name of the statement.
        actions: IAM actions, wildcards allowed.
        resources: ARNs, wildcards allowed.
        condition: operators and keys that must all match. Default: no condition.
    """
    statement: dict[str, Any] = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": "*",
        "Action": list(dict.fromkeys(actions)),
        "Resource": list(dict.fromkeys(resources)),
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


def merge(own: Sequence[Statement], asked: Sequence[Statement]) -> list[Statement]:
    """The union of some statements, whose tokens are resolved: each once, and in an order that tells nobody's turn.

    AWS wants Sids to be unique in a policy, so where one name has two contents, those asked for get a suffix.

    Args:
        own: what a user wrote; it is kept as it is.
        asked: what askers let through.
    """
    kept = {_canonical(statement): statement for statement in own}
    unique = {_canonical(tidy): tidy for statement in asked for tidy in [_tidy(statement)]}
    names = [str(statement["Sid"]) for statement in (*kept.values(), *unique.values()) if "Sid" in statement]
    fresh = (
        _renamed(statement, key) if names.count(str(statement.get("Sid"))) > 1 else statement
        for key, statement in unique.items()
        if key not in kept
    )
    return sorted(
        [*kept.values(), *fresh], key=lambda statement: (str(statement.get("Sid", "")), _canonical(statement))
    )


def _tidy(statement: Statement) -> Statement:
    """Lists sorted; a single value stands alone, as IAM itself writes it."""
    return {key: _sorted(value) if key in {"Action", "Resource"} else value for key, value in statement.items()}


def _sorted(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(value, list):
        return value
    unique = list(_distinct(value))
    return unique[0] if len(unique) == 1 else sorted(unique, key=_canonical)


def _distinct(values: Iterable[Any]) -> Iterator[Any]:
    seen = set()
    for value in values:
        if (key := _canonical(value)) not in seen:
            seen.add(key)
            yield value


def _renamed(statement: Statement, key: str) -> Statement:
    return {**statement, "Sid": f"{statement['Sid']}{hashlib.sha256(key.encode()).hexdigest()[:_HASH_LENGTH]}"}


def _canonical(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
