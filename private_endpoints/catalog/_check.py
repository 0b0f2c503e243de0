"""Whether the fields of a row are valid, each on its own and together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from private_endpoints.catalog._kinds import EndpointKind, ServiceStatus
from private_endpoints.catalog._ports import PortRange
from private_endpoints.errors import CatalogDataError

if TYPE_CHECKING:
    from private_endpoints.catalog._service import EndpointService

__all__ = ["check_service"]

_IP_ADDRESS_TYPES = ("ipv4", "ipv6")
_DNS_NAME = re.compile(
    r"(\*\.)?"  # a wildcard stands for the first label only
    r"([a-z0-9]([a-z0-9-]*[a-z0-9])?|\{region\})"
    r"(\.([a-z0-9]([a-z0-9-]*[a-z0-9])?|\{region\}))*"
    r"(\.(\{dns_suffix\}|\{dual_stack_dns_suffix\}))?"
)


def _tuple_of(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, tuple) and all(isinstance(item, kind) for item in value)


def _or_none(test: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or test(value)


def _is_a(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


_TEXTS = (_tuple_of(str), "a tuple of texts")
_TYPES: dict[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(("name", "service_name", "note", "source", "as_of"), (_is_a(str), "a text")),
    **dict.fromkeys(("private_dns_supported", "cross_region", "is_global"), (_is_a(bool), "True or False")),
    **dict.fromkeys(("private_dns_names", "ip_address_types", "assumed", "assumed_dns_names"), _TEXTS),
    **dict.fromkeys(
        ("regions", "perimeter_keys", "confirmed_in"), (_or_none(_tuple_of(str)), "a tuple of texts, or None")
    ),
    **dict.fromkeys(
        ("partition_service_names", "home_regions", "field_sources"), (_is_a(Mapping), "a mapping of texts")
    ),
    "kinds": (_tuple_of(EndpointKind), "a tuple of EndpointKind"),
    "status": (_is_a(ServiceStatus), "a ServiceStatus"),
    "ended": (_or_none(_is_a(str)), "a text, or None"),
    "policy_supported": (_or_none(_is_a(bool)), "True, False, or None for not known"),
    "ports": (_tuple_of(PortRange), "a tuple of PortRange"),
}

# Field, what was given, what is allowed.
_Trouble = tuple[str, object, str]


def check_service(row: EndpointService) -> None:
    """Refuse a row that is no valid one.

    Raises:
        CatalogDataError: names every field in trouble, what was given and what is allowed.
    """
    trouble = list(_types(row)) or list(_values(row))
    if not trouble:
        return
    lines = "; ".join(f"{field}: given {given!r}, allowed is {allowed}" for field, given, allowed in trouble)
    msg = f"[bad-catalog-row] endpoint service {row.name!r}: {lines}"
    raise CatalogDataError(msg)


def _types(row: EndpointService) -> Iterator[_Trouble]:
    for field, (test, allowed) in _TYPES.items():
        if not test(value := getattr(row, field)):
            yield field, value, allowed


def _values(row: EndpointService) -> Iterator[_Trouble]:
    if not row.name or not row.name.isprintable() or " " in row.name:
        yield "name", row.name, "a text without spaces, such as 'ecr.api'"
    if row.service_name.count(".") < 1:
        yield "service_name", row.service_name, "a full name, such as 'com.amazonaws.{region}.ssm'"
    for field in ("kinds", "ports"):
        if not getattr(row, field):
            yield field, (), "at least one"
    if (row.status is ServiceStatus.ENDED) != (row.ended is not None):
        yield "ended", row.ended, "a text if status is 'ended', else None"
    if unknown := [kind for kind in row.ip_address_types if kind not in _IP_ADDRESS_TYPES]:
        yield "ip_address_types", unknown, " and ".join(_IP_ADDRESS_TYPES)
    yield from _private_dns(row)
    known = {field.name for field in fields(row)}
    for naming in ("assumed", "field_sources"):
        if unknown := [field for field in getattr(row, naming) if field not in known]:
            yield naming, unknown, "names of fields"


def _private_dns(row: EndpointService) -> Iterator[_Trouble]:
    for name in row.private_dns_names:
        if not _DNS_NAME.fullmatch(name):
            yield "private_dns_names", name, "a lower-case DNS name without a trailing dot, `*` only as the first label"
    if unknown := [name for name in row.assumed_dns_names if name not in row.private_dns_names]:
        yield "assumed_dns_names", unknown, "some of private_dns_names"
    if row.private_dns_names and not row.private_dns_supported:
        yield "private_dns_supported", False, "True where private_dns_names are given"
    if row.private_dns_supported and not row.private_dns_names and "private_dns_names" not in row.assumed:
        yield "private_dns_names", (), "at least one where private_dns_supported; name it in `assumed` if not known"
