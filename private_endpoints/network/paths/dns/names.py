"""DNS names, parts of which may be references, compared label by label."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from private_endpoints.values import Reference, Truth, Unknown, Value, literal_pattern

__all__ = ["Labels", "ends_with", "labels_of", "may_grow", "same_name"]

# A label is text, or what it is made of where that is known only in part.
Labels: TypeAlias = tuple[str | tuple[str | Reference, ...], ...]

# What stands for exactly one label; every other reference may hold dots.
_ONE_LABEL = ("AWS::Region", "AWS::AccountId", "AWS::Partition")


@lru_cache(maxsize=16384)
def labels_of(name: Value) -> Labels:
    """The labels of a name, in lower case, without the dot at its end."""
    labels: list[list[str | Reference]] = [[]]
    for part in literal_pattern(name):
        if isinstance(part, str):
            first, *rest = part.lower().replace("\\052", "*").split(".")
            labels[-1].append(first)
            labels.extend([one] for one in rest)
        elif isinstance(part, Reference):
            labels[-1].append(part)
    found: list[str | tuple[str | Reference, ...]] = []
    for label in labels:
        pieces = [piece for piece in label if piece != ""]
        if not pieces:
            continue
        if all(isinstance(piece, str) for piece in pieces):
            found.append("".join(piece for piece in pieces if isinstance(piece, str)))
        else:
            found.append(tuple(pieces))
    return tuple(found)


def same_name(one: Labels, other: Labels) -> Truth:
    """Whether two names are the same."""
    if one == other:
        return True
    truth = ends_with(one, other)
    if truth is False or len(one) == len(other):
        return truth
    return Unknown(_unknown_of(one) | _unknown_of(other)) if may_grow(one) or may_grow(other) else False


def ends_with(name: Labels, domain: Labels) -> Truth:
    """Whether a name is a domain or in it."""
    if len(domain) <= len(name) and (not domain or name[-len(domain) :] == domain):
        return True
    doubt = False
    for one, other in zip(reversed(name), reversed(domain), strict=False):
        if one == other:
            continue
        if isinstance(one, str) and isinstance(other, str):
            return False
        doubt = True
        if _may_hold_dots(one) or _may_hold_dots(other):
            # From here on it is not known which label stands over against which.
            return Unknown(_unknown_of(name) | _unknown_of(domain))
    if len(domain) > len(name) and not may_grow(name):
        return False
    return Unknown(_unknown_of(name) | _unknown_of(domain)) if doubt or len(domain) > len(name) else True


def _may_hold_dots(label: str | tuple[str | Reference, ...]) -> bool:
    return not isinstance(label, str) and any(
        isinstance(piece, Reference) and piece.name not in _ONE_LABEL for piece in label
    )


def may_grow(name: Labels) -> bool:
    """Whether a name may have more labels than it shows."""
    return any(_may_hold_dots(label) for label in name)


def _unknown_of(name: Labels) -> frozenset[str]:
    return frozenset(
        piece.name for label in name if not isinstance(label, str) for piece in label if isinstance(piece, Reference)
    )
