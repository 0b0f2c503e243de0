"""A pattern as a sequence of literals, wildcards and references."""

from __future__ import annotations

import re
from enum import Enum
from typing import TypeAlias

from private_endpoints.values.value import Reference, Value

__all__ = ["Element", "Pattern", "Wildcard", "literal_pattern", "wildcard_pattern"]


class Wildcard(Enum):
    """What a wildcard stands for."""

    MANY = "*"
    ONE = "?"
    MANY_IN_SEGMENT = "*, but no colon"
    ONE_IN_SEGMENT = "?, but no colon"


Element: TypeAlias = str | Wildcard | Reference
# Hashable, so that compiled forms can be cached by it.
Pattern: TypeAlias = tuple[Element, ...]

_WILDCARDS = re.compile(r"([*?])")


def literal_pattern(value: Value) -> Pattern:
    """A pattern that only the value itself matches."""
    if isinstance(value, str):
        return (value,) if value else ()
    return value.parts


def wildcard_pattern(value: Value) -> Pattern:
    """A pattern in which `*` stands for any characters and `?` for one."""
    elements: list[Element] = []
    for part in literal_pattern(value):
        if isinstance(part, str):
            for piece in _WILDCARDS.split(part):
                if piece == "*":
                    elements.append(Wildcard.MANY)
                elif piece == "?":
                    elements.append(Wildcard.ONE)
                elif piece:
                    elements.append(piece)
        else:
            elements.append(part)
    return tuple(elements)
