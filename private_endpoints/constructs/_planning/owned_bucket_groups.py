"""Groups of service-owned buckets that a user names."""

from __future__ import annotations

from collections.abc import Iterable

from private_endpoints.catalog import owned_bucket_groups
from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["owned_bucket_rules"]


def owned_bucket_rules(
    groups: Iterable[str], problems: list[Problem], *, organization_id: str | None = None
) -> list[EndpointPolicy]:
    """The rule that lets the groups through; none where none are named.

    Args:
        groups: names of the catalog.
        problems: gets the names that the catalog does not have.
        organization_id: whose principals pass where the caller is tested. Default: those of the account.
    """
    known = owned_bucket_groups()
    named = listed("owned_buckets", groups, problems)
    unknown = [group for group in named if group not in known]
    problems += [
        Problem(
            "unknown-owned-buckets",
            f"owned_buckets= names {group!r}, which is no group of the catalog",
            f"give some of {', '.join(known)}",
        )
        for group in unknown
    ]
    if not named or unknown:
        return []
    return [EndpointPolicy.owned_buckets(*named, organization_id=organization_id)]
