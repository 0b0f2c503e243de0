"""Lines of a JSON text."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cached_property
from json.decoder import scanstring  # type: ignore[attr-defined] # documented in no stub

from private_endpoints.cloudformation.reading.lines import Path

__all__ = ["JsonLines"]

_SPACE = re.compile(r"[ \t\n\r]*")


class JsonLines:
    """Lines of a text that has been read without an error.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        # Where the members of an object begin, of objects that were walked through: many paths go through Resources.
        self._members: dict[int, dict[str | int, tuple[int, int]]] = {}

    def at(self, path: Path) -> int:
        """The line, counted from 1, of the value at a path, or of the nearest thing around it that the text has."""
        shown = value = _after_space(self._text, 0)
        for step in path:
            if value not in self._members:
                self._members[value] = _members(self._text, value)
            found = self._members[value].get(step)
            if found is None:
                break
            shown, value = found
        return bisect_right(self._line_starts, shown) + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [found.end() for found in re.finditer("\n", self._text)]


def _after_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _members(text: str, position: int) -> dict[str | int, tuple[int, int]]:
    """Where each key and its value, or each element, of the object or list at a position begins."""
    members: dict[str | int, tuple[int, int]] = {}
    opening = text[position]
    if opening not in "{[":
        return members
    skip = json.JSONDecoder().scan_once  # type: ignore[attr-defined] # as above
    position = _after_space(text, position + 1)
    while text[position] not in "}]":
        shown = position
        key: str | int = len(members)
        if opening == "{":
            key, position = scanstring(text, position + 1)
            position = _after_space(text, _after_space(text, position) + 1)
        members[key] = (shown, position)
        _, position = skip(text, position)
        position = _after_space(text, position)
        if text[position] == ",":
            position = _after_space(text, position + 1)
    return members
