"""What the resource perimeter promises."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.policy.organization.cast import Cast
from private_endpoints.policy.organization.promised.around import Around
from private_endpoints.policy.organization.promised.exempt import exempt
from private_endpoints.policy.organization.promised.outcome import allowed, denied
from private_endpoints.policy.promise import Promise

__all__ = ["resources"]


def resources(cast: Cast, around: Around) -> Iterator[Promise]:
    """Our identities reach only our resources."""
    resource = cast.perimeters.resource
    assert resource is not None  # noqa: S101 - the caller asked
    for prefix in cast.prefixes:
        way = cast.expected(prefix)[0]
        for whose, request in cast.abroad(prefix):
            yield denied(
                f"a principal of the organization does not reach {prefix} of {whose}", way.send(request), around.theirs
            )
            yield from exempt(cast, way.send(request), around.theirs, f"{prefix} of {whose}", resource.excluded_by)
            for account in resource.trusted_accounts:
                yield allowed(
                    f"a principal of the organization reaches {prefix} of trusted account {account}",
                    way.send(request).with_keys({"aws:ResourceAccount": account}),
                    around.theirs,
                )
    yield from _owners(cast, around, resource.excluded_by)
    yield allowed(
        "a principal of the organization does what names no owner",
        cast.expected("ebs")[0].send(cast.without_owner()),
        around.theirs,
    )
    for what, request in cast.of_aws():
        yield allowed(f"a principal of the organization reaches {what}", request, around.theirs)


def _owners(cast: Cast, around: Around, excluded_by: str | None) -> Iterator[Promise]:
    """Where AWS owns some resources in numbered accounts, these are reached, and others are not."""
    for action, of_aws, of_stranger in cast.of_aws_by_owner():
        way = cast.expected(action.partition(":")[0])[0]
        yield allowed(
            f"a principal of the organization reaches {of_aws}", way.send(cast.of_owner(action, of_aws)), around.theirs
        )
        yield allowed(
            f"a principal of the organization does {action} in the organization",
            way.send(cast.of_ours(action, of_aws)),
            around.theirs,
        )
        refused = way.send(cast.of_owner(action, of_stranger))
        yield denied(f"a principal of the organization does not reach {of_stranger}", refused, around.theirs)
        yield from exempt(cast, refused, around.theirs, of_stranger, excluded_by)
        yield allowed(
            "a principal of the organization does what names no owner",
            refused.with_keys({"aws:ResourceAccount": None}),
            around.theirs,
        )
