"""A string that is known, or known in parts: literals joined with references to what is known only later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Choice", "Join", "Parameter", "Reference", "Value", "join", "references"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A string known only later, such as the ARN of a bucket that is yet to be made.

    Attributes:
        name: what it refers to; two references of one name are the same string.
        unique_in: a kind within which different names are different strings, such as `AWS::S3::Bucket` for the
            names of buckets made by one template. Empty: two references may turn out to be the same string.
    """

    name: str
    unique_in: str = ""

    def differs_from(self, other: Reference) -> bool:
        """Whether both are known to be different strings."""
        return self.unique_in != "" and self.unique_in == other.unique_in and self.name != other.name


@dataclass(frozen=True, slots=True)
class Parameter(Reference):
    """A reference whose string a user gives at deployment."""


@dataclass(frozen=True, slots=True)
class Choice(Reference):
    """A reference to one of several strings, some of which may have another name as well."""


@dataclass(frozen=True, slots=True)
class Join:
    """Literals and references one after the other; at least one part is a reference.

    Make it with `join`, which keeps the form canonical: no empty literal, no two literals in a row.
    """

    parts: tuple[str | Reference, ...]


# A fully known string is simply a str: the common case pays nothing for the rest.
Value: TypeAlias = str | Join


def join(parts: Iterable[str | Reference | Join]) -> Value:
    """The parts one after the other; a plain string if every part is known."""
    merged: list[str | Reference] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Join) else (part,):
            if piece == "":
                continue
            if isinstance(piece, str) and merged and isinstance(merged[-1], str):
                merged[-1] += piece
            else:
                merged.append(piece)
    if not merged:
        return ""
    if len(merged) == 1 and isinstance(merged[0], str):
        return merged[0]
    return Join(tuple(merged))


def references(value: Value) -> frozenset[str]:
    """The names that a value depends on; empty for a known string."""
    if isinstance(value, str):
        return frozenset()
    return frozenset(part.name for part in value.parts if isinstance(part, Reference))
