"""A network: all elements, found by id and by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar, cast

from private_endpoints.network.model.element import Element

__all__ = ["Network"]

E = TypeVar("E", bound=Element)


class Network:
    """What exists, in no particular order. Immutable.

    Args:
        elements: everything; of two with one id the later holds.
        region: code of the region of all that does not say its own. Default: not known.
        account: account of all that does not say its own. Default: not known.
    """

    def __init__(self, elements: Iterable[Element], *, region: str | None = None, account: str | None = None) -> None:
        self.region = region
        self.account = account
        self._by_id = {element.id: element for element in elements if element.exists is not False}
        self._by_kind: dict[type[Element], list[Element]] = {}
        for element in self._by_id.values():
            self._by_kind.setdefault(type(element), []).append(element)

    def __iter__(self) -> Iterator[Element]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def of(self, kind: type[E]) -> list[E]:
        """All elements of a kind."""
        return cast("list[E]", self._by_kind.get(kind, []))

    def find(self, kind: type[E], id: str) -> E | None:
        """The element of this kind and id; None where the network has none."""
        found = self._by_id.get(id)
        return found if isinstance(found, kind) else None

    def get(self, id: str) -> Element | None:
        """The element of this id; None where the network has none."""
        return self._by_id.get(id)
