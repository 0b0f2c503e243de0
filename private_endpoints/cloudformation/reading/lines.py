"""The line of a value, found by reading the text again: most values are never asked for theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

__all__ = ["Lines", "Path"]

# Keys and positions from the top of the document down.
Path: TypeAlias = Sequence[str | int]


class Lines(Protocol):
    """Lines of one text that has been read without an error."""

    def at(self, path: Path) -> int:
        """The line, counted from 1, of the value at a path, or of the nearest thing around it that the text has."""
        raise NotImplementedError
