"""A Deny, as the policies of an organization have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from private_endpoints.policy.statement import Condition, Statement, all_of

__all__ = ["deny", "for_principals"]


def deny(
    sid: str,
    *conditions: Condition,
    actions: Iterable[str] = (),
    not_actions: Iterable[str] = (),
    resources: Iterable[str] = ("*",),
    not_resources: Iterable[str] = (),
) -> Statement:
    """A Deny where all conditions hold. Each negated test is one more exemption, also where its key is missing.

    Args:
        sid: alphanumeric name of the statement.
        conditions: what must all match.
        actions: what is refused; or
        not_actions: what alone is not refused.
        resources: on which it is refused. Default: on all; or
        not_resources: on which alone it is not refused.
    """
    spared = sorted(set(not_resources))
    unjudged = sorted(set(not_actions))
    statement: dict[str, Any] = {"Sid": sid, "Effect": "Deny"}
    statement |= {"NotAction": unjudged} if unjudged else {"Action": _alone(sorted(set(actions)))}
    statement |= {"NotResource": spared} if spared else {"Resource": _alone(sorted(set(resources)))}
    condition = {
        operator: {key: _alone(value) for key, value in sorted(keys.items())}
        for operator, keys in sorted(all_of(*conditions).items())
        if keys
    }
    return {**statement, "Condition": condition} if condition else statement


def for_principals(statement: Statement) -> Statement:
    """The statement with `Principal *`, which resource control policies want and service control policies refuse.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
    """
    return {"Sid": statement["Sid"], "Effect": "Deny", "Principal": "*", **statement}


def _alone(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A single value stands alone, as IAM itself writes it: policies are short of characters."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
