"""Cutting a string that is known in part."""

from __future__ import annotations

from private_endpoints.values import Choice, Join, Parameter, Reference, Value, join

__all__ = ["split"]


def split(text: Value, delimiter: str) -> list[Value] | None:
    """The pieces between the delimiters; None where what is not known may hold delimiters itself.

    Ids and names that AWS makes hold no commas; what a user gives may.
    """
    if isinstance(text, str):
        return list(text.split(delimiter))
    if delimiter != "," or any(isinstance(part, Parameter | Choice) for part in text.parts):
        return None
    pieces: list[list[str | Reference | Join]] = [[]]
    for part in text.parts:
        if isinstance(part, str):
            first, *rest = part.split(delimiter)
            pieces[-1].append(first)
            pieces.extend([one] for one in rest)
        else:
            pieces[-1].append(part)
    return [join(piece) for piece in pieces]
