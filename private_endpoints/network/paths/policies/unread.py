"""Policies of which a parameter gives a part, so that they may refuse every call."""

from __future__ import annotations

from collections.abc import Mapping

from private_endpoints.values import Join, Opaque, Parameter, Unknown

__all__ = ["is_unread"]

_WHOM_AND_WHAT = ("Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal")


def is_unread(policy: object) -> bool:
    """Whether nothing in a policy need allow anything: a statement, its effect, or what it denies is not known."""
    if policy is None:
        return False
    if not isinstance(policy, Mapping) or not isinstance(policy.get("Version", ""), str):
        return True
    given = policy.get("Statement")
    statements = given if isinstance(given, list | tuple) else [given]
    return any(not isinstance(one, Mapping) or _may_refuse_all(one) for one in statements)


def _may_refuse_all(statement: Mapping[str, object]) -> bool:
    effect = statement.get("Effect")
    if not isinstance(effect, str):
        return True
    return effect == "Deny" and any(_is_given(statement.get(name)) for name in _WHOM_AND_WHAT)


def _is_given(value: object) -> bool:
    """Whether something is, or holds, what a parameter gives as a whole: it may be a `*`."""
    if isinstance(value, Mapping):
        return any(_is_given(one) for one in value.values())
    if isinstance(value, list | tuple):
        return any(_is_given(one) for one in value)
    if isinstance(value, Join):
        return all(isinstance(part, Parameter) for part in value.parts)
    return isinstance(value, Opaque | Unknown)
