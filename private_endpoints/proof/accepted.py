"""What somebody decided not to mend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Accepted", "AcceptedBy"]


class AcceptedBy(StrEnum):
    """Where it is written that something is accepted."""

    TEMPLATE = "template"
    """In the metadata of the template or of a resource."""
    FILE = "file"
    """In a file of acknowledgements."""
    BASELINE = "baseline"
    """In a baseline: it was there before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Why a path or a finding does not count.

    Attributes:
        by: where it is written.
        reason: in the words of whoever wrote it.
    """

    by: AcceptedBy
    reason: str

    def __str__(self) -> str:
        return f"{self.reason} ({self.by})"
