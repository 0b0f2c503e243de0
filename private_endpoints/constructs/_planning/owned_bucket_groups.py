"""Groups of service-owned buckets that a user names."""

from __future__ import annotations

from collections.abc import Sequence

from private_endpoints.catalog import owned_bucket_groups
from private_endpoints.errors import Problem

__all__ = ["owned_bucket_problems"]


def owned_bucket_problems(groups: Sequence[str]) -> list[Problem]:
    """Names that are no group of the catalog."""
    known = owned_bucket_groups()
    return [
        Problem(
            "unknown-owned-buckets",
            f"owned_buckets= names {group!r}, which is no group of the catalog",
            f"give some of {', '.join(known)}",
        )
        for group in groups
        if group not in known
    ]
