"""What all families of things need to be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from private_endpoints.account.calls import Calls, Row
from private_endpoints.network import Element, Origin

__all__ = ["Family", "Reading", "policy_of_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An account that is being read.

    Attributes:
        calls: to its APIs.
        account: its number.
        region: the region that is read.
        partition: such as `aws`.
        known: what several families ask for, by name; see `once`.
    """

    calls: Calls
    account: str
    region: str
    partition: str = "aws"
    known: dict[str, Any] = field(default_factory=dict)

    def common(self, id: str) -> dict[str, Any]:
        """What every element says of itself.

        Args:
            id: AWS's own.
        """
        return {"id": id, "origin": Origin(template=f"{self.account} {self.region}", logical_id=id)}

    def part(self, id: str, name: str) -> dict[str, Any]:
        """As `common`, of an element that has no id of its own but is in something else."""
        return {**self.common(id), "id": f"{id}#{name}"}

    def once(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made
        """What is read at first use and remembered under a name."""
        if name not in self.known:
            self.known[name] = make()
        return self.known[name]

    def every(self, service: str, operation: str, key: str, **arguments: object) -> list[Row]:
        """A list that several families ask for, read once."""
        name = f"{service}.{operation}({arguments})"
        rows: list[Row] = self.once(name, lambda: list(self.calls.every(service, operation, key, **arguments)))
        return rows


# Reads one family of things.
Family: TypeAlias = Callable[[Reading], Iterator[Element]]


def policy_of_text(text: object) -> Mapping[str, Any] | None:
    """A policy document as APIs give it: JSON in a string; None where there is none."""
    if not isinstance(text, str) or not text:
        return None
    document: Mapping[str, Any] = json.loads(text)
    return document
