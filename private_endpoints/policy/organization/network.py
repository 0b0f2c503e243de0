"""Only from networks that we expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from private_endpoints.catalog import (
    actions_without_network_keys,
    organization_endpoint_prefixes,
    resource_control_services,
)
from private_endpoints.errors import Problem
from private_endpoints.policy.organization.deny import deny, for_principals
from private_endpoints.policy.organization.exemptions import Exemptions
from private_endpoints.policy.organization.frozen import frozen, not_lists
from private_endpoints.policy.organization.ids import (
    account_problems,
    cidr_problems,
    region_problems,
    tag_problems,
    vpc_problems,
)
from private_endpoints.policy.organization.services import controlled_actions, is_controlled, prefix_problems
from private_endpoints.policy.statement import Condition, Statement

__all__ = ["NetworkPerimeter"]


@dataclass(frozen=True, kw_only=True)
class NetworkPerimeter:
    """Identities of the organization call, and its resources are called, only from expected networks.

    A service control policy and a resource control policy. Expected are the endpoints of the organization's VPCs, where
    the service says whose endpoint it was (`aws:VpceOrgID`); `vpcs`, for all other services; `corporate_cidrs`; and the
    networks of AWS services that act with the caller's credentials or on the organization's behalf. Without `vpcs` only
    services that carry `aws:VpceOrgID` are covered: elsewhere the policy would refuse every endpoint.

    By default it judges only principals with a tag, because roles of AWS services, and functions outside a VPC, call
    from networks of AWS without saying so.

    Attributes:
        corporate_cidrs: public ranges from which you call, such as those of your NAT gateways. Default: none.
        vpcs: ids of VPCs by their region. Ids are unique in their region only, so the region counts. Default: none.
        services: prefixes of IAM actions that are covered. Default, for resources: those of `IdentityPerimeter`; for
            identities: all services, or with no `vpcs` those that carry `aws:VpceOrgID`.
        endpoint_accounts: accounts outside the organization whose endpoints are expected too, where the service carries
            `aws:VpceAccount`. Default: none.
        included_by: key of a tag; only principals that have it with the value `true` are judged. None: all are.
            Default: `dp:include:network`.
        excluded_by: key of a tag; principals of the organization, and resources, that have it with the value `true`
            are spared. None: no tag spares. Default: `dp:exclude:network`.
    """

    corporate_cidrs: Sequence[str] = ()
    vpcs: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)
    services: Sequence[str] | None = None
    endpoint_accounts: Sequence[str] = ()
    included_by: str | None = "dp:include:network"
    excluded_by: str | None = "dp:exclude:network"

    def __post_init__(self) -> None:
        for name in ("corporate_cidrs", "services", "endpoint_accounts"):
            object.__setattr__(self, name, frozen(getattr(self, name)))
        if isinstance(self.vpcs, Mapping):
            taken = {region: frozen(vpcs) for region, vpcs in self.vpcs.items()}
            object.__setattr__(self, "vpcs", MappingProxyType(taken))

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it."""
        given: object = self.vpcs
        if not isinstance(given, Mapping):
            yield Problem(
                "not-a-mapping",
                f"network has vpcs={given!r}",
                "give VPCs by their region: vpcs={'eu-west-1': ['vpc-0123456789abcdef0']}",
            )
            return
        lists: dict[str, object] = {
            "corporate_cidrs": self.corporate_cidrs,
            "endpoint_accounts": self.endpoint_accounts,
            **{f"vpcs[{region!r}]": vpcs for region, vpcs in given.items()},
        }
        if self.services is not None:
            lists["services"] = self.services
        found = list(not_lists("network", **lists))
        yield from found
        if found:
            return
        yield from cidr_problems("network", self.corporate_cidrs)
        yield from region_problems("network", "vpcs", self.vpcs)
        yield from vpc_problems("network", (vpc for vpcs in self.vpcs.values() for vpc in vpcs))
        for region, vpcs in self.vpcs.items():
            if not vpcs:
                yield Problem("no-vpcs", f"network has no VPC in vpcs[{region!r}]", "leave the region out")
        unknown = list(prefix_problems("network", self.services))
        yield from unknown
        yield from account_problems("network", "endpoint_accounts", self.endpoint_accounts)
        yield from tag_problems("network", included_by=self.included_by, excluded_by=self.excluded_by)
        if (
            self.services
            and not unknown
            and not self.vpcs
            and (keyless := sorted({*self.services} - {*_by_organization()}))
        ):
            yield Problem(
                "no-network-key",
                f"network has services= with {', '.join(repr(one) for one in keyless)}, whose calls do not carry "
                "aws:VpceOrgID",
                "give vpcs= too, or leave the services out: nothing else tells your endpoints from others'",
            )

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that it reads."""
        return tuple(tag for tag in (self.included_by, self.excluded_by) if tag is not None)

    @property
    def controlled_prefixes(self) -> tuple[str, ...]:
        """The services whose resources its RCP covers, sorted."""
        if self.services is not None:
            return tuple(prefix for prefix in sorted(set(self.services)) if is_controlled(prefix))
        rows = (row for row in resource_control_services().values() if row.by_default)
        return tuple(row.prefix for row in rows if self.vpcs or row.prefix in _by_organization())

    def service_control(self, organization_id: str, partition: str, exempt: Exemptions) -> Iterator[Statement]:
        """The statements of its SCP: callers are of the organization."""
        spared: list[Condition] = [
            {"BoolIfExists": {"aws:ViaAWSService": "false"}},
            self._excluded("aws:PrincipalTag"),
            exempt.not_by_insiders(partition),
        ]
        chosen = None if self.services is None else set(self.services)
        by_organization = [one for one in _by_organization() if chosen is None or one in chosen]
        if by_organization:
            yield self._by_organization(organization_id, spared, [f"{one}:*" for one in by_organization])
        if not self.vpcs:
            return
        if chosen is None:
            # Whoever administers the organization is never kept from undoing this policy.
            judged = [*_by_organization(), *actions_without_network_keys(), "organizations"]
            names = [one if ":" in one else f"{one}:*" for one in judged]
            yield from self._by_vpc(spared, not_actions=names)
        elif others := [f"{one}:*" for one in chosen if one not in _by_organization()]:
            yield from self._by_vpc(spared, actions=others)

    def resource_control(
        self, organization_id: str, partition: str, exempt: Exemptions, trusted_accounts: Sequence[str] = ()
    ) -> Iterator[Statement]:
        """The statements of its RCP: callers may be anybody; those of trusted accounts have networks of their own."""
        common: list[Condition] = [
            {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}},
            {"StringNotEquals": {"aws:PrincipalAccount": sorted(set(trusted_accounts))} if trusted_accounts else {}},
            self._excluded("aws:ResourceTag"),
        ]
        yield from self._controlled(
            organization_id,
            [
                *common,
                {"BoolIfExists": {"aws:ViaAWSService": "false"}},
                self._excluded("aws:PrincipalTag"),
                exempt.not_by_insiders(partition),
            ],
        )
        if self.included_by is None:
            # A stranger gives his roles the names and tags that he likes, so these exempt no stranger.
            stranger: Condition = {"StringNotEquals": {"aws:PrincipalOrgID": organization_id}}
            yield from self._controlled(organization_id, [*common, stranger], suffix="OfStrangers")

    def _controlled(self, organization_id: str, spared: list[Condition], suffix: str = "") -> Iterator[Statement]:
        prefixes = self.controlled_prefixes
        carrying = controlled_actions(one for one in prefixes if one in _by_organization())
        others = controlled_actions(one for one in prefixes if one not in _by_organization())
        if carrying:
            yield for_principals(self._by_organization(organization_id, spared, carrying, suffix))
        if others and self.vpcs:
            yield from map(for_principals, self._by_vpc(spared, suffix, actions=others))

    def _by_organization(
        self, organization_id: str, spared: list[Condition], actions: list[str], suffix: str = ""
    ) -> Statement:
        tests: dict[str, object] = {"aws:VpceOrgID": organization_id}
        if self.endpoint_accounts:
            tests["aws:VpceAccount"] = sorted(set(self.endpoint_accounts))
        return deny(
            f"OnlyOurEndpoints{suffix}",
            {"StringNotEquals": tests},
            self._not_corporate(),
            self._included(),
            *spared,
            actions=actions,
        )

    def _by_vpc(
        self, spared: list[Condition], suffix: str = "", *, actions: Sequence[str] = (), not_actions: Sequence[str] = ()
    ) -> Iterator[Statement]:
        yield deny(
            f"OnlyOurVpcs{suffix}",
            {"StringNotEquals": {"aws:SourceVpc": sorted({vpc for vpcs in self.vpcs.values() for vpc in vpcs})}},
            self._not_corporate(),
            self._included(),
            *spared,
            actions=actions,
            not_actions=not_actions,
        )
        regions: dict[str, set[str]] = {}
        for region, vpcs in self.vpcs.items():
            for vpc in vpcs:
                regions.setdefault(vpc, set()).add(region)
        for places in sorted({tuple(sorted(found)) for found in regions.values()}):
            # A VPC of a stranger in another region can have the same id.
            yield deny(
                f"OnlyOurVpcs{suffix}In{''.join(place.title().replace('-', '') for place in places)}",
                {"StringNotEquals": {"aws:RequestedRegion": list(places)}},
                {
                    "StringEquals": {
                        "aws:SourceVpc": sorted(vpc for vpc, found in regions.items() if found == {*places})
                    }
                },
                self._included(),
                # Calls of AWS services, and with the caller's credentials, come from no VPC.
                *(one for one in spared if "BoolIfExists" not in one),
                actions=actions,
                not_actions=not_actions,
            )

    def _not_corporate(self) -> Condition:
        if not self.corporate_cidrs:
            return {}
        return {"NotIpAddress": {"aws:SourceIp": sorted(set(self.corporate_cidrs))}}

    def _included(self) -> Condition:
        if self.included_by is None:
            return {}
        return {"StringEquals": {f"aws:PrincipalTag/{self.included_by}": "true"}}

    def _excluded(self, key: str) -> Condition:
        return {} if self.excluded_by is None else {"StringNotEquals": {f"{key}/{self.excluded_by}": "true"}}


def _by_organization() -> tuple[str, ...]:
    return organization_endpoint_prefixes()
