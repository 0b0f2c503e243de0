"""Macros that are called inside a resource, of which nobody knows what they make.

A macro gets what stands beside the call, and what it hands back takes the place of all of it: of a mapping with
`Fn::Transform` in it nothing is known, neither what is written there nor what is not
(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html, read 2026-11-21).
`AWS::Include` is one more macro: no page says what becomes of a property that is written and included as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.reading.shape import MACRO

__all__ = [
    "MACRO",
    "Made",
    "Place",
    "calls_macro",
    "function_of_properties",
    "macro_names",
    "macros_in",
    "with_made_values",
]

_FUNCTION = "Fn::"


class Place(str):
    """What a macro is called with in a template as it is read on: where what it makes stands."""

    __slots__ = ()


class Made(dict[str, Any]):
    """Properties that a macro makes: each of them may be there, and may be anything."""

    __slots__ = ("_by", "_place")

    def __init__(self, place: str, by: str) -> None:
        super().__init__({MACRO: _value(place, by)[MACRO]})
        self._place = place
        self._by = by

    def get(self, key: str, default: object = None) -> Any:  # noqa: ANN401, ARG002 - JSON
        """A property that nobody knows."""
        return _value(f"{self._place}.{key}", self._by)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - JSON
        return self.get(key)

    def __contains__(self, key: object) -> bool:
        return True


def with_made_values(resources: Mapping[str, Any]) -> dict[str, Any]:
    """Resources in which calls stand for all that macros make; those of whole resources are left out."""
    found = {logical_id: _resource(logical_id, one) for logical_id, one in resources.items() if logical_id != MACRO}
    return {logical_id: one for logical_id, one in found.items() if "Type" in one}


def macros_in(resources: Mapping[str, Any]) -> Iterator[object]:
    """What macros are called with that may make other resources than the template has."""
    for logical_id, resource in resources.items():
        if logical_id == MACRO:
            yield resource
        elif isinstance(resource, dict) and MACRO in resource:
            yield resource[MACRO]


def calls_macro(value: object) -> bool:
    """Whether a macro makes a part of a value, which may then name anything that the template has."""
    if isinstance(value, dict):
        return any(name == MACRO or calls_macro(one) for name, one in value.items())
    return isinstance(value, list) and any(map(calls_macro, value))


def macro_names(call: object) -> str:
    """The macros of a call, which may have several."""
    several = call if isinstance(call, list) else [call]
    return ", ".join(str(one.get("Name") if isinstance(one, dict) else one) for one in several)


def _by_macro(call: object) -> str:
    return f"{MACRO} {macro_names(call)}"


def function_of_properties(resource: object) -> str | None:
    """The function that is called in the place of all properties; no page says what comes of that."""
    properties = resource.get("Properties") if isinstance(resource, dict) else None
    if not isinstance(properties, dict) or len(properties) != 1:
        return None
    name = next(iter(properties))
    return name if name.startswith(_FUNCTION) else None


def _resource(logical_id: str, resource: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = resource.get("Properties")
    if MACRO in resource:
        return {**resource, "Properties": Made(logical_id, _by_macro(resource[MACRO]))}
    if not properties:
        return resource
    if MACRO in properties:
        return {**resource, "Properties": Made(logical_id, _by_macro(properties[MACRO]))}
    if (function := function_of_properties(resource)) is not None:
        return {**resource, "Properties": Made(logical_id, function)}
    made = {name: _written(one, f"{logical_id}.{name}") for name, one in properties.items()}
    return {**resource, "Properties": made}


def _written(value: Any, place: str) -> Any:  # noqa: ANN401 - JSON
    """A value with each mapping in which a macro is called replaced by what it makes."""
    if type(value) is list:
        return [_written(one, f"{place}.{index}") for index, one in enumerate(value)]
    if type(value) is not dict:
        return value
    if MACRO in value:
        return _value(place, _by_macro(value[MACRO]))
    return {name: _written(one, f"{place}.{name}") for name, one in value.items()}


def _value(place: str, by: str) -> dict[str, Any]:
    return {MACRO: Place(f"what {by} makes of {place}")}
