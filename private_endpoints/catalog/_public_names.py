"""Public DNS names of services: what callers use where no private DNS takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from private_endpoints.catalog._data import Source, read_rows

__all__ = ["PublicNames", "public_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNames:
    """The public DNS names of a service whose private DNS names do not say it all.

    Attributes:
        service: short name of the endpoint service.
        names: patterns of the names that resolve to IPv4 addresses only, the default one first.
        dual_stack_names: patterns of the names that resolve to IPv6 addresses too.
        source: where the row comes from.
        as_of: ISO date on which the row was written or compared.
        confidence: `documented` by the source, or `memory` where it was not compared line by line.
    """

    service: str
    names: tuple[str, ...]
    dual_stack_names: tuple[str, ...]
    source: str
    as_of: str
    confidence: Literal["documented", "memory"]


def public_names(service_name: str) -> PublicNames | None:
    """The public names of a service; None where they are its private DNS names.

    Args:
        service_name: short name of the endpoint service.
    """
    return _by_service().get(service_name)


@cache
def _by_service() -> Mapping[str, PublicNames]:
    return {row["service"]: _public_names(row) for row in read_rows("public_names.jsonl")}


def _public_names(row: Mapping[str, Any]) -> PublicNames:
    source = Source(**row["source"])
    values = {
        **row,
        "names": tuple(row["names"]),
        "dual_stack_names": tuple(row["dual_stack_names"]),
        "source": str(source),
        "as_of": source.as_of,
    }
    return PublicNames(**values)
