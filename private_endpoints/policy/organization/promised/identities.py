"""What the identity perimeter promises."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.policy.organization.cast import Cast
from private_endpoints.policy.organization.promised.around import Around
from private_endpoints.policy.organization.promised.outcome import allowed, denied
from private_endpoints.policy.promise import Promise

__all__ = ["identities"]


def identities(cast: Cast, around: Around) -> Iterator[Promise]:
    """Only our identities reach our resources."""
    identity = cast.perimeters.identity
    assert identity is not None  # noqa: S101 - the caller asked
    for prefix in identity.prefixes:
        way = cast.expected(prefix)[0]
        for who, stranger in cast.strangers(prefix):
            yield denied(f"{who} does not reach {prefix} of the organization", way.send(stranger), around.ours)
        yield allowed(
            f"an AWS service reaches {prefix} on behalf of the organization",
            cast.service(prefix, cast.organization.id, cast.account),
            around.ours,
        )
        yield denied(
            f"an AWS service does not reach {prefix} on behalf of a stranger",
            cast.service(prefix, cast.other_organization, cast.other_account),
            around.ours,
        )
        yield allowed(
            f"an AWS service that acts for no resource reaches {prefix}", cast.service(prefix, None, None), around.ours
        )
        for account in identity.trusted_accounts:
            yield allowed(
                f"an AWS service reaches {prefix} on behalf of trusted account {account}",
                cast.service(prefix, None, account),
                around.ours,
            )
            yield allowed(
                f"trusted account {account} reaches {prefix}", way.send(cast.trusted(prefix, account)), around.ours
            )
        if identity.excluded_by is not None:
            yield allowed(
                f"an AWS service reaches {prefix} with the tag {identity.excluded_by} on behalf of a stranger",
                cast.service(prefix, cast.other_organization, cast.other_account).with_keys(
                    {f"aws:ResourceTag/{identity.excluded_by}": "true"}
                ),
                around.ours,
            )
            yield allowed(
                f"a stranger reaches {prefix} with the tag {identity.excluded_by}",
                way.send(cast.strangers(prefix)[0][1]).with_keys({f"aws:ResourceTag/{identity.excluded_by}": "true"}),
                around.ours,
            )
