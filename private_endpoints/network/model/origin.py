"""Where a fact comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["NOWHERE", "Origin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a fact comes from, so that a finding can point at it.

    Attributes:
        template: the file, or the account and region that were read. Empty: from nowhere, such as what AWS makes
            by itself.
        logical_id: in the template; of an account the AWS id.
        construct_path: from `aws:cdk:path`; empty where the template has none.
        locate: finds the line, which is asked for only when a finding shows it. None: there is no line.
    """

    template: str = ""
    logical_id: str = ""
    construct_path: str = ""
    locate: Callable[[], int | None] | None = field(default=None, compare=False, repr=False)

    @property
    def line(self) -> int | None:
        """The line in the template, counted from 1; None where it is not known."""
        return None if self.locate is None else self.locate()

    def __str__(self) -> str:
        return self.construct_path or self.logical_id


NOWHERE = Origin()
