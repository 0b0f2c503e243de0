"""What the benchmarks compare is comparable: the samples and their twins by hand make the same resources."""

from __future__ import annotations

import json
from collections import Counter
from importlib import import_module
from typing import Any

import aws_cdk as cdk
import pytest

from benchmarks.measuring.samples import SAMPLE_MODULES
from private_endpoints.samples import SAMPLES
from support.templates import template_of

Resource = dict[str, Any]


def pair(name: str) -> tuple[dict[str, Resource], dict[str, Resource]]:
    """The resources of a sample and of its twin."""
    sample = SAMPLES[name]
    twin: type[cdk.Stack] = getattr(import_module(f"benchmarks.by_hand.{sample.__module__.rpartition('.')[2]}"), name)
    return template_of(sample(cdk.App(), name))["Resources"], template_of(twin(cdk.App(), name))["Resources"]


def without_names(value: Any, made: dict[str, Resource]) -> Any:
    """References by the type of what they lead to, so that logical ids, which each side chooses, do not count."""
    if isinstance(value, dict):
        if set(value) == {"Ref"} and value["Ref"] in made:
            return {"Ref": made[value["Ref"]]["Type"]}
        if set(value) == {"Fn::GetAtt"}:
            return {"Fn::GetAtt": [made[value["Fn::GetAtt"][0]]["Type"], *value["Fn::GetAtt"][1:]]}
        return {key: without_names(inner, made) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_names(inner, made) for inner in value]
    return value


def statements(policy: dict[str, Any]) -> set[str]:
    """The statements without their Sids, in no order; nor do their lists have any."""
    return {
        json.dumps(
            {
                key: sorted(map(json.dumps, value)) if isinstance(value, list) else value
                for key, value in statement.items()
                if key != "Sid"
            },
            sort_keys=True,
        )
        for statement in policy["Statement"]
    }


def endpoints(made: dict[str, Resource]) -> dict[str, Any]:
    """The endpoints by service, without their `Name` tags."""
    found = {}
    for resource in made.values():
        if resource["Type"] == "AWS::EC2::VPCEndpoint":
            properties = without_names(resource["Properties"], made)
            properties.pop("Tags", None)
            properties["PolicyDocument"] = statements(properties["PolicyDocument"])
            found[json.dumps(properties.pop("ServiceName"))] = properties
    return found


@pytest.mark.parametrize("name", SAMPLE_MODULES)
def test_a_sample_and_its_twin_make_the_same_types_of_resources(name: str) -> None:
    sample, twin = (Counter(one["Type"] for one in made.values()) for made in pair(name))
    assert sample == twin


@pytest.mark.parametrize("name", SAMPLE_MODULES)
def test_a_sample_and_its_twin_make_the_same_endpoints(name: str) -> None:
    sample, twin = (endpoints(made) for made in pair(name))
    assert sample == twin


@pytest.mark.parametrize("name", SAMPLE_MODULES)
def test_a_sample_and_its_twin_open_the_same_ports(name: str) -> None:
    types = ("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress")
    sample, twin = (
        Counter(
            (one["Type"], one["Properties"]["IpProtocol"], one["Properties"]["FromPort"], one["Properties"]["ToPort"])
            for one in made.values()
            if one["Type"] in types
        )
        for made in pair(name)
    )
    assert sample == twin
