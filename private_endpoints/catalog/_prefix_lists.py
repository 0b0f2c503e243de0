"""AWS-managed prefix lists of the gateway services."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from private_endpoints.catalog._data import read_rows

__all__ = ["managed_prefix_list_id", "managed_prefix_list_ids"]

# An id from a single public source may be a typing error; rows need a second source, or AWS's own word.
_CONFIRMATIONS = 2


def managed_prefix_list_ids(service_name: str) -> Mapping[str, str]:
    """Id of the service's IPv4 prefix list by region, for the regions where it is confirmed.

    Args:
        service_name: short name of a gateway service. A name without rows gives an empty mapping.
    """
    return _by_service().get(service_name, MappingProxyType({}))


def managed_prefix_list_id(service_name: str, region: str) -> str | None:
    """Id of the service's IPv4 prefix list in a region; None if the catalog has no confirmed id.

    Args:
        service_name: short name of a gateway service, `s3` or `dynamodb`.
        region: code of a region.
    """
    return managed_prefix_list_ids(service_name).get(region)


@cache
def _by_service() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in read_rows("prefix_lists.jsonl"):
        if row["confirmed_by"] >= _CONFIRMATIONS:
            found.setdefault(row["service"], {})[row["region"]] = row["id"]
    return {name: MappingProxyType(ids) for name, ids in found.items()}
