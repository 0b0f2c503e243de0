"""`Fn::ForEach`: a fragment written out once for each item of a collection, before anything else is read.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from private_endpoints.cloudformation.reading.document import Document
from private_endpoints.cloudformation.reading.limits import MOST_DEPTH, MOST_LOOP_NODES
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.reading.shape import MACRO
from private_endpoints.errors import InvalidInputError

__all__ = ["LOOP", "UNKNOWN_LOOP", "expand_loops"]

LOOP = "Fn::ForEach"
# The type of what stands for a loop over a collection that is not known; no resource type has this form.
UNKNOWN_LOOP = "Fn::ForEach"
# Characters of a string that count as one value.
_NODE = 100
_IDENTIFIER = re.compile(r"([$&])\{([^{}]*)\}")
_SECTIONS = ("Conditions", "Resources", "Outputs")
_SSM = "AWS::SSM::Parameter::Value<"


def expand_loops(document: Document, given: Mapping[str, str | None]) -> dict[str, Any]:
    """The template with every loop written out.

    A loop of resources over what is not known becomes one resource of the type `Fn::ForEach`; of an object with such a
    loop in it nothing is known, as if a macro made it.

    Args:
        document: the template.
        given: values of parameters; None: one is given, and it is not known.

    Raises:
        InvalidInputError: a loop is not of the documented form, or makes too much.
    """
    writer = _Writer(document, given)
    return {
        name: writer.write(section, {}, 0, is_section=True) if name in _SECTIONS else section
        for name, section in document.body.items()
    }


class _Writer:
    def __init__(self, document: Document, given: Mapping[str, str | None]) -> None:
        self._document = document
        self._given = given
        self._made = 0

    def write(self, value: Any, names: Mapping[str, str], depth: int, *, is_section: bool = False) -> Any:  # noqa: ANN401 - JSON
        """A value with its loops written out, and the identifiers of the loops around it replaced."""
        self._made += 1
        if self._made > MOST_LOOP_NODES:
            raise self._refusal("loop-bomb", f"its loops make more than {MOST_LOOP_NODES:,} values", "make fewer")
        if depth > MOST_DEPTH:
            raise self._refusal("too-deep", f"its values are nested deeper than {MOST_DEPTH} levels", "nest less")
        if isinstance(value, str):
            text = _replaced(value, names)
            self._made += len(text) // _NODE
            return text
        if isinstance(value, list):
            return [self.write(one, names, depth + 1) for one in value]
        if not isinstance(value, dict):
            return value
        name = value.get("Ref") if len(value) == 1 else None
        return (
            names[name]
            if isinstance(name, str) and name in names
            else self._mapping(value, names, depth, is_section=is_section)
        )

    def _mapping(
        self, value: Mapping[str, Any], names: Mapping[str, str], depth: int, *, is_section: bool
    ) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, one in value.items():
            if key.startswith(f"{LOOP}::"):
                found = self._loop(key, one, names, depth, is_section=is_section)
                if found is None:
                    return {MACRO: {"Name": key}}
                for name, item in found.items():
                    if name in made:
                        raise self._refusal(
                            "duplicate-key", f"the loop {key} makes {name!r} a second time", "use one name"
                        )
                    made[name] = item
            else:
                made[_replaced(key, names)] = self.write(one, names, depth + 1)
        return made

    def _loop(
        self, key: str, loop: object, names: Mapping[str, str], depth: int, *, is_section: bool
    ) -> dict[str, Any] | None:
        """What a loop makes; None: nobody knows what of an object it makes."""
        match loop:
            case [str(identifier), collection, dict(fragment)]:
                pass
            case _:
                raise self._refusal("bad-loop", f"{key} is no loop", "give [identifier, collection, {key: value}]")
        items = self._items(collection, names)
        if items is None and not is_section:
            return None
        if items is None:
            return {_replaced(key, names): {"Type": UNKNOWN_LOOP, "Properties": {"Collection": collection}}}
        made: dict[str, Any] = {}
        for item in items:
            made.update(self.write(fragment, {**names, identifier: item}, depth + 1, is_section=is_section))
        return made

    def _items(self, collection: object, names: Mapping[str, str]) -> list[str] | None:
        """The items of a collection; None where it is not known."""
        if isinstance(collection, list):
            found = [
                [_replaced(_text(one), names)] if not isinstance(one, dict) else self._items(one, names)
                for one in collection
            ]
            return None if None in found else [item for items in found for item in items or ()]
        match collection:
            case {"Ref": str(name)}:
                return [names[name]] if name in names else self._parameter(name)
            case {"Fn::FindInMap": [str(name), top, second, *_]}:
                return self._mapped(name, top, second, names)
            case {"Fn::Split": [str(delimiter), str(text)]} if delimiter:
                return _replaced(text, names).split(delimiter)
        return None

    def _parameter(self, name: str) -> list[str] | None:
        """The items of a list that a parameter gives."""
        parameter = (self._document.body.get("Parameters") or {}).get(name)
        if not isinstance(parameter, dict) or str(parameter.get("Type")).startswith(_SSM):
            # Of one of Systems Manager only the name is given.
            return None
        value: Any = self._given[name] if name in self._given else parameter.get("Default")
        if isinstance(value, list):
            return [_text(one) for one in value]
        return None if value is None else [one.strip() for one in _text(value).split(",")]

    def _mapped(self, name: str, top: object, second: object, names: Mapping[str, str]) -> list[str] | None:
        keys = []
        for one in (top, second):
            found = [_replaced(one, names)] if isinstance(one, str) else self._items(one, names)
            if found is None or len(found) != 1:
                return None
            keys.append(found[0])
        value: object = (self._document.body.get("Mappings") or {}).get(name)
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return [_text(one) for one in value] if isinstance(value, list) else None

    def _refusal(self, code: str, given: str, fix: str) -> InvalidInputError:
        return refusal(self._document.file, code, given, fix)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _replaced(text: str, names: Mapping[str, str]) -> str:
    """A text with identifiers replaced by items; an item that names identifiers again is left as it is."""
    if not names or ("${" not in text and "&{" not in text):
        return text

    def item(found: re.Match[str]) -> str:
        value = names.get(found[2])
        if value is None:
            return found[0]
        return value if found[1] == "$" else "".join(one for one in value if one.isalnum())

    return _IDENTIFIER.sub(item, text)
