"""The first that fits decides, in three-valued logic."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, TypeVar

from private_endpoints.values import Truth, Unknown

__all__ = ["first_fitting", "first_of_rank"]

T = TypeVar("T")


def first_fitting(candidates: Iterable[tuple[Truth, T | None]]) -> tuple[list[T | None], frozenset[str]]:
    """All candidates that may be the first that fits, in order; None among them if perhaps none does.

    Returns:
        The candidates, and what decides between them.
    """
    return first_of_rank((index, truth, candidate) for index, (truth, candidate) in enumerate(candidates))


def first_of_rank(rows: Iterable[tuple[Any, Truth, T | None]]) -> tuple[list[T | None], frozenset[str]]:
    """The same for candidates in order of rank, where any of one rank that fits may be taken.

    Returns:
        The candidates, and what decides between them.
    """
    possible: list[T | None] = []
    depends_on: frozenset[str] = frozenset()
    for _, group in groupby(rows, key=lambda row: row[0]):
        certain = 0
        for _, truth, candidate in group:
            if truth is False:
                continue
            possible.append(candidate)
            if isinstance(truth, Unknown):
                depends_on |= truth.depends_on
            else:
                certain += 1
        if certain > 1:
            depends_on |= {"which of several that fit equally well is taken"}
        if certain:
            return possible, depends_on
    possible.append(None)
    return possible, depends_on
