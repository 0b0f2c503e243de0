"""Services that a whole partition does not have.

An endpoint service can only be where its API is. `EndpointService.regions` says more where it is known; these rows say
the little that is known of other partitions, so that nobody asks for an endpoint there that cannot exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from private_endpoints.catalog._data import read_rows, source
from private_endpoints.catalog._regions import is_region_code, partition_of

__all__ = ["AbsentServices", "absent_services", "is_absent_from"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentServices:
    """Services that a partition does not have.

    Attributes:
        partition: such as `aws-cn`.
        services: short names of endpoint services, sorted.
        assumed: those of which no source speaks, which depend on one of the others.
        source: where the row comes from.
        as_of: ISO date on which the source said so.
    """

    partition: str
    services: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    source: str
    as_of: str


@cache
def absent_services() -> tuple[AbsentServices, ...]:
    """The rows, sorted by partition."""
    return tuple(
        AbsentServices(
            partition=row["partition"],
            services=tuple(row["services"]),
            assumed=tuple(row.get("assumed", ())),
            source=str(source(row["source"])),
            as_of=source(row["source"]).as_of,
        )
        for row in read_rows("absent_services.jsonl")
    )


def is_absent_from(service_name: str, region: str) -> bool:
    """Whether the partition of a region is known not to have a service.

    Args:
        service_name: short name of the endpoint service.
        region: code of a region; of any other text nothing is known.
    """
    partition = partition_of(region) if is_region_code(region) else None
    return any(row.partition == partition and service_name in row.services for row in absent_services())
