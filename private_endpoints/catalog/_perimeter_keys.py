"""Which services put the condition keys of the network perimeter into a request.

AWS lists the services key by key, so the data does too. A service that is not on a list lacks the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from private_endpoints.catalog._data import Source, read_rows, source

__all__ = ["perimeter_keys_of", "perimeter_keys_source"]


def perimeter_keys_of(service_name: str) -> tuple[str, ...]:
    """The keys that requests through the endpoint of a service carry, on the date of the source, sorted.

    Args:
        service_name: short name of the endpoint service.
    """
    return _keys().get(service_name, ())


@cache
def perimeter_keys_source() -> Source:
    """Where the lists come from: one page of AWS has them all."""
    (source_id,) = {row["source"] for row in read_rows("perimeter_keys.jsonl")}
    return source(source_id)


@cache
def _keys() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_rows("perimeter_keys.jsonl"):
        for service_name in row["services"]:
            found.setdefault(service_name, []).append(row["key"])
    return {name: tuple(sorted(keys)) for name, keys in found.items()}
