"""A finding, and whether it counts."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.proof.accepted import Accepted

__all__ = ["Noted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A finding, and whether it counts.

    Attributes:
        finding: what a rule found.
        accepted: why it does not count; None: it does.
    """

    finding: Finding
    accepted: Accepted | None = None

    @property
    def fails(self) -> bool:
        """Whether it makes a check fail."""
        return self.finding.severity is Severity.ERROR and self.accepted is None
