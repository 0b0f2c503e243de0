"""From a JSON row to an endpoint service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from private_endpoints.catalog._data import source
from private_endpoints.catalog._kinds import EndpointKind, ServiceStatus
from private_endpoints.catalog._perimeter_keys import perimeter_keys_of, perimeter_keys_source
from private_endpoints.catalog._ports import PortRange
from private_endpoints.catalog._service import EndpointService
from private_endpoints.errors import CatalogDataError

__all__ = ["service_from_row"]

_FIELDS = frozenset(field.name for field in fields(EndpointService)) - {"as_of", "perimeter_keys"}
# AWS's API and pages were read for its commercial regions.
_DESCRIBED_PARTITIONS = ("aws",)
_Member = TypeVar("_Member", bound=StrEnum)


def _member(field: str, members: type[_Member], text: str) -> _Member:
    try:
        return members(text)
    except ValueError:
        msg = f"[bad-catalog-row] {field}: given {text!r}, allowed are {', '.join(members)}"
        raise CatalogDataError(msg) from None


_READ: dict[str, Callable[[Any], Any]] = {
    "partition_service_names": MappingProxyType,
    "kinds": lambda texts: tuple(_member("kinds", EndpointKind, text) for text in texts),
    "status": lambda text: _member("status", ServiceStatus, text),
    "private_dns_names": tuple,
    "ports": lambda texts: tuple(PortRange.parse(text) for text in texts),
    "ip_address_types": tuple,
    "home_regions": MappingProxyType,
    "regions": tuple,
    "assumed": tuple,
    "assumed_dns_names": tuple,
    "confirmed_in": tuple,
}


def service_from_row(row: Mapping[str, Any]) -> EndpointService:
    """The endpoint service of a JSON row, whose `source` is the id of a source; fields left out have their default.

    Raises:
        CatalogDataError: a field is unknown, missing or no valid value.
    """
    name = row.get("name")
    if unknown := sorted(set(row) - _FIELDS):
        msg = (
            f"[bad-catalog-row] endpoint service {name!r}: given {', '.join(unknown)}; "
            f"allowed are {', '.join(sorted(_FIELDS))}"
        )
        raise CatalogDataError(msg)
    if missing := sorted({"name", "service_name", "source"} - set(row)):
        msg = f"[bad-catalog-row] endpoint service {name!r}: {', '.join(missing)} left out; give a text"
        raise CatalogDataError(msg)
    came_from = source(row["source"])
    values = {field: _READ[field](value) if field in _READ else value for field, value in row.items()}
    return EndpointService(
        **{
            "confirmed_in": _DESCRIBED_PARTITIONS,
            **values,
            "perimeter_keys": perimeter_keys_of(row["name"]),
            "field_sources": _field_sources(row.get("field_sources", {})),
            "source": str(came_from),
            "as_of": came_from.as_of,
        }
    )


def _field_sources(ids: Mapping[str, str]) -> Mapping[str, str]:
    sources = {field: source(source_id) for field, source_id in ids.items()} | {
        "perimeter_keys": perimeter_keys_source()
    }
    return MappingProxyType({field: f"{found}, {found.as_of}" for field, found in sorted(sources.items())})
