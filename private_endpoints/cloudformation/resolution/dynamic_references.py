"""Strings with `{{resolve:ssm:name}}` in them: known only at deployment, whoever writes the name.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
"""

from __future__ import annotations

import re

from private_endpoints.values import Parameter, Reference, Value, join

__all__ = ["OPENING", "with_dynamic_references"]

OPENING = "{{resolve:"
_MARKS = re.compile(r"(\{\{resolve:|\}\})")


def with_dynamic_references(value: Value) -> Value:
    """A string in which each dynamic reference is a parameter of its own text; what is in its name may be unknown."""
    made: list[str | Reference] = []
    opened: list[str] | None = None
    for part in (value,) if isinstance(value, str) else value.parts:
        for piece in _MARKS.split(part) if isinstance(part, str) else (part,):
            if opened is None and piece == OPENING:
                opened = []
            elif opened is not None and piece == "}}":
                made.append(Parameter(f"{OPENING}{''.join(opened)}}}}}"))
                opened = None
            elif opened is not None:
                opened.append(piece if isinstance(piece, str) else f"${{{piece.name}}}")
            else:
                made.append(piece)
    # What is opened and never closed is a text like any other.
    return value if opened is not None else join(made)
