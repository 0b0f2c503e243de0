"""What a report says about the rules behind its results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from private_endpoints.checks import RULES, Rule
from private_endpoints.checks.finding import Severity
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.prove import rule_of

__all__ = ["RuleText", "rule_texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """What a reader is told of a rule.

    Attributes:
        title: in a few words.
        rationale: why it matters.
        severity: how much a result counts by default.
        source_url: the page that the rule follows.
    """

    title: str
    rationale: str
    severity: Severity
    source_url: str = ""


_PATHS: Mapping[str, RuleText] = {
    rule_of(Verdict.PUBLIC): RuleText(
        title="A required path leaves for public addresses",
        rationale="The workload needs the service, and its traffic gets there through the internet or a NAT gateway",
        severity=Severity.ERROR,
    ),
    rule_of(Verdict.BLOCKED): RuleText(
        title="A required path does not get there",
        rationale="The workload needs the service, and something on the way, or a policy, stops it",
        severity=Severity.ERROR,
    ),
    rule_of(Verdict.UNKNOWN): RuleText(
        title="A required path cannot be proven private",
        rationale="What the templates do not say decides whether the path is private; give it, or answer for it",
        severity=Severity.ERROR,
    ),
}


def rule_texts(ids: Iterable[str]) -> Mapping[str, RuleText]:
    """The texts of some rules, in their order."""
    known = {**_PATHS, **{rule.id: _of_check(rule) for rule in RULES}}
    return {rule: known.get(rule) or _unknown(rule) for rule in ids}


def _of_check(rule: Rule) -> RuleText:
    return RuleText(title=rule.title, rationale=rule.rationale, severity=rule.severity, source_url=rule.source_url)


def _unknown(rule: str) -> RuleText:
    """Of a rule that a user wrote."""
    return RuleText(title=rule, rationale=rule, severity=Severity.WARNING)
