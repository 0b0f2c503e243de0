"""Policy documents in properties."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.values import Join, Opaque, references

__all__ = ["policy_document"]


class _Document(Mapping[str, Any]):
    """A policy document that is resolved when somebody reads it: of most policies nobody asks anything."""

    def __init__(self, fields: Fields, name: str) -> None:
        self._fields = fields
        self._name = name
        self._value: Mapping[str, Any] | None = None

    def _resolved(self) -> Mapping[str, Any]:
        if self._value is None:
            try:
                value = self._fields.get(self._name)
            except RecursionError:
                raise self._fields.refusal(self._name, "too deep", "nest less") from None
            # What is no document after all is a statement of which nothing is known.
            self._value = value if isinstance(value, dict) else {"Statement": value}
        return self._value

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - JSON
        return self._resolved()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._resolved())

    def __len__(self) -> int:
        return len(self._resolved())

    def __repr__(self) -> str:
        return repr(self._resolved())


def policy_document(fields: Fields, name: str) -> Any:  # noqa: ANN401 - JSON, in which a string may be a Join
    """A policy document; None where there is none.

    It is given as it is: what is wrong with it is found by who evaluates it.
    """
    given = fields.given.get(name, ABSENT)
    if type(given) is dict and "Statement" in given and not fields.resolver.stack.document.chooses:
        return _Document(fields, name)
    value = fields.get(name)
    if value is ABSENT or value is None:
        return None
    if isinstance(value, str):
        # JSON in a string.
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise fields.refusal(name, value, "give a policy document") from None
    if isinstance(value, Opaque | Join):
        # A statement of which nothing is known.
        names = value.unknown.depends_on if isinstance(value, Opaque) else references(value)
        return {"Statement": [{"Ref": f"{', '.join(sorted(names))}, which nobody has read"}]}
    if isinstance(value, dict):
        return value
    raise fields.refusal(name, value, "give a policy document")
