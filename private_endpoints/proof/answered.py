"""A question with its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from private_endpoints.network.paths.path import Path
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.accepted import Accepted

__all__ = ["Answered", "details_of"]

_DETAILS = ("host", "port", "action", "target", "resource")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with its answer.

    Attributes:
        path: the answer.
        question: as it was given; None: nobody asked, the need was found.
        reason: who says that the path is needed and what for; empty: the question says it.
        details: what is said of the call beside the service, such as `port 8443`.
        error: what is wrong with the question; empty: nothing.
        accepted: why the path does not count though it is not private; None: it counts.
    """

    path: Path
    question: Mapping[str, Any] | None = None
    reason: str = ""
    details: tuple[str, ...] = ()
    error: str = ""
    accepted: Accepted | None = None

    @property
    def fails(self) -> bool:
        """Whether it makes a check fail."""
        return self.path.verdict is not Verdict.PRIVATE and self.accepted is None

    @property
    def called(self) -> str:
        """What is called, with what is said of the call; of a perimeter who calls."""
        question = self.question or {}
        if "protect" in question:
            return f"{question.get('action')} by {_caller(question.get('caller'))}"
        return f"{self.path.service} ({', '.join(self.details)})" if self.details else self.path.service


def details_of(given: Mapping[str, Any], service: str) -> tuple[str, ...]:
    """What a question or a need says of the call beside the service, in words."""
    return tuple(f"{key} {given[key]}" for key in _DETAILS if given.get(key) not in (None, "", service))


def _caller(caller: object) -> str:
    if not isinstance(caller, dict) or not caller:
        return "a caller of whom nothing is known"
    return f"a caller with {', '.join(f'{key} {value}' for key, value in caller.items())}"
