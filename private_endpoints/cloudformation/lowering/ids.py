"""Values as ids of elements."""

from __future__ import annotations

from typing import TypeAlias

from private_endpoints.network import Maybe
from private_endpoints.values import Choice, Join, Opaque, Reference, Unknown, references

__all__ = ["Ids", "id_of", "may_be_given"]

Ids: TypeAlias = Maybe[tuple[Maybe[str], ...]]


def id_of(value: str | Join | Opaque) -> str | Unknown:
    """The id of the element that a value names.

    A reference is its own id. A choice of several values may be any of them, what a function cuts out of a text may be
    the id of whatever the text is made of, and a text with a reference in it names nothing that can be found again.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Opaque):
        return value.unknown if value.choice or _is_cut(value.name) else value.name
    if len(value.parts) == 1:
        part = value.parts[0]
        if isinstance(part, Reference) and not isinstance(part, Choice) and not _is_cut(part.name):
            return part.name
    return Unknown(references(value))


def may_be_given(id_: str) -> bool:
    """Whether an id of nothing in the templates may turn out to be one that is: AWS's own cannot.

    A stack gets others by a parameter, an import of a name that is not known, or a dynamic reference.
    """
    return "." in id_ or id_.startswith(("Fn::ImportValue ", "{{resolve:"))


def _is_cut(name: str) -> bool:
    """Whether a value is a part of a text that is not known."""
    return " split by " in name or '"Fn::Split"' in name
