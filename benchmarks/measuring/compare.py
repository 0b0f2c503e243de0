"""Two ways to the same end, measured in turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

__all__ = ["Comparison", "in_turns"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one thing took beside another, measured in turns.

    A machine that is busy for a while slows neighbours alike; so the ratio is taken of neighbours, and of those ratios
    the median.

    Attributes:
        ours: of the library, in seconds.
        by_hand: of its twin, in seconds, in the same order.
    """

    ours: Sequence[float]
    by_hand: Sequence[float]

    @property
    def median_of_ours(self) -> float:
        """Seconds."""
        return median(self.ours)

    @property
    def median_by_hand(self) -> float:
        """Seconds."""
        return median(self.by_hand)

    @property
    def ratios(self) -> list[float]:
        """Ours to by hand, of neighbours."""
        return [one / other for one, other in zip(self.ours, self.by_hand, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return median(self.ratios)

    @property
    def spread(self) -> str:
        """The lowest and the highest ratio."""
        return f"{min(self.ratios):.2f}-{max(self.ratios):.2f}"


def in_turns(ours: Callable[[], T], by_hand: Callable[[], T], repetitions: int) -> tuple[list[T], list[T]]:
    """Run both some times: A B, B A, A B, so that neither is always the second."""
    results: tuple[list[T], list[T]] = ([], [])
    for index in range(repetitions):
        for which in (0, 1) if index % 2 == 0 else (1, 0):
            results[which].append((ours, by_hand)[which]())
    return results
