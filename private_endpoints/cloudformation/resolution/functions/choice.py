"""Functions that choose one of several values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.stacks.macros import MACRO, calls_macro
from private_endpoints.values import Choice, Join, Opaque, Parameter, Reference

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["find_in_map", "if_", "select"]


def if_(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::If`: `[condition, value, other value]`."""
    if type(argument) is not list or len(argument) != 3:  # noqa: PLR2004 - the three
        raise resolver.refusal("bad-call", f"Fn::If is given {argument!r}", "give [condition, value, other value]")
    condition, one, other = argument
    if isinstance(condition, dict):
        truth = resolver.conditions.holds(condition)
    else:
        truth = resolver.conditions.named(condition)
    if truth is True:
        return resolver.resolve(one)
    if truth is False:
        return resolver.resolve(other)
    values = resolver.resolve(one), resolver.resolve(other)
    if values[0] == values[1]:
        return values[0]
    return resolver.opaque("Fn::If", argument, choice=True)


def select(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::Select`: `[index, list]`."""
    if type(argument) is not list or len(argument) != 2:  # noqa: PLR2004 - the two
        raise resolver.refusal("bad-call", f"Fn::Select is given {argument!r}", "give [index, list]")
    index, items = resolver.resolve(argument[0]), resolver.resolve(argument[1])
    if isinstance(index, str) and index.isdecimal() and len(index) < 10:  # noqa: PLR2004 - no list is as long
        index = int(index)
    if isinstance(index, Join | Opaque):
        choice = isinstance(items, list) or (isinstance(items, Opaque) and items.choice)
        return resolver.opaque("Fn::Select", argument, choice=choice)
    if type(index) is not int or index < 0:
        raise resolver.refusal("bad-call", f"Fn::Select is given the index {index!r}", "give a whole number from 0")
    if isinstance(items, Opaque):
        return items.element(index)
    if isinstance(items, Join):
        whole = _list_attribute(items)
        return resolver.opaque("Fn::Select", argument).text if whole is None else whole.element(index)
    if not isinstance(items, list):
        raise resolver.refusal("bad-call", f"Fn::Select is given {argument[1]!r}", "give a list")
    if index >= len(items) and not isinstance(argument[1], list):
        # Of a list that a parameter gives, perhaps in a branch that is not taken.
        return resolver.opaque("Fn::Select", argument)
    if index >= len(items):
        raise resolver.refusal(
            "bad-call",
            f"Fn::Select asks for element {index} of a list of {len(items)}",
            "ask for one that the list has",
        )
    return items[index]


def _list_attribute(value: Join) -> Opaque | None:
    """An attribute of a resource that must be a list, though no data say so."""
    whole = value.parts[0]
    if len(value.parts) > 1 or not isinstance(whole, Reference) or isinstance(whole, Parameter):
        return None
    return Opaque(whole.name, choice=isinstance(whole, Choice))


def find_in_map(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::FindInMap`: `[map, key, second key]`, with `{DefaultValue: value}` where language extensions are on."""
    if type(argument) is not list or len(argument) not in (3, 4):
        raise resolver.refusal("bad-call", f"Fn::FindInMap is given {argument!r}", "give [map, key, second key]")
    name, *keys = (resolver.resolve(one) for one in argument[:3])
    keys = [_key(key) for key in keys]
    if not all(isinstance(key, str | Join | Opaque) for key in keys):
        raise resolver.refusal("bad-call", f"Fn::FindInMap is given {argument!r}", "give [map, key, second key]")
    mappings = resolver.stack.section("Mappings")
    mapping = mappings.get(name) if isinstance(name, str) else None
    default = ABSENT
    if len(argument) == 4:  # noqa: PLR2004 - map, two keys and the default
        if not isinstance(argument[3], dict):
            raise resolver.refusal(
                "bad-call", f"Fn::FindInMap is given {argument!r}", "give {DefaultValue: value} last"
            )
        default = argument[3].get("DefaultValue", ABSENT)
    if isinstance(name, str) and not isinstance(mapping, dict) and default is ABSENT:
        if resolver.stack.has_macros:
            return resolver.opaque("Fn::FindInMap", argument)
        raise resolver.refusal("undefined-map", f"the template has no mapping {name!r}", "name one that it has")
    if not isinstance(name, str) or MACRO in mappings or (mapping is not None and calls_macro(mapping)):
        return resolver.opaque("Fn::FindInMap", argument, choice=True)
    return _in_map(resolver, argument, mapping or {}, keys, default)


def _in_map(resolver: Resolver, argument: Any, mapping: Any, keys: list[Any], default: Any) -> Any:  # noqa: ANN401
    found = list(_leaves(mapping, keys))
    if all(isinstance(key, str) for key in keys):
        if found:
            return resolver.resolve(found[0])
        if default is not ABSENT:
            return resolver.resolve(default)
        if resolver.stack.region is None or keys[0] != resolver.stack.region:
            raise resolver.refusal(
                "undefined-key", f"the mapping {argument[0]!r} has no {keys[0]!r} {keys[1]!r}", "use a key that it has"
            )
        # A template that is not made for the region at hand: the value is known to nobody.
        return resolver.opaque("Fn::FindInMap", argument)
    if found and all(value == found[0] for value in found) and default is ABSENT:
        return resolver.resolve(found[0])
    if default is ABSENT and isinstance(keys[0], Join):
        second = keys[1]
        resolver.evaluation.one_of(
            resolver,
            keys[0],
            [
                key
                for key, inner in mapping.items()
                if isinstance(inner, dict) and (second in inner or not isinstance(second, str))
            ],
        )
    candidates = _candidates(mapping, keys[1]) if isinstance(keys[1], str) else ()
    return replace(resolver.opaque("Fn::FindInMap", argument, choice=True), candidates=candidates)


def _candidates(mapping: Any, second: str) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - JSON
    """What each first key leads to, if all of that are strings."""
    found = [(key, inner[second]) for key, inner in mapping.items() if isinstance(inner, dict) and second in inner]
    return tuple(found) if all(isinstance(value, str) for _, value in found) else ()


def _leaves(mapping: Any, keys: list[Any]) -> Iterator[Any]:  # noqa: ANN401 - JSON
    """Every value that the keys can lead to."""
    top, second = keys
    for key, inner in mapping.items():
        if isinstance(inner, dict) and (key == top or not isinstance(top, str)):
            for name, value in inner.items():
                if name == second or not isinstance(second, str):
                    yield value


def _key(value: Any) -> Any:  # noqa: ANN401 - a resolved value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value
