"""Our identities and our resources, from expected networks."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.policy.organization.cast import Cast
from private_endpoints.policy.organization.promised.around import Around
from private_endpoints.policy.organization.promised.outcome import allowed
from private_endpoints.policy.promise import Promise

__all__ = ["insiders"]


def insiders(cast: Cast, around: Around) -> Iterator[Promise]:
    """The organization works as it did."""
    for prefix in cast.prefixes:
        for way in cast.expected(prefix):
            yield allowed(
                f"a principal of the organization reaches {prefix} of the organization {way.name}",
                way.send(cast.insider(prefix)),
                around.both,
            )
