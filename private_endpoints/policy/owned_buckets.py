"""Statements for buckets that AWS services own."""

from __future__ import annotations

from collections.abc import Iterable

from private_endpoints.catalog import OwnedBucket, owned_buckets
from private_endpoints.policy.boundary import Boundary
from private_endpoints.policy.place import Place
from private_endpoints.policy.statement import Statement, allow

__all__ = ["owned_bucket_statements"]


def owned_bucket_statements(group: str, place: Place) -> list[Statement]:
    """What the endpoint must let through for a group of the catalog: these buckets, these actions, nothing more.

    Args:
        group: name of the group.
        place: where the endpoint lives; buckets of other regions are left out where its region is known.
    """
    rows = [row for row in owned_buckets(group) if _is_in(row, place.known_region)]
    by_caller = {anonymous: [row for row in rows if row.anonymous is anonymous] for anonymous in (False, True)}
    return [
        statement
        for anonymous, some in by_caller.items()
        for statement in _statements(group, some, place, anonymous=anonymous)
    ]


def _statements(group: str, rows: Iterable[OwnedBucket], place: Place, *, anonymous: bool) -> Iterable[Statement]:
    by_actions: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        name = row.bucket_in(place.region)
        arns = by_actions.setdefault(tuple(sorted(row.actions)), [])
        arns += [f"arn:{place.partition}:s3:::{name}", f"arn:{place.partition}:s3:::{name}/*"]
    # Where calls may be unsigned, or signed by an account of AWS, a test of the principal would refuse them.
    condition = None if anonymous else Boundary.account(place.account).by_insiders
    words = "".join(word.capitalize() for word in group.replace(".", "-").split("-"))
    for index, (actions, arns) in enumerate(sorted(by_actions.items())):
        suffix = ("Anonymous" if anonymous else "") + (str(index + 1) if index else "")
        yield allow(f"OwnedBuckets{words}{suffix}", actions=actions, resources=arns, condition=condition)


def _is_in(row: OwnedBucket, region: str | None) -> bool:
    return row.regions is None or region is None or region in row.regions
