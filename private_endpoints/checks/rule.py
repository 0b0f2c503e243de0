"""What a rule is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Element

__all__ = ["Rule"]


class Rule(ABC):
    """One thing that can be wrong with a network.

    Attributes:
        id: stable, in kebab case; what findings and acknowledgements call it.
        title: what is wrong, in a few words.
        rationale: why it matters.
        severity: how much a finding counts at most.
        source_url: the page that the rule follows.
        example: a template that breaks the rule, and its twin that does not.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    rationale: ClassVar[str]
    severity: ClassVar[Severity]
    source_url: ClassVar[str]
    example: ClassVar[Example]

    @abstractmethod
    def check(self, survey: Survey) -> Iterator[Finding]:
        """What breaks the rule."""

    def finding(
        self, element: Element, message: str, fix: str, *related: Element, severity: Severity | None = None
    ) -> Finding:
        """A finding about an element.

        It is an error only if all that it is about is there for certain.

        Args:
            element: where it is wrong.
            message: what is wrong.
            fix: what to change.
            related: what else it is about.
            severity: how much it counts. Default: as the rule says.
        """
        counts = self.severity if severity is None else severity
        if counts is Severity.ERROR and not all(one.exists is True for one in (element, *related)):
            counts = Severity.WARNING
        return Finding(
            rule=self.id,
            severity=counts,
            message=message,
            fix=fix,
            origin=element.origin,
            related=tuple(one.origin for one in related),
        )
