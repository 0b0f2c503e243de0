"""Cutting a string that is known in part."""

from __future__ import annotations

from private_endpoints.values import Choice, Join, Parameter, Reference, Value, join

__all__ = ["split"]

_OF_ARNS = (":", "/")
_EC2 = "AWS::EC2::"
# Pseudo parameters that are single words.
_WORDS = ("AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::URLSuffix")


def split(text: Value, delimiter: str) -> list[Value] | None:
    """The pieces between the delimiters; None where what is not known may hold delimiters itself.

    Ids and names that AWS makes hold no commas, and ids of EC2 nothing that ARNs are cut by; what a user gives may.
    """
    if isinstance(text, str):
        return list(text.split(delimiter))
    if not all(isinstance(part, str) or _is_free_of(delimiter, part) for part in text.parts):
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


def _is_free_of(delimiter: str, part: Reference) -> bool:
    """Whether what is not known cannot hold a delimiter."""
    if part.name in _WORDS or (delimiter in _OF_ARNS and part.unique_in.startswith(_EC2)):
        return delimiter in (",", *_OF_ARNS)
    return delimiter == "," and not isinstance(part, Parameter | Choice)
