"""Buckets of AWS's own that workloads read, and write, through the S3 endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from private_endpoints.catalog._data import read_rows, source
from private_endpoints.catalog._regions import is_region_code, partition_of
from private_endpoints.catalog._suggest import suggest

__all__ = ["OwnedBucket", "owned_bucket_groups", "owned_buckets"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedBucket:
    """A bucket of AWS's own that a workload needs.

    Attributes:
        group: what it is for, such as `amazon-linux-2023`; workloads name groups.
        bucket: pattern of its name with `{region}`, with `{compact_region}` for the region without dashes, and with
            `{unique}` for a part that AWS chose region by region. It may hold `*`.
        actions: IAM actions that the need comes down to.
        anonymous: whether callers may carry no identity of the customer's: unsigned requests, and requests that an
            AWS account presigned. A policy must then not test the principal.
        why: what breaks without it.
        unique: the value of `{unique}` by region.
        regions: the regions that have it; None for all that have the service.
        not_in: regions and partitions that do not have it: what has this name there, if anything, is not AWS's.
        names: the real name by region, where it follows another rule than `bucket`.
        confirmed_in: partitions of which a source speaks; in others the name follows the rule, and is assumed.
        assumed: fields whose value no source confirms.
        source: where the row comes from.
        as_of: ISO date on which the source said so.
    """

    group: str
    bucket: str
    actions: tuple[str, ...]
    anonymous: bool
    why: str
    unique: Mapping[str, str] = field(default_factory=dict, hash=False)
    regions: tuple[str, ...] | None = None
    not_in: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    confirmed_in: tuple[str, ...] = ("aws",)
    assumed: tuple[str, ...] = ()
    source: str
    as_of: str

    @property
    def is_written(self) -> bool:
        """Whether the need comes down to writing objects too, which carries data out."""
        return any(not action.startswith(("s3:Get", "s3:List")) for action in self.actions)

    def bucket_in(self, region: str, *, compact_region: str | None = None) -> str:
        """The bucket's name, or pattern of names, in a region.

        Where a part of the name cannot be known, the result has `*` in its place, and so admits buckets of anybody
        whose name fits: `{unique}` of a region that the row does not have, and `{compact_region}` where the region
        is a stand-in such as a token, unless `compact_region` stands for it.

        Args:
            region: code of a region, or any text that stands for one.
            compact_region: a text that stands for the region without dashes, where the region is a stand-in. Default:
                there is none.
        """
        if region in self.names:
            return self.names[region]
        compact = region.replace("-", "") if is_region_code(region) else compact_region or "*"
        return (
            self.bucket.replace("{region}", region)
            .replace("{compact_region}", compact)
            .replace("{unique}", self.unique.get(region, "*"))
        )

    def exists_in(self, region: str) -> bool:
        """Whether a policy for a region should name it: False where it is known that AWS has no such bucket there.

        Args:
            region: code of a region, or any text that stands for one, for which the answer is True.
        """
        if not is_region_code(region):
            return True
        if {region, partition_of(region)}.intersection(self.not_in):
            return False
        return self.regions is None or region in self.regions

    def is_assumed_in(self, region: str) -> bool:
        """Whether no source speaks of the bucket in the partition of a region, so that its name there is a guess.

        A policy lets such a bucket through all the same: without it the workload surely fails, and what a wrong guess
        admits is one bucket, of a name that only AWS has a use for.
        """
        return partition_of(region) not in self.confirmed_in


def owned_buckets(group: str) -> tuple[OwnedBucket, ...]:
    """The buckets of a group, sorted by pattern.

    Raises:
        LookupError: there is no such group; it suggests groups that come close.
    """
    if group not in _groups():
        near = " or ".join(repr(name) for name in suggest(group, _groups(), {}))
        msg = f"[unknown-bucket-group] {group!r} is no group of service-owned buckets; {_did_you_mean(near)}"
        raise LookupError(msg)
    return _groups()[group]


def owned_bucket_groups() -> tuple[str, ...]:
    """The names of all groups, sorted."""
    return tuple(_groups())


def _did_you_mean(near: str) -> str:
    return f"did you mean {near}?" if near else f"allowed are {', '.join(_groups())}"


@cache
def _groups() -> dict[str, tuple[OwnedBucket, ...]]:
    found: dict[str, list[OwnedBucket]] = {}
    for row in read_rows("owned_buckets.jsonl"):
        came_from = source(row["source"])
        bucket = OwnedBucket(
            **{
                **row,
                "actions": tuple(row["actions"]),
                "assumed": tuple(row.get("assumed", ())),
                "regions": tuple(row["regions"]) if "regions" in row else None,
                "not_in": tuple(row.get("not_in", ())),
                "confirmed_in": tuple(row.get("confirmed_in", ("aws",))),
                "source": str(came_from),
                "as_of": came_from.as_of,
            }
        )
        found.setdefault(bucket.group, []).append(bucket)
    return {group: tuple(found[group]) for group in sorted(found)}
