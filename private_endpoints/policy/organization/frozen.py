"""Arguments that are lists, taken once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from private_endpoints.errors import Problem

__all__ = ["frozen", "not_lists"]


def frozen(value: Any) -> Any:  # noqa: ANN401 - whatever a user gave
    """A tuple of a list, set or generator; anything else as it is, for `not_lists` to find."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        return value
    return tuple(value)


def not_lists(where: str, **arguments: object) -> Iterator[Problem]:
    """Arguments that should be lists of texts and are not.

    Args:
        where: what the arguments belong to, such as `identity`.
        arguments: their values, after `frozen`.
    """
    for name, value in arguments.items():
        if not isinstance(value, tuple):
            yield Problem(
                "not-a-list", f"{where} has {name}={value!r}, which is no list", f"give a list: {name}=[{value!r}]"
            )
        elif strangers := [one for one in value if not isinstance(one, str)]:
            yield Problem("not-a-text", f"{where} has {strangers[0]!r} in {name}=", "give a list of texts")
