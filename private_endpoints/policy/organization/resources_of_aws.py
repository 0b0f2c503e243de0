"""Resources that AWS owns, as ARNs that nobody else can have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from private_endpoints.catalog import OwnedBucket, owned_buckets, owned_resources, services, workload

__all__ = ["accounts_of_aws", "buckets_of_aws", "needs_regions", "resources_of_aws"]

# The service, an account, and the type of the resource with its separator.
_WITH_ACCOUNT = re.compile(r"(?P<head>arn:[^:]+:(?P<service>[^:]+)):[^:]*:(?P<account>\d{12}):(?P<type>[a-z-]+[:/]).*")


def resources_of_aws(workloads: Sequence[str] | None, regions: Sequence[str], partition: str) -> Iterator[str]:
    """ARNs of what AWS owns under its own name, but for buckets.

    Args:
        workloads: whose needs count, beside what every caller needs. None: everybody's.
        regions: where. Empty: everywhere.
        partition: such as `aws`.
    """
    for arn in _owned(workloads, regions, partition):
        if not _WITH_ACCOUNT.fullmatch(arn):
            yield arn


def accounts_of_aws(
    workloads: Sequence[str] | None, regions: Sequence[str], partition: str
) -> dict[str, tuple[str, list[str]]]:
    """What AWS owns in numbered accounts, as a pattern of the resources and the accounts, by service.

    There are hundreds, of which an ARN each would be more than a policy can hold.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for arn in _owned(workloads, regions, partition):
        if match := _WITH_ACCOUNT.fullmatch(arn):
            _, accounts = found.setdefault(match["service"], (f"{match['head']}:*:*:{match['type']}*", []))
            accounts.append(match["account"])
    return {service: (pattern, sorted(set(accounts))) for service, (pattern, accounts) in sorted(found.items())}


def _owned(workloads: Sequence[str] | None, regions: Sequence[str], partition: str) -> Iterator[str]:
    for service in services():
        for row in owned_resources(service.name):
            if workloads is not None and not {"always", *workloads} & set(row.needed_for):
                continue
            # A row with a condition names resources of anybody; its condition has a test of its own in the statement.
            if row.condition:
                continue
            for region in regions or (None,):
                for arn in row.resources_in(region):
                    yield arn.replace("{partition}", partition).replace("{region}", region or "*")


def buckets_of_aws(workloads: Sequence[str] | None, regions: Sequence[str], partition: str) -> Iterator[str]:
    """ARNs of the buckets of AWS that some workloads need, each with its objects.

    A name with a part that cannot be known is left out: a pattern would stand for buckets of anybody.
    """
    for row in _needed(workloads or ()):
        for region in regions or ("",):
            if row.regions is not None and region not in row.regions:
                continue
            name = row.bucket_in(region)
            if "*" in name or "{" in name or (not region and "{" in row.bucket):
                continue
            yield f"arn:{partition}:s3:::{name}"
            yield f"arn:{partition}:s3:::{name}/*"


def needs_regions(workloads: Sequence[str] | None) -> list[str]:
    """The workloads that need buckets whose names hold the region."""
    return [name for name in workloads or () if any("{" in row.bucket for row in _needed([name]))]


def _needed(workloads: Sequence[str]) -> Iterator[OwnedBucket]:
    groups = {group for name in workloads for need in workload(name).needs for group in need.buckets}
    for group in sorted(groups):
        yield from owned_buckets(group)
