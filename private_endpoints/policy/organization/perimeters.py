"""The perimeters that were chosen for an organization."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from private_endpoints.errors import Problem
from private_endpoints.policy.organization.exemptions import Exemptions
from private_endpoints.policy.organization.identity import IdentityPerimeter
from private_endpoints.policy.organization.network import NetworkPerimeter
from private_endpoints.policy.organization.protection import protected_roles, protected_session_tags, protected_tags
from private_endpoints.policy.organization.resource import ResourcePerimeter
from private_endpoints.policy.statement import Statement

__all__ = ["Organization", "Perimeters"]


@dataclass(frozen=True, slots=True)
class Organization:
    """Whose policies these are.

    Attributes:
        id: of the organization; may be a token.
        partition: such as `aws`; may be a token.
    """

    id: str
    partition: str


@dataclass(frozen=True, kw_only=True)
class Perimeters:
    """What is refused, and to whom not.

    Attributes:
        identity: who reaches our resources.
        resource: what our identities reach.
        network: from where.
        exempt: who is never refused.
    """

    identity: IdentityPerimeter | None = None
    resource: ResourcePerimeter | None = None
    network: NetworkPerimeter | None = None
    exempt: Exemptions = field(default_factory=Exemptions)

    def problems(self) -> Iterator[Problem]:
        """What is wrong with them."""
        kinds: dict[str, type[IdentityPerimeter | ResourcePerimeter | NetworkPerimeter]] = {
            "identity": IdentityPerimeter,
            "resource": ResourcePerimeter,
            "network": NetworkPerimeter,
        }
        chosen = {name: given for name in kinds if (given := getattr(self, name)) is not None}
        if not chosen:
            yield Problem(
                "no-perimeter",
                "none of identity=, resource= and network= is given, so there is nothing to refuse",
                "give at least one, such as identity=IdentityPerimeter()",
            )
        for name, perimeter in chosen.items():
            if isinstance(perimeter, kinds[name]):
                yield from perimeter.problems()
            else:
                yield Problem("not-a-perimeter", f"{name}={perimeter!r}", f"give {name}={kinds[name].__name__}(...)")
        yield from self.exempt.problems()
        if all(isinstance(perimeter, kinds[name]) for name, perimeter in chosen.items()):
            yield from self._contradictions()

    def _contradictions(self) -> Iterator[Problem]:
        """Tags that would include a principal and spare it at once."""
        chosen = [one for one in (self.resource, self.network) if one is not None]
        excluding = {one.excluded_by for one in (self.identity, *chosen) if one is not None}
        excluded = {str(tag).lower() for tag in excluding if tag is not None}
        for tag in sorted({str(one.included_by) for one in chosen if one.included_by is not None}):
            if tag.lower() in excluded:
                yield Problem(
                    "contradicting-tags",
                    f"the tag {tag!r} is given as included_by and as excluded_by, and tags count in any spelling",
                    "give two tags: one that includes, and one that exempts",
                )

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that the perimeters read, sorted."""
        chosen = (self.identity, self.resource, self.network)
        return tuple(sorted({tag for one in chosen if one is not None for tag in one.tags}))

    def service_control(self, organization: Organization) -> Mapping[str, list[Statement]]:
        """The statements of the SCPs, by the purpose of the policy."""
        id_, partition = organization.id, organization.partition
        found: dict[str, list[Statement]] = {}
        if self.resource is not None:
            found["Resource"] = list(self.resource.service_control(id_, partition, self.exempt))
        if self.network is not None:
            found["Network"] = list(self.network.service_control(id_, partition, self.exempt))
        found["Protection"] = [
            *protected_tags(self.tags, partition, self.exempt),
            *protected_roles(partition, self.exempt),
        ]
        return {purpose: statements for purpose, statements in found.items() if statements}

    def resource_control(self, organization: Organization) -> Mapping[str, list[Statement]]:
        """The statements of the RCPs, by the purpose of the policy."""
        found: dict[str, list[Statement]] = {}
        if self.identity is not None:
            found["Identity"] = list(self.identity.resource_control(organization.id))
        if self.network is not None:
            trusted = () if self.identity is None else self.identity.trusted_accounts
            found["Network"] = list(
                self.network.resource_control(organization.id, organization.partition, self.exempt, trusted)
            )
        if found:
            first = next(iter(found.values()))
            first += protected_session_tags(self.tags, organization.id)
        return {purpose: statements for purpose, statements in found.items() if statements}
