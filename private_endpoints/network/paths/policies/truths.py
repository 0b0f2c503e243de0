"""Decisions as truths, and truths that have to agree."""

from __future__ import annotations

from collections.abc import Sequence

from private_endpoints.policy.evaluation import Decision
from private_endpoints.values import Truth, Unknown

__all__ = ["agreed", "truth_of"]


def truth_of(decision: Decision) -> Truth:
    """Whether a request is allowed."""
    if decision.is_allowed:
        return True
    if decision.is_denied:
        return False
    return Unknown(frozenset(decision.depends_on) or frozenset({"the policies of the call"}))


def agreed(truths: Sequence[Truth]) -> Truth:
    """What holds for everybody that a caller may turn out to be."""
    if all(one is True for one in truths):
        return True
    if all(one is False for one in truths):
        return False
    unknown = frozenset(name for one in truths if isinstance(one, Unknown) for name in one.depends_on)
    return Unknown(unknown or frozenset({"AWS::AccountId"}))
