"""Which endpoint services serve an IAM action."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import Any

from private_endpoints.catalog._catalog import default_catalog
from private_endpoints.catalog._data import read_rows

__all__ = ["action_prefixes_of", "services_of_action"]


@lru_cache(maxsize=4096)
def services_of_action(action: str) -> tuple[str, ...]:
    """Short names of the endpoint services that a caller of an action talks to; empty where none is known.

    Args:
        action: such as `s3:GetObject`, also with wildcards: `s3:*` names all services of the prefix.
    """
    prefix, colon, name = action.partition(":")
    if not colon:
        return ()
    row = _rows().get(prefix.lower())
    if row is None:
        known = {one.name for one in default_catalog().services()}
        return (prefix.lower(),) if prefix.lower() in known else ()
    special = [service for service, patterns in row["except"].items() if _meets(name, patterns)]
    only_special = special and "*" not in name and "?" not in name
    default = () if only_special and prefix.lower() != "ecr" else tuple(row["services"])
    return tuple(dict.fromkeys((*default, *special)))


def action_prefixes_of(service_name: str) -> tuple[str, ...]:
    """The prefixes of the actions that an endpoint service serves.

    Args:
        service_name: short name of the endpoint service.
    """
    plain = service_name.removesuffix("-fips")
    found = tuple(prefix for prefix, row in _rows().items() if plain in row["services"] or plain in row["except"])
    return found if plain not in _known_prefixes() else (plain, *(one for one in found if one != plain))


def _meets(name: str, patterns: list[str]) -> bool:
    lower = name.lower()
    return any(fnmatchcase(lower, one.lower()) or fnmatchcase(one.lower(), lower) for one in patterns)


@cache
def _known_prefixes() -> frozenset[str]:
    """Services whose name is the prefix of their actions: all that no row says otherwise of."""
    other: set[str] = set()
    for prefix, row in _rows().items():
        other.update(service for service in (*row["services"], *row["except"]) if service != prefix)
    return frozenset(one.name for one in default_catalog().services()) - other


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    return {row["prefix"]: row for row in read_rows("action_prefixes.jsonl")}
