"""Whether addresses are in a prefix list."""

from __future__ import annotations

from functools import cache

from private_endpoints.catalog import EndpointKind, managed_prefix_list_ids, services
from private_endpoints.network.model.element import Cidr, Maybe
from private_endpoints.network.model.prefix_list import PrefixList
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.index import Index
from private_endpoints.values import Truth, Unknown, any_of, equal

__all__ = ["entries_of", "in_list", "service_of_list"]


def service_of_list(id: Maybe[str], index: Index) -> tuple[str, str] | None:
    """The AWS service whose list it is, and its region, empty where that is not said; None: a customer's, or unknown.

    AWS has a list for each service with gateway endpoints, per region
    (https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html).
    """
    if isinstance(id, Unknown):
        return None
    found = index.find_prefix_list(id)
    if found is not None and isinstance(found.service, str):
        return found.service, ""
    return _managed().get(id)


def entries_of(id: Maybe[str], index: Index) -> tuple[Cidr, ...] | Unknown:
    """The ranges of a customer's list."""
    if isinstance(id, Unknown):
        return id
    found = index.find_prefix_list(id)
    if found is None:
        return Unknown(frozenset({f"the entries of {id}"}))
    if found.imported and not isinstance(found.entries, Unknown):
        return Unknown(frozenset({f"the entries of {found}"}))
    return found.entries


def in_list(id: Maybe[str], place: Place, index: Index) -> Truth:
    """Whether all addresses of a place are in a list."""
    known = service_of_list(id, index)
    if known is not None:
        service, region = known
        found = None if isinstance(id, Unknown) else index.find_prefix_list(id)
        if not place.public or place.service != service:
            return False
        if (6 if found is not None and found.ipv6 else 4) != place.family:
            return False
        return equal(region, place.region) if region else True
    entries = entries_of(id, index)
    if isinstance(entries, Unknown):
        return entries
    doubt = None if isinstance(id, Unknown) else index.doubt(PrefixList, id)
    truth = any_of([place.within(entry) for entry in entries])
    return truth if doubt is None else doubt


@cache
def _managed() -> dict[str, tuple[str, str]]:
    return {
        list_id: (row.name, region)
        for row in services()
        if EndpointKind.GATEWAY in row.kinds
        for region, list_id in managed_prefix_list_ids(row.name).items()
    }
