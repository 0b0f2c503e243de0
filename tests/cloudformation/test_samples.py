"""Our own samples, and templates that a fuzzer has bent."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import aws_cdk as cdk
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Element, Endpoint, Network, Role, UnknownResource, Vpc, Workload
from private_endpoints.samples import SAMPLES
from support.vpcs import ENV

Templates = dict[str, dict[str, Any]]


def _synthesize(env: cdk.Environment | None) -> Templates:
    app = cdk.App()
    for name, sample in SAMPLES.items():
        sample(app, name, env=env)
    return {stack.stack_name: stack.template for stack in app.synth().stacks}


@pytest.fixture(scope="module", params=["one account", "any account"])
def templates(request: pytest.FixtureRequest) -> Templates:
    return _synthesize(ENV if request.param == "one account" else None)


def _network(templates: Any) -> Network:
    (only,) = Deployment.of(templates).networks()
    return only


def _plain(network: Network) -> dict[str, str]:
    """Every element without where it comes from."""
    return {one.id: _text(one) for one in network}


def _text(element: Element) -> str:
    names = sorted({name for kind in type(element).__mro__ for name in getattr(kind, "__slots__", ())} - {"origin"})
    values = {name: getattr(element, name) for name in names}
    if isinstance(element, Role):
        # The policies of a role are a set.
        values["policies"] = sorted(map(str, element.policies))
    return str(values)


def test_every_sample_is_known_as_a_whole(templates: Templates) -> None:
    network = _network(templates)
    assert network.of(UnknownResource) == []
    for kind, at_least in (
        (Vpc, len(SAMPLES)),
        (Endpoint, len(SAMPLES)),
        (Workload, len(SAMPLES)),
        (Role, len(SAMPLES)),
    ):
        assert len(network.of(kind)) >= at_least
    for endpoint in network.of(Endpoint):
        assert isinstance(endpoint.vpc, str)
        assert network.find(Vpc, endpoint.vpc) is not None
    for workload in network.of(Workload):
        assert isinstance(workload.subnets, tuple)
        assert isinstance(workload.role, str)
        assert network.find(Role, workload.role) is not None


def test_no_sample_has_a_case_to_split(templates: Templates) -> None:
    assert len(list(Deployment.of(templates).cases())) == 1


def _copies(templates: Templates) -> Templates:
    """Without objects that stand in several places, which YAML would write as aliases."""
    return {name: json.loads(json.dumps(template)) for name, template in templates.items()}


def test_yaml_is_the_same_network_as_json(templates: Templates) -> None:
    as_yaml = {name: yaml.safe_dump(template, sort_keys=False) for name, template in _copies(templates).items()}
    assert _plain(_network(as_yaml)) == _plain(_network(templates))


def test_the_order_of_resources_changes_nothing(templates: Templates) -> None:
    turned = {
        name: {**template, "Resources": dict(reversed(template["Resources"].items()))}
        for name, template in reversed(templates.items())
    }
    assert _plain(_network(turned)) == _plain(_network(templates))


def test_a_stack_alone_is_as_among_others(templates: Templates) -> None:
    together = _plain(_network(templates))
    for name, template in templates.items():
        alone = _plain(_network({name: template}))
        assert {id_: together[id_] for id_ in alone} == alone


_ODD: list[Any] = [
    *(None, True, 0, -1, 3.5, "", "x", "0.0.0.0/0", "${", "${!x}", "{{resolve:ssm:x}}", [], [[]], {}, {"a": 1}, [None]),
    *({"Ref": name} for name in ("AWS::NoValue", "AWS::Region", "Nothing", 1)),
    {"Fn::GetAtt": "x"},
    {"Fn::If": ["C", 1, 2]},
    {"Fn::If": ["C", {"Ref": "AWS::NoValue"}, []]},
    {"Fn::Join": [",", {"Ref": "AWS::NotificationARNs"}]},
    {"Fn::Select": [0, {"Fn::GetAZs": ""}]},
    {"Fn::Split": [",", {"Ref": "AWS::StackId"}]},
    {"Fn::Sub": "${AWS::StackName}"},
    {"Fn::FindInMap": ["a", "b", "c"]},
    {"Fn::ImportValue": "x"},
    {"Fn::Transform": {"Name": "x"}},
    {"Fn::ForEach::x": ["a", ["b"], {"${a}": 1}]},
]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(inner, (*path, key))


_SAMPLE = "AirGapped"


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    template = _synthesize(ENV)[_SAMPLE]
    template["Parameters"]["P"] = {"Type": "String"}
    template["Conditions"] = {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}
    return template


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_bent_template_is_read_or_refused(sample: dict[str, Any], data: st.DataObject) -> None:
    template = copy.deepcopy(sample)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(_paths(template))))
        container = template
        for key in path[:-1]:
            container = container[key]
        # A copy, for the next bend may go into it.
        container[path[-1]] = copy.deepcopy(data.draw(st.sampled_from(_ODD)))
    # Any other error would end the test.
    with suppress(InvalidInputError):
        for case in Deployment.of({"T": template}).cases(most=4):
            for element in case.network:
                # Policies are read when somebody asks.
                assert _text(element)
