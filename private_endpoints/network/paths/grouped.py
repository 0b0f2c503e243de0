"""Elements by what they hang on, also where that is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.network.paths.strays import Strays, stack_of
from private_endpoints.values import Truth, Unknown, all_of

__all__ = ["Grouped"]

E = TypeVar("E", bound=Element)


class Grouped(Generic[E]):
    """Elements by the id that they name; each comes with whether it is there and names that id.

    Args:
        elements: all of a kind.
        keys: the ids that an element names; an unknown one may be any.
        strays: tells ids that may be of another stack. Default: there are none.
    """

    def __init__(
        self, elements: Iterable[E], keys: Callable[[E], Iterable[Maybe[str] | None]], strays: Strays | None = None
    ) -> None:
        self._by_key: dict[str, list[tuple[E, Truth]]] = {}
        self._anywhere: list[tuple[E, Truth]] = []
        self._strays: list[tuple[str, str, E, Truth]] = []
        for element in elements:
            for key in keys(element):
                if isinstance(key, Unknown):
                    self._anywhere.append((element, all_of((element.exists, key))))
                elif key is not None:
                    self._by_key.setdefault(key, []).append((element, element.exists))
                    stack = "" if strays is None else strays.stack_that_gets(key, element.id)
                    if stack:
                        unknown = Unknown(frozenset({f"what {key} is"}))
                        self._strays.append((stack, key, element, all_of((element.exists, unknown))))

    def at(self, key: str) -> Iterator[tuple[E, Truth]]:
        """The elements that name an id, or may do so."""
        yield from self._by_key.get(key, ())
        yield from self._anywhere
        for stack, given, element, truth in self._strays:
            if given != key and stack_of(key) != stack:
                yield element, truth
