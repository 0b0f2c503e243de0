"""Values of parameters: given, by default, assumed in a case, or known only at deployment.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.resolution.dynamic_references import OPENING, with_dynamic_references
from private_endpoints.cloudformation.resolution.split import split
from private_endpoints.values import Join, Opaque, Parameter, Reference, join

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["allowed_values", "parameter_value"]

_SSM = "AWS::SSM::Parameter::Value<"


def parameter_value(resolver: Resolver, name: str) -> Any:  # noqa: ANN401 - a resolved value
    """The value of a parameter."""
    stack = resolver.stack
    parameter = stack.section("Parameters")[name]
    type_ = parameter.get("Type", "String")
    if not isinstance(type_, str):
        raise resolver.refusal(
            "bad-parameter", f"the Type of parameter {name!r} is no string", "give a type such as String"
        )
    full_name = f"{stack.name}.{name}"
    is_list = type_.startswith(("List<", f"{_SSM}List<", f"{_SSM}CommaDelimitedList")) or type_ == "CommaDelimitedList"
    if type_.startswith(_SSM):
        # The value is the name of a parameter of Systems Manager, which is read at deployment.
        is_id = type_.startswith(f"{_SSM}AWS::")
        return Opaque(full_name) if is_list else join([Reference(full_name) if is_id else Parameter(full_name)])
    given = _given(resolver, name, parameter)
    if given is None:
        given = _assumed(resolver, full_name, parameter)
    if given is None and is_list:
        return Opaque(full_name)
    if given is None:
        # An id is one thing; any other string may be several, with commas between them.
        return join([Reference(full_name) if type_.startswith("AWS::") else Parameter(full_name)])
    if isinstance(given, str) and OPENING in given:
        given = with_dynamic_references(given)
    return _as_list(given, full_name) if is_list else given


def _as_list(given: Any, full_name: str) -> Any:  # noqa: ANN401 - a resolved value
    if isinstance(given, Opaque | list):
        return given
    found = split(given, ",")
    return Opaque(full_name) if found is None else [_stripped(one) for one in found if one != ""]


def _given(resolver: Resolver, name: str, parameter: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a resolved value
    """What is given for a parameter: by a user, by the stack around, or as the default; None: nothing is."""
    stack = resolver.stack
    if name in stack.given:
        return stack.given[name]
    if stack.parent is not None:
        above = resolver.evaluation.of(stack.parent)
        passed = above.property(stack.parent_id, "Parameters")
        if isinstance(passed, Opaque):
            return Opaque(f"{stack.name}.{name}", choice=passed.choice)
        if isinstance(passed, dict) and name in passed:
            return _text(passed[name])
    default = parameter.get("Default", ABSENT)
    if default is ABSENT or default is None:
        return None
    if isinstance(default, dict):
        raise resolver.refusal(
            "bad-parameter", f"the Default of parameter {name!r} is a mapping", "give a string or a number"
        )
    return _text(default)


def allowed_values(resolver: Resolver, full_name: str) -> frozenset[str] | None:
    """The strings that a parameter can be; None where that is not said."""
    for stack in resolver.evaluation.stacks:
        prefix = f"{stack.name}."
        if full_name.startswith(prefix):
            parameter = stack.section("Parameters").get(full_name.removeprefix(prefix))
            if isinstance(parameter, dict) and str(parameter.get("Type")).startswith(_SSM):
                # "CloudFormation can perform validation on Systems Manager parameter keys, but not on their
                # corresponding values": https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/
                # cloudformation-supplied-parameter-types.html#systems-manager-parameter-types
                return None
            allowed = parameter.get("AllowedValues") if isinstance(parameter, dict) else None
            if isinstance(allowed, list) and allowed:
                texts = [_text(one) for one in allowed]
                return frozenset(text for text in texts if isinstance(text, str))
    return None


def _assumed(resolver: Resolver, full_name: str, parameter: Mapping[str, Any]) -> str | None:
    case = resolver.evaluation.case
    if full_name in case.equals:
        return case.equals[full_name]
    allowed = parameter.get("AllowedValues")
    if isinstance(allowed, list) and allowed:
        left = {_text(one) for one in allowed if not isinstance(one, dict | list)} - case.differs.get(
            full_name, frozenset()
        )
        if len(left) == 1:
            found = left.pop()
            return found if isinstance(found, str) else None
    return None


def _text(value: Any) -> Any:  # noqa: ANN401 - a resolved value
    """Parameters are strings, or lists of strings."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return [_text(one) for one in value if not isinstance(one, dict | list)]
    return value


def _stripped(value: Any) -> Any:  # noqa: ANN401 - a resolved value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Join):
        parts = list(value.parts)
        if isinstance(parts[0], str):
            parts[0] = parts[0].lstrip()
        if isinstance(parts[-1], str):
            parts[-1] = parts[-1].rstrip()
        return join(parts)
    return value
