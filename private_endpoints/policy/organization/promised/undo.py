"""Nobody is locked out."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.policy.organization.cast import Cast
from private_endpoints.policy.organization.promised.around import Around
from private_endpoints.policy.organization.promised.outcome import allowed
from private_endpoints.policy.organization.way import Way
from private_endpoints.policy.promise import Promise

__all__ = ["undo"]


_UNDO = (
    "organizations:AttachPolicy",
    "organizations:DeletePolicy",
    "organizations:DetachPolicy",
    "organizations:UpdatePolicy",
)


def undo(cast: Cast, around: Around) -> Iterator[Promise]:
    """Whoever attached the policies can change and detach them, from anywhere."""
    ways = [Way.directly(cast.unexpected_address), *cast.expected("organizations"), *cast.unexpected("ssm")]
    for action in _UNDO:
        for way in ways:
            yield allowed(
                f"administrators and CloudFormation can still do {action} {way.name}",
                way.send(cast.administration(action)),
                around.both,
            )
    request = ways[0].send(cast.administration("organizations:AttachPolicy"))
    yield allowed(
        "administrators can still attach policies of AWS",
        request.with_keys({"aws:ResourceAccount": cast.other_account, "aws:ResourceOrgID": None}),
        around.both,
    )
    yield allowed(
        "administrators can still tag policies",
        request.with_keys({"aws:TagKeys": list(cast.perimeters.tags)}),
        around.both,
    )
