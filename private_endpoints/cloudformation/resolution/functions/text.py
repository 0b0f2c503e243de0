"""Functions that make strings of strings."""

from __future__ import annotations

import base64 as base64_
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.reading.limits import MOST_PIECES, MOST_TEXT
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.resolution.dynamic_references import OPENING, with_dynamic_references
from private_endpoints.cloudformation.resolution.split import split
from private_endpoints.values import Choice, Join, Opaque, Parameter, Reference, Value, join

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["base64", "join_", "length", "split_", "sub", "to_json_string"]

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")


def join_(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::Join`: `[delimiter, list]`."""
    if type(argument) is not list or len(argument) != 2:  # noqa: PLR2004 - the two
        raise resolver.refusal("bad-call", f"Fn::Join is given {argument!r}", "give [delimiter, list]")
    delimiter, items = resolver.resolve(argument[0]), resolver.resolve(argument[1])
    if isinstance(items, Opaque | Join):
        # Of a list that is not known, or is one string that may hold several: so may what they are joined to.
        found = resolver.opaque("Fn::Join", argument, choice=isinstance(items, Opaque) and items.choice)
        return found.text if found.choice else join([Parameter(found.name)])
    if not isinstance(delimiter, str) or not isinstance(items, list):
        raise resolver.refusal("bad-call", f"Fn::Join is given {argument!r}", "give [delimiter, list]")
    parts: list[str | Reference | Join] = []
    for item in items:
        if parts and delimiter:
            parts.append(delimiter)
        # An empty string must not look like nothing: the delimiter after it is there.
        parts.extend([""] if item == "" else [])
        parts.append(_piece(resolver, item, "Fn::Join"))
    return _bounded(resolver, parts)


def sub(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::Sub`: a text with `${names}` in it, or `[text, {name: value}]`."""
    names: dict[str, Any] = {}
    text = argument
    if type(argument) is list:
        if len(argument) not in (1, 2) or (len(argument) == 2 and not isinstance(argument[1], dict)):  # noqa: PLR2004
            raise resolver.refusal(
                "bad-call", f"Fn::Sub is given {argument!r}", "give a text, or [text, {name: value}]"
            )
        text = argument[0]
        names = argument[1] if len(argument) == 2 else {}  # noqa: PLR2004 - the two
    text = text if type(text) is str else resolver.resolve(text)
    if type(text) is not str:
        raise resolver.refusal("bad-call", f"Fn::Sub is given {argument!r}", "give a text, or [text, {name: value}]")
    if "${" not in text:
        return resolver.resolve(text)
    parts: list[str | Reference | Join] = []
    pieces: dict[str, str | Join] = {}
    position = 0
    for found in _VARIABLE.finditer(text):
        parts.append(text[position : found.start()])
        position = found.end()
        name = found[1].strip()
        if name.startswith("!"):
            # ${!Literal} is how a template writes ${Literal}, an IAM policy variable for instance.
            parts.append("${" + name[1:] + "}")
            continue
        if name not in pieces:
            # Once, however often the text has it: a value may be made of values that have theirs twice.
            pieces[name] = _piece(resolver, _named(resolver, name, names), "Fn::Sub")
        parts.append(pieces[name])
    parts.append(text[position:])
    return _bounded(resolver, parts)


def _named(resolver: Resolver, name: str, names: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a resolved value
    """What a name in the text of `Fn::Sub` stands for."""
    if name in names:
        return resolver.resolve(names[name])
    if "." in name:
        logical_id, _, attribute = name.partition(".")
        return resolver.get_att(logical_id, attribute)
    return resolver.ref(name)


def _bounded(resolver: Resolver, parts: list[str | Reference | Join]) -> Value:
    """The parts as one string, unless that would fill the memory: each of several names may be made of several."""
    joins = [part for part in parts if isinstance(part, Join)]
    texts = (text for part in parts for text in (part.parts if isinstance(part, Join) else (part,)))
    if sum(len(one.parts) for one in joins) > MOST_PIECES:
        problem = f"a string has more than {MOST_PIECES:,} pieces that are not known"
        raise resolver.refusal("too-large", problem, "make it shorter")
    if sum(len(text) for text in texts if isinstance(text, str)) > MOST_TEXT:
        raise resolver.refusal("too-large", f"a string has more than {MOST_TEXT:,} characters", "make it shorter")
    made = join(parts)
    literals = (made,) if isinstance(made, str) else made.parts
    if any(OPENING in one for one in literals if isinstance(one, str)):
        return with_dynamic_references(made)
    return made


def _piece(resolver: Resolver, value: Any, function: str) -> str | Join:  # noqa: ANN401 - a resolved value
    """A resolved value as a part of a string."""
    if isinstance(value, str | Join):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Opaque):
        return value.text
    if value is ABSENT or value is None:
        return ""
    raise resolver.refusal("bad-call", f"{function} joins {value!r}", "give strings")


def split_(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::Split`: `[delimiter, text]`."""
    if type(argument) is not list or len(argument) != 2:  # noqa: PLR2004 - the two
        raise resolver.refusal("bad-call", f"Fn::Split is given {argument!r}", "give [delimiter, text]")
    delimiter, text = resolver.resolve(argument[0]), resolver.resolve(argument[1])
    if not isinstance(delimiter, str) or not delimiter or not isinstance(text, str | Join | Opaque):
        raise resolver.refusal("bad-call", f"Fn::Split is given {argument!r}", "give [delimiter, text]")
    joined = _list_of_join(resolver, argument[1], delimiter)
    if joined is not None:
        return joined
    pieces = None if isinstance(text, Opaque) else split(text, delimiter)
    if pieces is None and isinstance(text, Join) and len(text.parts) == 1:
        # Named by what is split, so that it can be seen whose DNS name or ARN a piece of it is.
        whole = text.parts[0]
        if isinstance(whole, Reference):
            return Opaque(f"{whole.name} split by {delimiter!r}", choice=isinstance(whole, Choice))
    if pieces is None:
        return resolver.opaque("Fn::Split", argument, choice=isinstance(text, Opaque) and text.choice)
    return pieces


def _list_of_join(resolver: Resolver, text: Any, delimiter: str) -> Opaque | None:  # noqa: ANN401 - JSON
    """The list whose items were joined with commas, where it comes back: none of them has a comma in it.

    What a parameter gives was a string with commas between the items.
    """
    match text:
        case {"Fn::Join": [",", {"Ref": str()} as items]} if delimiter == ",":
            found = resolver.resolve(items)
            return found if isinstance(found, Opaque) and not found.choice else None
    return None


def base64(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::Base64`."""
    text = resolver.resolve(argument)
    if isinstance(text, str):
        return base64_.b64encode(text.encode()).decode()
    return resolver.opaque("Fn::Base64", argument).text


def length(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::Length`."""
    items = resolver.resolve(argument)
    return len(items) if isinstance(items, list) else resolver.opaque("Fn::Length", argument)


def to_json_string(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::ToJsonString`."""
    value = resolver.resolve(argument)
    try:
        return json.dumps(value, separators=(",", ":"))
    except TypeError:
        return resolver.opaque("Fn::ToJsonString", argument).text
