"""Matching step by step: follow all places in the pattern that the text so far can have led to.

Takes pattern times text steps at most, whatever the pattern.
"""

from __future__ import annotations

from typing import TypeAlias

from private_endpoints.values.pattern import Pattern, Wildcard
from private_endpoints.values.value import Reference

__all__ = ["Token", "certainly", "possibly", "tokens_of"]

Token: TypeAlias = str | Wildcard | Reference

_STARS = (Wildcard.MANY, Wildcard.MANY_IN_SEGMENT)


def tokens_of(pattern: Pattern) -> list[Token]:
    """The pattern, or the parts of a text, one character or wildcard or reference at a time."""
    tokens: list[Token] = []
    for element in pattern:
        if isinstance(element, str):
            tokens.extend(element)
        else:
            tokens.append(element)
    return tokens


def _takes(token: Token, character: Token) -> bool:
    """Whether one place of the pattern takes one place of the text, whatever the references are."""
    if token is Wildcard.MANY:
        return True
    if isinstance(character, Reference):
        # It may be empty or long, so only the very same reference or `*` is certain to take it.
        return isinstance(token, Reference) and token.name == character.name
    if token is Wildcard.ONE:
        return True
    if token in (Wildcard.MANY_IN_SEGMENT, Wildcard.ONE_IN_SEGMENT):
        return character != ":"
    return token == character


def _close(places: set[int], tokens: list[Token], skipped: tuple[Wildcard, ...], *, skip_references: bool) -> set[int]:
    for place in sorted(places):
        here = place
        while here < len(tokens):
            token = tokens[here]
            if token not in skipped and not (skip_references and isinstance(token, Reference)):
                break
            here += 1
            places.add(here)
    return places


def certainly(tokens: list[Token], characters: list[Token]) -> bool:
    """Whether one way to read the pattern holds for every string that the references can be."""
    places = _close({0}, tokens, _STARS, skip_references=False)
    for character in characters:
        after: set[int] = set()
        for place in places:
            if place < len(tokens) and _takes(tokens[place], character):
                after.add(place if tokens[place] in _STARS else place + 1)
        if not after:
            return False
        places = _close(after, tokens, _STARS, skip_references=False)
    return len(tokens) in places


def possibly(tokens: list[Token], characters: list[Token]) -> bool:
    """Whether some strings for the references make the text match; errs on the side of yes."""
    places = _close({0}, tokens, _STARS, skip_references=True)
    for character in characters:
        if isinstance(character, Reference):
            # It can be a string for any stretch of the pattern.
            places = set(range(min(places), len(tokens) + 1))
            continue
        after: set[int] = set()
        for place in places:
            if place == len(tokens):
                continue
            token = tokens[place]
            if token in _STARS or isinstance(token, Reference):
                after.add(place)
            elif isinstance(token, Wildcard) or token == character:
                after.add(place + 1)
        if not after:
            return False
        places = _close(after, tokens, _STARS, skip_references=True)
    return len(tokens) in places
