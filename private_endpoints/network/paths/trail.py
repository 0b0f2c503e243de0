"""What a path met so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from private_endpoints.network.model.element import Element
from private_endpoints.network.paths.path import Blocker, Hop
from private_endpoints.values import Truth, Unknown

__all__ = ["RULES_NOT_READ", "Note", "Trail", "blocker", "hop"]

# The doubt that comes of the rules of a firewall, which are what software does: traffic to public addresses is taken
# to leave in spite of them, and traffic that has to be private is not taken to get there.
RULES_NOT_READ = "firewall-rules"

# Finds what is wrong.
Note: TypeAlias = Callable[[], Iterable[Blocker]]


@dataclass(frozen=True, slots=True)
class Trail:
    """What a path met so far. Immutable: every step makes another, so that a path can fork.

    Attributes:
        hops: the steps.
        blockers: what stops it for certain.
        doubts: what may stop it.
        notes: find what is wrong if the path is not private, such as an endpoint whose private DNS is off.
        depends_on: what decides about its doubts and its forks.
    """

    hops: tuple[Hop, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    doubts: tuple[Blocker, ...] = ()
    notes: tuple[Note, ...] = ()
    depends_on: frozenset[str] = frozenset()

    def then(self, *hops: Hop) -> Trail:
        """Further steps."""
        return Trail(self.hops + hops, self.blockers, self.doubts, self.notes, self.depends_on)

    def require(self, truth: Truth, otherwise: Blocker | Callable[[], Blocker]) -> Trail:
        """A condition that the path needs; what is wrong without it may be left to be worded when it is."""
        if truth is True:
            return self
        wrong = otherwise if isinstance(otherwise, Blocker) else otherwise()
        if isinstance(truth, Unknown):
            doubts, depends_on = (*self.doubts, wrong), self.depends_on | truth.depends_on
            return Trail(self.hops, self.blockers, doubts, self.notes, depends_on)
        return Trail(self.hops, (*self.blockers, wrong), self.doubts, self.notes, self.depends_on)

    def stop(self, otherwise: Blocker) -> Trail:
        """Here it ends."""
        return self.require(False, otherwise)  # noqa: FBT003 - a truth

    def assume(self, depends_on: frozenset[str]) -> Trail:
        """One way of a fork."""
        if not depends_on:
            return self
        return Trail(self.hops, self.blockers, self.doubts, self.notes, self.depends_on | depends_on)

    def note(self, note: Note) -> Trail:
        """What is wrong if the path is not private; nobody looks for it where it is."""
        return Trail(self.hops, self.blockers, self.doubts, (*self.notes, note), self.depends_on)

    def without_notes(self) -> Trail:
        """Behind what the notes miss, they say nothing of what is wrong further on."""
        return Trail(self.hops, self.blockers, self.doubts, (), self.depends_on)

    def with_troubles_of(self, other: Trail) -> Trail:
        """The blockers and doubts of another trail too, such as of the way back."""
        return Trail(
            self.hops,
            tuple(dict.fromkeys((*self.blockers, *other.blockers))),
            tuple(dict.fromkeys((*self.doubts, *other.doubts))),
            self.notes,
            self.depends_on | other.depends_on,
        )


def hop(element: Element, why: str) -> Hop:
    """A step through an element."""
    return Hop(element=element.id, origin=element.origin, why=why)


def blocker(code: str, element: Element, what: str, fix: str) -> Blocker:
    """Something wrong with an element."""
    return Blocker(code=code, element=element.id, origin=element.origin, what=what, fix=fix)
