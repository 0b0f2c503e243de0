"""Regions and the partitions they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from private_endpoints.catalog._data import read_rows

__all__ = ["Region", "is_region_code", "partition_of", "region", "regions", "suffixes_of"]

_CODE = re.compile(r"[a-z]{2,5}(-[a-z]+)+-[0-9]+")
_DEFAULT_PARTITION = "aws"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region of AWS.

    Attributes:
        name: its code, such as `eu-west-1`.
        partition: its partition, such as `aws-cn`.
        dns_suffix: the domain of its services, such as `amazonaws.com`.
        dual_stack_dns_suffix: the domain of its services' names that resolve over IPv6 too, such as `api.aws`.
        launched: ISO date on which it opened to customers, by AWS's announcement; None where that is not known, or
            before 2023 and so of no consequence to any row.
    """

    name: str
    partition: str
    dns_suffix: str
    dual_stack_dns_suffix: str
    launched: str | None = None


def region(name: str) -> Region | None:
    """The region of this code; None if the catalog has none, which a new region is at first."""
    return _regions().get(name)


def regions() -> tuple[Region, ...]:
    """All regions of the catalog, sorted by name."""
    return tuple(_regions().values())


def is_region_code(text: str) -> bool:
    """Whether a text has the form of a region's code, known or not, rather than being a stand-in such as a token."""
    return _CODE.fullmatch(text) is not None


def partition_of(name: str) -> str:
    """The partition of a region; `aws` for a code that the catalog does not have, and for a token."""
    found = region(name)
    return found.partition if found else _DEFAULT_PARTITION


@cache
def suffixes_of(partition: str) -> tuple[str, str]:
    """The `dns_suffix` and the `dual_stack_dns_suffix` of a partition.

    Raises:
        LookupError: no region is in this partition.
    """
    for row in _regions().values():
        if row.partition == partition:
            return row.dns_suffix, row.dual_stack_dns_suffix
    partitions = sorted({row.partition for row in _regions().values()})
    msg = f"[unknown-partition] {partition!r} is no partition; allowed are {', '.join(partitions)}"
    raise LookupError(msg)


@cache
def _regions() -> dict[str, Region]:
    return {row["name"]: Region(**row) for row in read_rows("regions.jsonl")}
