"""What the policies of an organization promise, as requests whose decisions are known before they are deployed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from private_endpoints.policy.organization.cast import Cast
from private_endpoints.policy.organization.perimeters import Organization, Perimeters
from private_endpoints.policy.organization.promised.around import Around
from private_endpoints.policy.organization.promised.identities import identities
from private_endpoints.policy.organization.promised.insiders import insiders
from private_endpoints.policy.organization.promised.networks import networks
from private_endpoints.policy.organization.promised.protection import protection
from private_endpoints.policy.organization.promised.resources import resources
from private_endpoints.policy.organization.promised.undo import undo
from private_endpoints.policy.promise import Promise

__all__ = ["promises"]


def promises(
    perimeters: Perimeters,
    organization: Organization,
    *,
    service_control: Sequence[object],
    resource_control: Sequence[object],
    bindings: Mapping[str, str],
) -> Iterator[Promise]:
    """What must hold of the documents, whatever has become of them since they were made.

    Every principal of these requests may do everything by its own policies, and every resource lets in everybody: what
    is refused is refused by the perimeters.

    Args:
        perimeters: what the documents were made for.
        organization: whose, with everything known.
        service_control: the documents of the SCPs.
        resource_control: the documents of the RCPs.
        bindings: what is known of references in the documents.
    """
    around = Around.of(perimeters, service_control, resource_control, bindings)
    cast = Cast(perimeters, organization)
    yield from undo(cast, around)
    yield from insiders(cast, around)
    if perimeters.identity is not None:
        yield from identities(cast, around)
    if perimeters.resource is not None:
        yield from resources(cast, around)
    if perimeters.network is not None:
        yield from networks(cast, around)
    yield from protection(cast, around)
