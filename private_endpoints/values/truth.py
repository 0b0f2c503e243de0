"""Three-valued truth: true, false, or unknown with what it depends on (Kleene's strong logic)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Truth", "Unknown", "all_of", "any_of", "negate"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Neither true nor false yet.

    Attributes:
        depends_on: names of the references and parameters that decide.
    """

    depends_on: frozenset[str]

    def __bool__(self) -> bool:
        """Refuse to be read as true or false: every `if` on a truth says which of the three it means."""
        message = "an Unknown is neither true nor false: compare with `is True` or `is False`"
        raise TypeError(message)


Truth: TypeAlias = bool | Unknown


def negate(truth: Truth) -> Truth:
    """True becomes false, false true, unknown stays."""
    return truth if isinstance(truth, Unknown) else not truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """False as soon as one is false; else unknown if one is unknown."""
    depends_on: frozenset[str] | None = None
    for truth in truths:
        if truth is False:
            return False
        if isinstance(truth, Unknown):
            depends_on = truth.depends_on if depends_on is None else depends_on | truth.depends_on
    return True if depends_on is None else Unknown(depends_on)


def any_of(truths: Iterable[Truth]) -> Truth:
    """True as soon as one is true; else unknown if one is unknown."""
    depends_on: frozenset[str] | None = None
    for truth in truths:
        if truth is True:
            return True
        if isinstance(truth, Unknown):
            depends_on = truth.depends_on if depends_on is None else depends_on | truth.depends_on
    return False if depends_on is None else Unknown(depends_on)
