"""The answer to a question about a path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from private_endpoints.network.model.origin import NOWHERE, Origin
from private_endpoints.network.paths.verdict import Verdict

__all__ = ["Blocker", "Hop", "Path"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of the traffic.

    Attributes:
        element: id of what the step goes through.
        origin: where that comes from.
        why: what happens there, and by which rule.
    """

    element: str
    origin: Origin = NOWHERE
    why: str

    def __str__(self) -> str:
        return f"{str(self.origin) or self.element}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """Something that keeps a path from being private.

    Attributes:
        code: stable identifier in kebab case, such as `egress-refused`.
        element: id of what is wrong.
        origin: where that comes from.
        what: what is wrong.
        fix: what to change.
    """

    code: str
    element: str
    origin: Origin = NOWHERE
    what: str
    fix: str

    def __str__(self) -> str:
        return f"[{self.code}] {self.what}; {self.fix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """What is known of the traffic from a source to a service.

    Attributes:
        source: id of the source.
        service: what it calls, as the question said it.
        verdict: the answer.
        hops: the steps, as far as the traffic gets.
        blockers: what keeps it from being private; of an unknown path what may keep it.
        unknowns: what an unknown verdict depends on, sorted.
        origin: where the source comes from.
    """

    source: str
    service: str
    verdict: Verdict
    hops: tuple[Hop, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    unknowns: tuple[str, ...] = ()
    origin: Origin = NOWHERE
    _tell: Callable[[], Path] | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def told_later(cls, source: str, service: str, verdict: Verdict, origin: Origin, tell: Callable[[], Path]) -> Path:
        """A path of which only the verdict is known so far.

        Args:
            source: id of the source.
            service: what it calls.
            verdict: the answer.
            origin: where the source comes from.
            tell: finds the steps and what is wrong, once somebody asks for them.
        """
        path = object.__new__(cls)
        known = {"source": source, "service": service, "verdict": verdict, "origin": origin, "_tell": tell}
        for name, value in known.items():
            object.__setattr__(path, name, value)
        return path

    def calling(self, service: str) -> Path:
        """The same path, with another name for what is called."""
        if service == self.service:
            return self
        return Path.told_later(self.source, service, self.verdict, self.origin, lambda: self)

    if not TYPE_CHECKING:  # so that type checkers still catch misspelt names

        def __getattr__(self, name: str) -> object:
            """What is told later: reached only while a field has no value yet."""
            if name not in ("hops", "blockers", "unknowns"):
                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(message)
            told = self._tell()
            for one in ("hops", "blockers", "unknowns"):
                object.__setattr__(self, one, getattr(told, one))
            return getattr(self, name)

    @property
    def is_private(self) -> bool:
        """Whether it is private for certain."""
        return self.verdict is Verdict.PRIVATE
