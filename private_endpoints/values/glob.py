"""Wildcard matching of known strings, in time linear in text times pattern whatever the pattern.

A regular expression with several `.*` backtracks; here the text between two stars is searched from left to right,
and the first place found is always good enough, so nothing is ever tried twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from private_endpoints.values.pattern import Pattern, Wildcard
from private_endpoints.values.steps import certainly, tokens_of
from private_endpoints.values.value import Reference

__all__ = ["Glob", "compile_glob"]

Glob: TypeAlias = Callable[[str], bool]


@lru_cache(maxsize=8192)
def compile_glob(pattern: Pattern) -> Glob:
    """A function that says whether a string matches a pattern without references."""
    if not pattern:
        return "".__eq__
    if pattern == (Wildcard.MANY,):
        return _anything
    if all(isinstance(element, str) for element in pattern):
        return "".join(element for element in pattern if isinstance(element, str)).__eq__
    if Wildcard.MANY_IN_SEGMENT in pattern or Wildcard.ONE_IN_SEGMENT in pattern:
        return _segmented(pattern)
    return _chunked(pattern)


def _anything(text: str) -> bool:
    del text
    return True


def _chunked(pattern: Pattern) -> Glob:
    """The pattern cut at its stars: a head, a tail, and what must come in between, in order."""
    chunks: list[list[str | Wildcard]] = [[]]
    for element in pattern:
        if element is Wildcard.MANY:
            chunks.append([])
        elif not isinstance(element, Reference):
            chunks[-1].append(element)
    sized = [_Chunk(chunk) for chunk in chunks]
    if len(sized) == 1:
        only = sized[0]
        return lambda text: len(text) == only.size and only.at(text, 0)
    head, *middle, tail = sized
    inner = [chunk for chunk in middle if chunk.size]
    shortest = sum(chunk.size for chunk in sized)

    def match(text: str) -> bool:
        if len(text) < shortest or not head.at(text, 0):
            return False
        end = len(text) - tail.size
        if not tail.at(text, end):
            return False
        position = head.size
        for chunk in inner:
            position = chunk.find(text, position, end)
            if position < 0:
                return False
            position += chunk.size
        return position <= end

    return match


class _Chunk:
    """Literals and `?` between two stars: of fixed length."""

    __slots__ = ("_regex", "_text", "size")

    def __init__(self, elements: list[str | Wildcard]) -> None:
        self.size = sum(len(element) if isinstance(element, str) else 1 for element in elements)
        self._text = "".join(element for element in elements if isinstance(element, str))
        # Of fixed length, so the expression cannot backtrack.
        self._regex = (
            re.compile("".join(re.escape(e) if isinstance(e, str) else "." for e in elements), re.DOTALL)
            if len(self._text) != self.size
            else None
        )

    def at(self, text: str, position: int) -> bool:
        if self._regex is None:
            return text.startswith(self._text, position)
        return self._regex.match(text, position) is not None

    def find(self, text: str, start: int, end: int) -> int:
        if self._regex is None:
            return text.find(self._text, start, end)
        found = self._regex.search(text, start, end)
        return -1 if found is None else found.start()


def _segmented(pattern: Pattern) -> Glob:
    """Some wildcards stop at a colon."""
    tokens = tokens_of(pattern)
    return lambda text: certainly(tokens, list(text))
