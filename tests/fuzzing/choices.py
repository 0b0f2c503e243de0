"""Choices that bytes stand for, so that a fuzzer that changes a byte changes a choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Choices"]

T = TypeVar("T")


class Choices:
    """Takes the bytes from the front; where there are none left, the first is chosen.

    Args:
        data: the bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, below: int) -> int:
        """A number from 0 on."""
        size = 1 if below <= 0x100 else 2
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "big") % below

    def one(self, of: Sequence[T]) -> T:
        return of[self.number(len(of))]

    def often(self, percent: int) -> bool:
        return self.number(100) < percent

    def text(self) -> str:
        """Up to 15 characters; no half of a surrogate pair, which no template can have."""
        size = self.number(16)
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken.decode("utf-8", "replace")
