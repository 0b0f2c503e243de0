"""All rules over a network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.rules import RULES
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Network, PathEngine

__all__ = ["check", "check_cases"]


def check(network: Network, *, rules: Sequence[Rule] = RULES, engine: PathEngine | None = None) -> tuple[Finding, ...]:
    """What the rules find in a network, in the order of templates and of what stands in them.

    Args:
        network: what exists.
        rules: which rules. Default: all.
        engine: an engine of this network that already has answered questions. Default: a new one, if a rule needs it.
    """
    survey = Survey(network, engine)
    # A rule may come upon one thing in two ways.
    found = dict.fromkeys(finding for rule in rules for finding in rule.check(survey))
    return tuple(sorted(found, key=_place))


def check_cases(
    networks: Iterable[Network], *, rules: Sequence[Rule] = RULES, engines: Iterable[PathEngine] = ()
) -> tuple[Finding, ...]:
    """What the rules find in the cases of a network, such as those of a parameter that nobody gave.

    A finding that is in some cases only is no error: it depends on what is not known.

    Args:
        networks: the network in each case.
        rules: which rules. Default: all.
        engines: of each network, as far as there are. Default: new ones, if a rule needs them.
    """
    cases = 0
    rest = iter(engines)
    counts: Counter[tuple[object, ...]] = Counter()
    found: dict[tuple[object, ...], Finding] = {}
    # What is wrong with one thing in every case is certain, though the words may be others in each.
    wrong_in: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for network in networks:
        cases += 1
        for finding in check(network, rules=rules, engine=next(rest, None)):
            if finding.severity is Severity.ERROR:
                wrong_in[finding.rule, finding.origin].add(cases)
            key = (finding.rule, finding.origin, finding.message, finding.related)
            counts[key] += 1
            kept = found.setdefault(key, finding)
            if finding.severity.weight < kept.severity.weight:
                found[key] = finding
    every = [
        one if counts[key] == cases else _perhaps(one, certain=len(wrong_in[one.rule, one.origin]) == cases)
        for key, one in found.items()
    ]
    return tuple(sorted(every, key=_place))


def _perhaps(finding: Finding, *, certain: bool) -> Finding:
    message = f"depending on parameters that are not given, {finding.message}"
    severity = Severity.WARNING if finding.severity is Severity.ERROR and not certain else finding.severity
    return replace(finding, severity=severity, message=message)


def _place(finding: Finding) -> tuple[str, str, int, str, str]:
    origin = finding.origin
    return (origin.template, origin.logical_id, -finding.severity.weight, finding.rule, finding.message)
