"""Unknown values never make an error: what a parameter gives, and what is in a stack of its own."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from private_endpoints.checks import RULES, Rule, Severity, check_cases
from private_endpoints.cloudformation import Deployment
from private_endpoints.cloudformation.reading.document import parse_document
from private_endpoints.errors import InvalidInputError

Body = dict[str, Any]
Place = tuple[str | int, ...]

# A parameter cannot name what its own stack makes: that the rest hangs on something else is then certain.
_IDS = re.compile(r"Ids?$")
# Of the large examples each place is like any other.
_SMALL = [rule for rule in RULES if len(rule.example.text) < 10_000]


def errors(bodies: dict[str, Body], rule: Rule) -> set[str]:
    networks = Deployment.of(bodies, region=rule.example.region).networks()
    return {one.rule for one in check_cases(networks) if one.severity is Severity.ERROR}


def body(rule: Rule, twin: str) -> Body:
    return copy.deepcopy(dict(parse_document(getattr(rule.example, twin), "Example.yaml").body))


def is_call(value: object) -> bool:
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))


def places(value: object, here: Place = ()) -> Iterator[Place]:
    """The values of a resource's properties, but for ids."""
    if isinstance(value, dict) and not is_call(value):
        for name, inner in value.items():
            if not _IDS.search(name):
                yield from places(inner, (*here, name))
    elif isinstance(value, list):
        yield here
        for index, inner in enumerate(value):
            yield from places(inner, (*here, index))
    elif here:
        yield here


def with_parameters(value: Any, own: set[str], parameters: Body) -> Any:
    """References to what is in another stack as parameters that nobody gives."""
    match value:
        case list():
            return [with_parameters(one, own, parameters) for one in value]
        case {"Ref": str(name)}:
            return {"Ref": _parameter(name, own, parameters)}
        case {"Fn::GetAtt": [str(), str()] | str() as given}:
            name = given if isinstance(given, str) else ".".join(given)
            return value if name.partition(".")[0] in own else {"Ref": _parameter(name, own, parameters)}
        case {"Fn::Sub": str(text)}:
            replaced = re.sub(r"\$\{([^}!]+)\}", lambda found: f"${{{_parameter(found[1], own, parameters)}}}", text)
            return {"Fn::Sub": replaced}
        case dict():
            return {name: with_parameters(inner, own, parameters) for name, inner in value.items()}
        case _:
            return value


def _parameter(name: str, own: set[str], parameters: Body) -> str:
    if name.startswith("AWS::") or name.partition(".")[0] in own:
        return name
    plain = name.replace(".", "")
    parameters[plain] = {"Type": "String"}
    return plain


@pytest.mark.parametrize("twin", ["bad", "good"])
@given(rule=st.sampled_from(_SMALL), data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_value_that_a_parameter_gives_makes_no_error(twin: str, rule: Rule, data: st.DataObject) -> None:
    template = body(rule, twin)
    before = errors({"Stack": template}, rule)
    resources = template["Resources"]
    every = [(name, *place) for name, one in resources.items() for place in places(one.get("Properties", {}))]
    logical_id, *outer, last = data.draw(st.sampled_from(every))
    inner = resources[logical_id]["Properties"]
    for step in outer:
        inner = inner[step]
    inner[last] = {"Ref": "Unknown"}
    template.setdefault("Parameters", {})["Unknown"] = {"Type": "String"}
    try:
        after = errors({"Stack": template}, rule)
    except InvalidInputError:
        # Not everything may be a parameter.
        reject()
    assert after <= before


@pytest.mark.parametrize("twin", ["bad", "good"])
@given(rule=st.sampled_from(_SMALL), data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_resource_in_a_stack_of_its_own_makes_no_error(twin: str, rule: Rule, data: st.DataObject) -> None:
    template = body(rule, twin)
    before = errors({"Stack": template}, rule)
    moved = data.draw(st.sampled_from(sorted(template["Resources"])))
    bodies: dict[str, Body] = {}
    for stack, mine in (("Stack", False), ("Other", True)):
        resources = {name: one for name, one in template["Resources"].items() if (name == moved) is mine}
        parameters = dict(template.get("Parameters", {}))
        if resources:
            resources = with_parameters(resources, set(resources), parameters)
            bodies[stack] = {"Parameters": parameters, "Resources": resources}
    assert errors(bodies, rule) <= before
