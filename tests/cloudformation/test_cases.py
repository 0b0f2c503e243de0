"""Conditions: decided where they can be, split into cases where not, unknown beyond a limit."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment, NetworkCase
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Subnet, Vpc
from private_endpoints.values import Unknown


def _vpc(condition: str | None = None, **properties: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", **properties}}
    return made if condition is None else {**made, "Condition": condition}


def _cases(template: dict[str, Any], **options: Any) -> list[NetworkCase]:
    return list(Deployment.of({"T": template}, **options).cases())


_FREE = {"P": {"Type": "String"}}
_EQUALS = {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}


def test_without_an_unknown_condition_there_is_one_case() -> None:
    template = {"Parameters": _FREE, "Conditions": _EQUALS, "Resources": {"Vpc": _vpc()}}
    (only,) = _cases(template)
    assert str(only.case) == ""
    assert [vpc.id for vpc in only.network.of(Vpc)] == ["T.Vpc"]


def test_an_unknown_condition_makes_two_cases_that_exclude_each_other() -> None:
    template = {"Parameters": _FREE, "Conditions": _EQUALS, "Resources": {"Vpc": _vpc("C")}}
    there, absent = _cases(template)
    assert (str(there.case), str(absent.case)) == ("T.P = 'x'", "T.P != 'x'")
    assert (len(there.network), len(absent.network)) == (1, 0)


def test_a_default_and_a_given_value_decide() -> None:
    template = {
        "Parameters": {"P": {"Type": "String", "Default": "x"}},
        "Conditions": _EQUALS,
        "Resources": {"Vpc": _vpc("C")},
    }
    assert [len(case.network) for case in _cases(template)] == [1]
    assert [len(case.network) for case in _cases(template, parameters={"P": "y"})] == [0]
    assert [len(case.network) for case in _cases(template, parameters={"T:P": "y"})] == [0]


def test_one_parameter_is_one_question_however_often_it_is_asked() -> None:
    conditions = {
        "A": {"Fn::Equals": [{"Ref": "P"}, "a"]},
        "B": {"Fn::Equals": [{"Ref": "P"}, "b"]},
        "Both": {"Fn::And": [{"Condition": "A"}, {"Condition": "B"}]},
        "NotA": {"Fn::Not": [{"Condition": "A"}]},
    }
    resources = {name: _vpc(name) for name in conditions}
    cases = _cases({"Parameters": _FREE, "Conditions": conditions, "Resources": resources})
    assert [sorted(vpc.id for vpc in case.network.of(Vpc)) for case in cases] == [
        ["T.A"],
        ["T.B", "T.NotA"],
        ["T.NotA"],
    ]


def test_allowed_values_are_all_there_is() -> None:
    parameters = {"P": {"Type": "String", "AllowedValues": ["x", "y"]}}
    conditions = {**_EQUALS, "Never": {"Fn::Equals": [{"Ref": "P"}, "z"]}}
    resources = {
        "Vpc": _vpc(CidrBlock={"Fn::If": ["C", "10.0.0.0/16", {"Fn::Sub": "10.${P}.0.0/16"}]}),
        "Never": _vpc("Never"),
    }
    resources["Vpc"]["Properties"]["CidrBlock"]["Fn::If"][2] = {"Fn::FindInMap": ["M", {"Ref": "P"}, "c"]}
    mappings = {"M": {"x": {"c": "10.1.0.0/16"}, "y": {"c": "10.2.0.0/16"}}}
    cases = _cases({"Parameters": parameters, "Conditions": conditions, "Mappings": mappings, "Resources": resources})
    assert [case.network.of(Vpc)[0].cidrs for case in cases] == [("10.0.0.0/16",), ("10.2.0.0/16",)]
    assert [len(case.network) for case in cases] == [1, 1]


def test_a_condition_of_what_the_model_does_not_look_at_splits_nothing() -> None:
    resources = {
        "Vpc": _vpc(Tags=[{"Key": "a", "Value": {"Fn::If": ["C", "1", "2"]}}]),
        "Alarm": {"Type": "AWS::CloudWatch::Alarm", "Condition": "C"},
    }
    assert len(_cases({"Parameters": _FREE, "Conditions": _EQUALS, "Resources": resources})) == 1


def test_a_map_is_split_by_the_parameter_that_chooses() -> None:
    template = {
        "Parameters": {"Env": {"Type": "String"}},
        "Mappings": {"M": {"dev": {"c": "10.1.0.0/16"}, "prod": {"c": "10.2.0.0/16"}}},
        "Resources": {"Vpc": _vpc(CidrBlock={"Fn::FindInMap": ["M", {"Ref": "Env"}, "c"]})},
    }
    assert [case.network.of(Vpc)[0].cidrs for case in _cases(template)] == [("10.1.0.0/16",), ("10.2.0.0/16",)]


def test_two_unknown_values_are_equal_or_not() -> None:
    template = {
        "Parameters": {"P": {"Type": "String"}, "Q": {"Type": "String"}},
        "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, {"Ref": "Q"}]}, "N": {"Fn::Not": [{"Condition": "C"}]}},
        "Resources": {"A": _vpc("C"), "B": _vpc("N")},
    }
    assert [[vpc.id for vpc in case.network.of(Vpc)] for case in _cases(template)] == [["T.A"], ["T.B"]]


def test_beyond_the_limit_conditions_stay_unknown() -> None:
    names = [f"P{index}" for index in range(12)]
    template = {
        "Parameters": {name: {"Type": "String"} for name in names},
        "Conditions": {f"C{name}": {"Fn::Equals": [{"Ref": name}, "x"]} for name in names},
        "Resources": {f"V{name}": _vpc(f"C{name}") for name in names},
    }
    deployment = Deployment.of({"T": template})
    cases = list(deployment.cases(most=8))
    assert 1 < len(cases) <= 8
    assert any(isinstance(vpc.exists, Unknown) for case in cases for vpc in case.network.of(Vpc))
    assert all(vpc.exists is not False for case in cases for vpc in case.network.of(Vpc))


def test_a_choice_that_nobody_makes_is_unknown_and_never_an_id() -> None:
    template = {
        "Parameters": _FREE,
        "Conditions": _EQUALS,
        "Resources": {
            "A": _vpc(),
            "B": _vpc(),
            "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Fn::If": ["C", {"Ref": "A"}, {"Ref": "B"}]}}},
        },
    }
    split = [case.network.of(Subnet)[0].vpc for case in Deployment.of({"T": template}).cases()]
    assert split == ["T.A", "T.B"]
    (only,) = Deployment.of({"T": template}).cases(most=1)
    assert isinstance(only.network.of(Subnet)[0].vpc, Unknown)


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        ({"C": {"Condition": "C"}}, "cyclic-condition"),
        ({"C": {"Fn::Not": [{"Condition": "D"}]}, "D": {"Fn::Not": [{"Condition": "C"}]}}, "cyclic-condition"),
        ({}, "bad-condition"),
        ({"C": {"Fn::Nothing": []}}, "bad-condition"),
        ({"C": {"Fn::Equals": ["a"]}}, "bad-condition"),
        ({"C": {"Fn::Not": "x"}}, "bad-condition"),
    ],
)
def test_a_condition_that_cannot_be_is_refused(conditions: Any, code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        _cases({"Conditions": conditions, "Resources": {"Vpc": _vpc("C")}})
    assert caught.value.problems[0].code == code


def test_a_parameter_that_no_template_has_is_refused_with_a_suggestion() -> None:
    with pytest.raises(InvalidInputError, match="did you mean 'Parameter") as caught:
        _cases({"Parameters": {"Parameter": {"Type": "String"}}, "Resources": {}}, parameters={"Paramter": "x"})
    assert caught.value.problems[0].code == "unknown-parameter"


@pytest.mark.parametrize(("value", "fix"), [("prd", "did you mean 'prod'"), ("x", "allowed are dev, prod, 1")])
def test_a_value_that_is_not_allowed_is_refused(value: str, fix: str) -> None:
    template = {"Parameters": {"Stage": {"Type": "String", "AllowedValues": ["dev", "prod", 1]}}, "Resources": {}}
    with pytest.raises(InvalidInputError, match=fix) as caught:
        _cases(template, parameters={"Stage": value})
    assert caught.value.problems[0].code == "not-allowed"
    assert _cases(template, parameters={"Stage": "1"})


def test_what_is_given_for_one_stack_takes_the_place_of_what_is_given_for_all() -> None:
    one, other = (
        {"Parameters": {"Stage": {"Type": "String", "AllowedValues": values}}, "Resources": {}}
        for values in (["dev", "prod"], ["d", "p"])
    )
    given = {"Stage": "prod", "Old:Stage": "p"}
    assert Deployment.of({"New": one, "Old": other}, parameters=given).stacks[1].given == {"Stage": "p"}


def test_a_range_that_must_be_known_is_a_case_for_each_that_is_allowed() -> None:
    def networks(**parameter: Any) -> list[Any]:
        template = {
            "Parameters": {"Range": {"Type": "String", **parameter}},
            "Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Ref": "Range"}}}},
        }
        return [one.of(Vpc)[0].cidrs for one in Deployment.of({"T": template}).networks()]

    assert networks(AllowedValues=["10.0.0.0/16", "10.1.0.0/16"]) == [("10.0.0.0/16",), ("10.1.0.0/16",)]
    assert networks(AllowedValues=["10.0.0.0/16"]) == [("10.0.0.0/16",)]
    assert len(networks()) == 1
    assert len(networks(AllowedValues=[f"10.{number}.0.0/16" for number in range(9)])) == 1
