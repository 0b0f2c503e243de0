"""Statements for buckets that AWS services own."""

from __future__ import annotations

from collections.abc import Iterable

from private_endpoints.catalog import OwnedBucket, owned_buckets
from private_endpoints.policy.boundary import Boundary
from private_endpoints.policy.place import Place
from private_endpoints.policy.statement import Statement, allow

__all__ = ["owned_bucket_statements"]


def owned_bucket_statements(group: str, boundary: Boundary, place: Place) -> list[Statement]:
    """What the endpoint must let through for a group of the catalog: these buckets, these actions, nothing more.

    Args:
        group: name of the group.
        boundary: whose principals pass, where the caller is tested.
        place: where the endpoint lives; buckets of other regions are left out where its region is known.
    """
    rows = [row for row in owned_buckets(group) if row.exists_in(place.region)]
    by_caller = {anonymous: [row for row in rows if row.anonymous is anonymous] for anonymous in (False, True)}
    return [
        statement
        for anonymous, some in by_caller.items()
        for statement in _statements(group, some, boundary, place, anonymous=anonymous)
    ]


def _statements(
    group: str, rows: Iterable[OwnedBucket], boundary: Boundary, place: Place, *, anonymous: bool
) -> Iterable[Statement]:
    by_actions: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        name = row.bucket_in(place.region, compact_region=place.compact_region)
        if row.is_written and "*" in name:
            # Whoever owns a bucket of a fitting name could be written to: rather a call that is refused.
            continue
        arns = by_actions.setdefault(tuple(sorted(row.actions)), [])
        arns += [f"arn:{place.partition}:s3:::{name}", f"arn:{place.partition}:s3:::{name}/*"]
    # Where calls may be unsigned, or signed by an account of AWS, a test of the principal would refuse them.
    condition = None if anonymous else boundary.by_insiders
    words = "".join(word.capitalize() for word in group.replace(".", "-").split("-"))
    for index, (actions, arns) in enumerate(sorted(by_actions.items())):
        suffix = ("Anonymous" if anonymous else boundary.suffix) + (str(index + 1) if index else "")
        yield allow(f"OwnedBuckets{words}{suffix}", actions=actions, resources=arns, condition=condition)
