"""Each rule with its own two examples."""

from __future__ import annotations

import pytest

from private_endpoints.checks import RULES, Finding, Rule, Severity, check_cases
from private_endpoints.cloudformation import Deployment

_RANK = list(Severity)


def findings(template: str, rule: Rule) -> list[Finding]:
    deployment = Deployment.of({"Example.yaml": template}, region=rule.example.region)
    return list(check_cases(deployment.networks(), rules=[rule]))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_breaks_the_rule(rule: Rule) -> None:
    found = findings(rule.example.bad, rule)
    assert found
    assert {one.rule for one in found} == {rule.id}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_good_example_does_not(rule: Rule) -> None:
    assert findings(rule.example.good, rule) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_finding_counts_no_more_than_its_rule_says(rule: Rule) -> None:
    assert all(_RANK.index(one.severity) >= _RANK.index(rule.severity) for one in findings(rule.example.bad, rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_finding_says_where_and_what_to_change(rule: Rule) -> None:
    for one in findings(rule.example.bad, rule):
        assert one.origin.template == "Example.yaml"
        assert one.origin.logical_id
        assert one.origin.line
        assert one.message
        assert one.fix
        assert not one.message.endswith(".")


def test_rules_are_sorted_by_an_id_of_their_own() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is_about(rule: Rule) -> None:
    assert rule.__doc__
    assert rule.title
    assert not rule.title.endswith(".")
    assert len(rule.rationale) > 40
    assert rule.source_url.startswith("https://")
    assert rule.example.bad != rule.example.good
