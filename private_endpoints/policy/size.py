"""How long a document is once CloudFormation has put strings where it refers to something."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from private_endpoints.catalog import Length, length_of
from private_endpoints.values import Reference, from_template, is_intrinsic

__all__ = ["references_of", "size_of"]

_NOTHING: Mapping[str, Length] = {}
_NO_VALUE = {"Ref": "AWS::NoValue"}
_ONE = Length(1, 1)
_TWO = Length(2, 2)


def size_of(document: Any, known: Mapping[str, Length] = _NOTHING) -> Length:  # noqa: ANN401 - any JSON value
    """The fewest and the most characters of a document, written without white space.

    What is too long by its least size is too long whatever its references turn out to be; what is short enough by its
    greatest is short enough whatever they turn out to be. Bounds of references are data of the catalog.

    Args:
        document: JSON values, with calls of intrinsic functions among them.
        known: bounds of references that the document itself does not show, by the names that `references_of` gives.
            Default: each reference is as long as any of its kind can be.
    """
    if isinstance(document, Mapping):
        if is_intrinsic(document):
            return _of_call(document, known)
        pairs = ((json.dumps(str(key), ensure_ascii=False), value) for key, value in document.items())
        return _of_items([(Length(len(key) + 1, len(key) + 1), value) for key, value in pairs], known)
    if isinstance(document, list | tuple):
        return _of_items([(Length(0, 0), value) for value in document], known)
    if isinstance(document, str):
        return _of_text(document, known)
    return _exactly(json.dumps(document))


def references_of(document: Any) -> frozenset[str]:  # noqa: ANN401 - any JSON value
    """The names of all that a document refers to: `AWS::Region`, `Bucket`, `Bucket.Arn`, or a call's own text."""
    if isinstance(document, Mapping) and not is_intrinsic(document):
        return frozenset().union(*(references_of(value) for value in document.values()))
    if isinstance(document, list | tuple):
        return frozenset().union(*(references_of(value) for value in document))
    value = from_template(document)
    return frozenset() if value is None or isinstance(value, str) else frozenset(_names(value.parts))


def _names(parts: Iterable[str | Reference]) -> Iterable[str]:
    return (part.name for part in parts if isinstance(part, Reference))


def _of_items(items: list[tuple[Length, Any]], known: Mapping[str, Length]) -> Length:
    """Of an object or array: brackets, and items with a comma between them."""
    total = _TWO
    least_items = 0
    for key, value in items:
        item = key + size_of(value, known) + _ONE
        if _may_vanish(value):
            total += Length(0, item.greatest)
        else:
            total += item
            least_items += 1
    # The last item has no comma.
    return Length(total.least - min(least_items, 1), total.greatest - min(len(items), 1))


def _may_vanish(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    if value == _NO_VALUE:
        return True
    return any(map(_may_vanish, _branches(value)))


def _branches(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    match value:
        case {"Fn::If": [_, then, otherwise]} if len(value) == 1:
            return [then, otherwise]
        case _:
            return []


def _of_call(call: Mapping[str, Any], known: Mapping[str, Length]) -> Length:
    if call == _NO_VALUE:
        return Length(0, 0)
    if branches := _branches(call):
        sizes = [size_of(branch, known) for branch in branches]
        return Length(min(size.least for size in sizes), max(size.greatest for size in sizes))
    return _of_text(call, known)


def _of_text(text: object, known: Mapping[str, Length]) -> Length:
    value = from_template(text)
    if value is None:
        return Length(0, _any_call().greatest)
    total = _TWO
    for part in (value,) if isinstance(value, str) else value.parts:
        total += _of_reference(part.name, known) if isinstance(part, Reference) else _exactly(part, quotes=False)
    return total


def _of_reference(name: str, known: Mapping[str, Length]) -> Length:
    found = known.get(name) or length_of(name)
    if found is not None:
        return found
    if name.startswith("{"):
        return _of_nested_call(json.loads(name), known)
    # Names of attributes have a dot, logical ids have none.
    return (length_of("Fn::GetAtt") if "." in name else None) or _any_call()


def _of_nested_call(call: Mapping[str, Any], known: Mapping[str, Length]) -> Length:
    """Of a call that is named by its own text, as a part of a string."""
    match call:
        case {"Fn::Join": [str(delimiter), {"Fn::Split": [str(separator), inner]}]} if len(delimiter) <= len(separator):
            # Taking separators out, such as the dashes of a region, makes no string longer.
            return Length(0, size_of(inner, known).greatest - _TWO.greatest)
        case {"Fn::If": [_, _, _]}:
            size = size_of(call, known)
            return Length(max(0, size.least - _TWO.least), size.greatest)
        case _:
            return _any_call()


def _any_call() -> Length:
    found = length_of("Ref")
    assert found is not None  # noqa: S101 - a row of the catalog
    return found


def _exactly(text: str, *, quotes: bool = True) -> Length:
    length = len(text) if quotes else len(json.dumps(text, ensure_ascii=False)) - 2
    return Length(length, length)
