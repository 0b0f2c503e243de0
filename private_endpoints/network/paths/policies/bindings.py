"""What the account is, where nobody has said.

A policy that names accounts by their ids can only be decided for an account: for the one that is known, else for each
of those that the policies name and for one that they do not name. What holds for all of them holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from private_endpoints.network.paths.policies.assigned_ids import told_apart
from private_endpoints.network.paths.policies.generated_names import Generated, with_names_apart
from private_endpoints.values import Join, Reference, Value, join

__all__ = ["accounts", "bound", "bound_value"]

# An account that nobody has.
_ANOTHER = "000000000000"
_ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")


def accounts(known: str | None, documents: Iterable[object]) -> tuple[str, ...]:
    """The accounts for which policies have to be decided."""
    if known is not None:
        return (known,)
    named = {found for text in _texts(list(documents)) for found in _ACCOUNT.findall(text)}
    return (_ANOTHER, *sorted(named - {_ANOTHER}))


def bound(document: object, bindings: Mapping[str, str], asked: frozenset[Generated] | None = None) -> Any:  # noqa: ANN401 - JSON values
    """A document with what is known of the references in it; ids, and names like those of a request, told apart."""
    if isinstance(document, Mapping):
        return {name: bound(value, bindings, asked) for name, value in document.items()}
    if isinstance(document, list | tuple):
        return [bound(value, bindings, asked) for value in document]
    if isinstance(document, str | Join):
        value = bound_value(document, bindings)
        return value if asked is None else with_names_apart(value, asked)
    return document


def bound_value(value: Value, bindings: Mapping[str, str]) -> Value:
    """A value with what is known of the references in it, and ids told apart."""
    if isinstance(value, Join):
        value = join(bindings.get(part.name, part) if isinstance(part, Reference) else part for part in value.parts)
    return told_apart(value)


def _texts(given: object) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, Join):
        yield from (part for part in given.parts if isinstance(part, str))
    elif isinstance(given, Mapping):
        for name, value in given.items():
            yield from _texts(name)
            yield from _texts(value)
    elif isinstance(given, list | tuple):
        for value in given:
            yield from _texts(value)
