"""What holds of all rules."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.checks import RULES, Finding, Rule, Severity, check, check_cases
from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Network

RULE = st.sampled_from(RULES)


def networks(templates: dict[str, str], region: str) -> list[Network]:
    return list(Deployment.of(templates, region=region).networks())


def told(findings: tuple[Finding, ...], template: str) -> list[tuple[str, str, str, str]]:
    return [
        (one.rule, one.severity, one.origin.logical_id, one.message)
        for one in findings
        if one.origin.template == template
    ]


@given(
    one=RULE, other=RULE, twins=st.sampled_from([("bad", "bad"), ("bad", "good"), ("good", "bad"), ("good", "good")])
)
@settings(max_examples=40, deadline=None)
def test_unrelated_resources_change_nothing(one: Rule, other: Rule, twins: tuple[str, str]) -> None:
    text, unrelated = getattr(one.example, twins[0]), getattr(other.example, twins[1])
    alone = check_cases(networks({"One.yaml": text}, one.example.region))
    beside = check_cases(networks({"One.yaml": text, "Other.yaml": unrelated}, one.example.region))
    assert told(beside, "One.yaml") == told(alone, "One.yaml")


@given(rule=RULE, data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_order_of_elements_changes_nothing_but_which_of_two_is_named_first(rule: Rule, data: st.DataObject) -> None:
    (network,) = networks({"One.yaml": rule.example.bad}, rule.example.region)
    elements = data.draw(st.permutations(list(network)))
    shuffled = check(Network(elements, region=network.region, account=network.account))
    assert {one.rule for one in shuffled} == {one.rule for one in check(network)}


@given(rule=RULE)
@settings(max_examples=40, deadline=None)
def test_names_of_resources_change_nothing(rule: Rule) -> None:
    text = rule.example.bad
    names = re.findall(r"^  (\w+):", text[text.index("Resources:") :], re.MULTILINE)
    renamed = text
    for name in names:
        renamed = re.sub(rf"^  {name}:", f"  Zz{name}:", renamed, flags=re.MULTILINE)
        renamed = re.sub(rf"(!Ref |!GetAtt |\$\{{){name}\b", rf"\1Zz{name}", renamed)
    before = check_cases(networks({"One.yaml": text}, rule.example.region))
    after = check_cases(networks({"One.yaml": renamed}, rule.example.region))
    assert sorted((one.rule, one.severity) for one in after) == sorted((one.rule, one.severity) for one in before)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_may_not_be_there_is_no_error(rule: Rule) -> None:
    text = rule.example.bad
    conditional = re.sub(r"^(  \w+:\n    Type: )", r"\1", text, flags=re.MULTILINE)
    conditional = re.sub(r"^    Type: ", "    Condition: Perhaps\n    Type: ", conditional, flags=re.MULTILINE)
    conditional = re.sub(r"^(  \w+: )\{Type", r"\1{Condition: Perhaps, Type", conditional, flags=re.MULTILINE)
    head = "Conditions:\n  Perhaps: !Equals [!Ref Switch, 'on']\n"
    switch = "  Switch: {Type: String}\n"
    if "Parameters:\n" in conditional:
        conditional = head + conditional.replace("Parameters:\n", f"Parameters:\n{switch}")
    else:
        conditional = f"{head}Parameters:\n{switch}{conditional}"
    found = check_cases(networks({"One.yaml": conditional}, rule.example.region))
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert rule.id in {one.rule for one in found}
