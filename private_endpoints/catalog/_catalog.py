"""The rows of the catalog, and finding one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from private_endpoints.catalog._data import read_json, read_rows
from private_endpoints.catalog._full_names import ad_hoc_service, patterns_by_full_name, to_pattern
from private_endpoints.catalog._rows import service_from_row
from private_endpoints.catalog._service import EndpointService
from private_endpoints.catalog._suggest import suggest
from private_endpoints.errors import UnknownServiceError

__all__ = ["Catalog", "default_catalog", "known_as", "service", "services"]


class Catalog:
    """Endpoint services by name. Immutable: `with_rows` makes another.

    Args:
        rows: endpoint services; of two with one name the later holds.
    """

    def __init__(self, rows: Iterable[EndpointService]) -> None:
        by_name = {row.name: row for row in rows}
        self._by_name = {name: by_name[name] for name in sorted(by_name)}
        self._by_pattern = patterns_by_full_name(self._by_name.values())

    def with_rows(self, *rows: EndpointService) -> Catalog:
        """A catalog with these rows added, each in place of the one of the same name."""
        return Catalog((*self._by_name.values(), *rows))

    def services(self) -> tuple[EndpointService, ...]:
        """All rows, ended services too, sorted by name."""
        return tuple(self._by_name.values())

    def service(self, name: str | EndpointService) -> EndpointService:
        """The row that a name stands for.

        Args:
            name: a name of the catalog; a full service name, for which a row with next to no facts is made if the
                catalog has none; or a row, which is returned as it is.

        Raises:
            UnknownServiceError: the name is none of these; it suggests names that come close.
        """
        if isinstance(name, EndpointService):
            return name
        found = self._by_name.get(name) or self._by_pattern.get(to_pattern(name))
        if found is None and (meant := self._but_for_its_region(name)):
            raise UnknownServiceError(name, (meant.service_name,))
        found = found or ad_hoc_service(name)
        if found is None:
            raise UnknownServiceError(name, suggest(name, self._by_name, _aliases()))
        return found

    def _but_for_its_region(self, full_name: str) -> EndpointService | None:
        """The row that a full name would stand for, were the text in place of its region the code of one."""
        parts = full_name.split(".")
        patterns = (".".join((*parts[:at], "{region}", *parts[at + 1 :])) for at in range(len(parts)))
        return next((self._by_pattern[pattern] for pattern in patterns if pattern in self._by_pattern), None)


@cache
def default_catalog() -> Catalog:
    """The catalog that comes with this library."""
    return Catalog(service_from_row(row) for row in read_rows("services.jsonl"))


def service(name: str | EndpointService) -> EndpointService:
    """The row that a name stands for in the default catalog.

    Args:
        name: a name of the catalog; a full service name, for which a row with next to no facts is made if the
            catalog has none; or a row, which is returned as it is.

    Raises:
        UnknownServiceError: the name is none of these; it suggests names that come close.
    """
    return name if isinstance(name, EndpointService) else default_catalog().service(name)


def services() -> tuple[EndpointService, ...]:
    """All rows of the default catalog, ended services too, sorted by name."""
    return default_catalog().services()


def known_as(name: str) -> tuple[str, ...]:
    """The services that people mean by a name that none of them has, such as `firehose`."""
    return tuple(_aliases().get(name, ()))


@cache
def _aliases() -> Mapping[str, list[str]]:
    aliases: dict[str, list[str]] = read_json("aliases.json")
    return aliases
