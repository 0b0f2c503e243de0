"""All verdicts that a path may still have, and how verdicts of parts make the verdict of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from private_endpoints.network.paths.trail import RULES_NOT_READ, Trail
from private_endpoints.network.paths.verdict import Verdict

__all__ = ["Outcomes", "any_way", "anything", "either", "every_one", "of_trail", "private_or_not"]

# Every verdict that is possible, UNKNOWN not being one, with a trail that leads to it.
Outcomes: TypeAlias = Mapping[Verdict, Trail]

# Of parts that all have to be good the worst counts: traffic that gets out is out, whatever the rest does.
_WORST = (Verdict.PRIVATE, Verdict.BLOCKED, Verdict.PUBLIC)
# Of ways that a client tries one after the other the first open one counts; an open one that is public is one too many.
_OPEN = (Verdict.BLOCKED, Verdict.PRIVATE, Verdict.PUBLIC)


def of_trail(verdict: Verdict, trail: Trail) -> Outcomes:
    """What a trail that ended comes to, if nothing stops it on its way."""
    if trail.blockers:
        return {Verdict.BLOCKED: trail}
    doubts = trail.doubts
    if verdict is Verdict.PUBLIC and doubts:
        doubts = tuple(one for one in doubts if one.code != RULES_NOT_READ)
    if doubts and verdict is not Verdict.BLOCKED:
        return {verdict: trail, Verdict.BLOCKED: trail}
    return {verdict: trail}


def anything(trail: Trail) -> Outcomes:
    """Whatever may come of a path about which nothing is known from here on."""
    if trail.blockers:
        return {Verdict.BLOCKED: trail}
    return {Verdict.PRIVATE: trail, Verdict.PUBLIC: trail, Verdict.BLOCKED: trail}


def private_or_not(trail: Trail) -> Outcomes:
    """The same for private addresses, which nothing reaches over public ones."""
    if trail.blockers:
        return {Verdict.BLOCKED: trail}
    return {Verdict.PRIVATE: trail, Verdict.BLOCKED: trail}


def either(parts: Iterable[Outcomes]) -> Outcomes:
    """One of the parts is what happens, and it is not known which."""
    found: dict[Verdict, Trail] = {}
    for part in parts:
        for verdict, trail in part.items():
            known = found.get(verdict)
            found[verdict] = trail if known is None else known.assume(trail.depends_on)
    return found


def every_one(parts: Iterable[Outcomes]) -> Outcomes:
    """All parts happen, and all have to be good."""
    return _combined(parts, _WORST)


def any_way(parts: Iterable[Outcomes]) -> Outcomes:
    """A client takes whichever part is open."""
    return _combined(parts, _OPEN)


def _combined(parts: Iterable[Outcomes], order: tuple[Verdict, ...]) -> Outcomes:
    combined: dict[Verdict, Trail] | None = None
    for part in parts:
        if combined is None:
            combined = dict(part)
            continue
        found: dict[Verdict, Trail] = {}
        for one, one_trail in combined.items():
            for other, other_trail in part.items():
                first = order.index(one) >= order.index(other)
                verdict, trail, rest = (one, one_trail, other_trail) if first else (other, other_trail, one_trail)
                trail = trail.with_troubles_of(rest) if one is other else trail.assume(rest.depends_on)
                found.setdefault(verdict, trail)
        combined = found
    return combined or {}
