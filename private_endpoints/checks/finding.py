"""What a rule found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network import NOWHERE, Origin

__all__ = ["Finding", "Severity"]


class Severity(StrEnum):
    """How much a finding counts."""

    ERROR = "error"
    """It is wrong for certain; the check fails."""
    WARNING = "warning"
    """It is likely to be wrong."""
    INFO = "info"
    """It is worth knowing."""

    @property
    def weight(self) -> int:
        """How much it counts beside the others: more is worse."""
        return _WEIGHTS[self]

    @classmethod
    def _missing_(cls, value: object) -> Severity:
        problem = Problem("unknown-severity", f"severity={value!r}", f"give one of {', '.join(cls)}")
        raise InvalidInputError("findings", [problem])


_WEIGHTS = {severity: weight for weight, severity in enumerate(reversed(Severity))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found.

    Attributes:
        rule: id of the rule, in kebab case.
        severity: how much it counts.
        message: what is wrong.
        fix: what to change.
        origin: where it is wrong.
        related: what else it is about.
    """

    rule: str
    severity: Severity
    message: str
    fix: str = ""
    origin: Origin = NOWHERE
    related: tuple[Origin, ...] = ()
