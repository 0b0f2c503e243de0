"""Everything that a path asks of a network, found once: looking up takes no longer in a large network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.network.model.endpoint import Endpoint, EndpointType
from private_endpoints.network.model.gateways import DirectConnectAssociation, GatewayAttachment, VpnConnection
from private_endpoints.network.model.hosted_zone import HostedZone, HostedZoneAssociation, Record
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.network_acl import NetworkAclAssociation, NetworkAclEntry
from private_endpoints.network.model.prefix_list import PrefixList
from private_endpoints.network.model.profile import ProfileAssociation, ProfileResource
from private_endpoints.network.model.resolver import ResolverRuleAssociation
from private_endpoints.network.model.routing import Route, RoutePropagation, RouteTable, RouteTableAssociation
from private_endpoints.network.model.security_group import SecurityGroupRule
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.transit_gateway import (
    TransitGatewayAssociation,
    TransitGatewayAttachment,
    TransitGatewayPropagation,
    TransitGatewayRoute,
)
from private_endpoints.network.model.unknown_resource import UnknownResource
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.grouped import Grouped
from private_endpoints.network.paths.services import service_of
from private_endpoints.network.paths.strays import Strays, stack_of
from private_endpoints.values import Truth, Unknown

__all__ = ["Index"]

E = TypeVar("E", bound=Element)


class Index:
    """The elements of a network by what they hang on. Each part is made at first use, and once.

    Args:
        network: what exists.
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    def vpc(self, id: str) -> Vpc:
        """A VPC; one of which nothing is known if the network has none of this id."""
        found = self.network.find(Vpc, id)
        if found is not None:
            return found
        unknown = Unknown(frozenset({f"the VPC {id}, which was made elsewhere"}))
        return Vpc(id=id, imported=True, dns_support=unknown, dns_hostnames=unknown, dns_servers=unknown)

    def same(self, named: Maybe[str], id: str, *, by: str) -> Truth:
        """Whether what something names is an element.

        Args:
            named: the id that it names.
            id: of the element.
            by: the id of what names it.
        """
        if isinstance(named, Unknown):
            return named
        stack = "" if named == id else self.strays.stack_that_gets(named, by)
        return Unknown(frozenset({f"what {named} is"})) if stack and stack != stack_of(id) else named == id

    def made_here(self, kind: type[Element], id: str) -> bool:
        """Whether all of an element is in the network."""
        return self.doubt(kind, id) is None

    def changed(self, id: str) -> Unknown | None:
        """What a resource of an unknown type may do to an element; None: there is none that could."""
        touched = [element for element, _ in self._touched.at(id)]
        if not touched:
            return None
        return Unknown(frozenset(f"what {one} ({one.type}) does to {id}" for one in touched))

    def incomplete(self, kind: type[Element], id: str, *, by_default: bool = False) -> Unknown | None:
        """What may be on an element that the network does not say, because it was made elsewhere; None: nothing.

        Args:
            kind: of the element.
            id: of the element.
            by_default: whether AWS makes such an element by itself, so that its absence means nothing.
        """
        found = self.network.find(kind, id)
        if found is None:
            return None if by_default else Unknown(frozenset({f"{id}, which was made elsewhere"}))
        return Unknown(frozenset({f"{found}, which was made elsewhere"})) if found.imported else None

    def doubt(self, kind: type[Element], id: str, *, by_default: bool = False) -> Unknown | None:
        """What may be on an element that the network does not say, for either reason; None: nothing."""
        changed = self.changed(id)
        return changed if changed is not None else self.incomplete(kind, id, by_default=by_default)

    @cached_property
    def _touched(self) -> Grouped[UnknownResource]:
        return self._by(UnknownResource, lambda one: one.touches)

    @cached_property
    def strays(self) -> Strays:
        """Ids that may be those of another stack."""
        return Strays(self.network)

    def _by(self, kind: type[E], keys: Callable[[E], Iterable[Maybe[str] | None]]) -> Grouped[E]:
        return Grouped(self.network.of(kind), keys, self.strays)

    @cached_property
    def subnets_of_vpc(self) -> Grouped[Subnet]:
        """Subnets by VPC."""
        return self._by(Subnet, lambda one: (one.vpc,))

    @cached_property
    def table_of_subnet(self) -> Grouped[RouteTableAssociation]:
        """Associations of route tables by subnet."""
        return self._by(RouteTableAssociation, lambda one: (one.subnet,))

    @cached_property
    def edge_tables(self) -> Grouped[RouteTableAssociation]:
        """Associations of route tables by gateway."""
        return self._by(RouteTableAssociation, lambda one: (one.gateway,))

    @cached_property
    def main_table_of_vpc(self) -> Grouped[RouteTableAssociation]:
        """What replaced the main route table, by VPC."""
        return self._by(RouteTableAssociation, lambda one: (one.vpc,))

    @cached_property
    def routes(self) -> Grouped[Route]:
        """Routes by table."""
        return self._by(Route, lambda one: (one.route_table,))

    @cached_property
    def propagations(self) -> Grouped[RoutePropagation]:
        """Virtual private gateways that put routes into a table, by table."""
        return self._by(RoutePropagation, lambda one: (one.route_table,))

    @cached_property
    def gateway_endpoints(self) -> Grouped[Endpoint]:
        """Gateway endpoints by table."""
        return self._by(Endpoint, _in_tables)

    @cached_property
    def endpoints(self) -> Grouped[Endpoint]:
        """Endpoints by VPC."""
        return self._by(Endpoint, lambda one: (one.vpc,))

    @cached_property
    def endpoints_of_service(self) -> Mapping[str, list[Endpoint]]:
        """Endpoints by the short name of their service, where that is known."""
        found: dict[str, list[Endpoint]] = {}
        for endpoint in self.network.of(Endpoint):
            if isinstance(endpoint.vpc, str):
                service = service_of(endpoint, self.vpc(endpoint.vpc), self.network)
                if service is not None:
                    found.setdefault(service.row.name, []).append(endpoint)
        return found

    @cached_property
    def acl_of_subnet(self) -> Grouped[NetworkAclAssociation]:
        """Associations of network ACLs by subnet."""
        return self._by(NetworkAclAssociation, lambda one: (one.subnet,))

    @cached_property
    def entries(self) -> Grouped[NetworkAclEntry]:
        """Entries by network ACL."""
        return self._by(NetworkAclEntry, lambda one: (one.network_acl,))

    @cached_property
    def egress(self) -> Grouped[SecurityGroupRule]:
        """Egress rules by security group."""
        return self._by(SecurityGroupRule, lambda one: (one.group,) if one.egress else ())

    @cached_property
    def ingress(self) -> Grouped[SecurityGroupRule]:
        """Ingress rules by security group."""
        return self._by(SecurityGroupRule, lambda one: () if one.egress else (one.group,))

    @cached_property
    def gateway_attachments(self) -> Grouped[GatewayAttachment]:
        """Attachments by gateway."""
        return self._by(GatewayAttachment, lambda one: (one.gateway,))

    @cached_property
    def gateways_of_vpc(self) -> Grouped[GatewayAttachment]:
        """Attachments of gateways by VPC."""
        return self._by(GatewayAttachment, lambda one: (one.vpc,))

    @cached_property
    def vpns(self) -> Grouped[VpnConnection]:
        """VPN connections by gateway."""
        return self._by(VpnConnection, lambda one: (one.gateway,))

    @cached_property
    def direct_connects(self) -> Grouped[DirectConnectAssociation]:
        """Direct Connect gateways by gateway."""
        return self._by(DirectConnectAssociation, lambda one: (one.gateway,))

    @cached_property
    def transit_attachments(self) -> Grouped[TransitGatewayAttachment]:
        """Attachments by Transit Gateway."""
        return self._by(TransitGatewayAttachment, lambda one: (one.gateway,))

    @cached_property
    def transit_associations(self) -> Grouped[TransitGatewayAssociation]:
        """Associations by attachment."""
        return self._by(TransitGatewayAssociation, lambda one: (one.attachment,))

    @cached_property
    def transit_propagations(self) -> Grouped[TransitGatewayPropagation]:
        """Propagations by table of a Transit Gateway."""
        return self._by(TransitGatewayPropagation, lambda one: (one.route_table,))

    @cached_property
    def transit_routes(self) -> Grouped[TransitGatewayRoute]:
        """Static routes by table of a Transit Gateway."""
        return self._by(TransitGatewayRoute, lambda one: (one.route_table,))

    @cached_property
    def zones_of_vpc(self) -> Grouped[HostedZone]:
        """Hosted zones by a VPC that they name themselves."""
        return self._by(HostedZone, lambda one: _each(one.vpcs))

    @cached_property
    def zone_associations(self) -> Grouped[HostedZoneAssociation]:
        """Further associations of hosted zones, by VPC."""
        return self._by(HostedZoneAssociation, lambda one: (one.vpc,))

    @cached_property
    def records(self) -> Grouped[Record]:
        """Records by zone."""
        return self._by(Record, lambda one: (one.zone,))

    @cached_property
    def profiles_of_vpc(self) -> Grouped[ProfileAssociation]:
        """Associations of Route 53 Profiles by VPC."""
        return self._by(ProfileAssociation, lambda one: (one.vpc,))

    @cached_property
    def profile_resources(self) -> Grouped[ProfileResource]:
        """What a profile carries, by profile."""
        return self._by(ProfileResource, lambda one: (one.profile,))

    @cached_property
    def rules_of_vpc(self) -> Grouped[ResolverRuleAssociation]:
        """Associations of Resolver rules by VPC."""
        return self._by(ResolverRuleAssociation, lambda one: (one.vpc,))

    @cached_property
    def interfaces_of(self) -> Grouped[Interface]:
        """Interfaces by the workload whose they are."""
        return self._by(Interface, lambda one: (one.owner,))

    @cached_property
    def addresses(self) -> Mapping[str, list[Workload | Interface]]:
        """Workloads and interfaces by the private address that they are given."""
        found: dict[str, list[Workload | Interface]] = {}
        every: list[Workload | Interface] = [*self.network.of(Interface), *self.network.of(Workload)]
        for element in every:
            if isinstance(element.private_ip, str):
                found.setdefault(element.private_ip, []).append(element)
        return found

    def find_table(self, id: str) -> RouteTable | None:
        """A route table of the network."""
        return self.network.find(RouteTable, id)

    def find_prefix_list(self, id: str) -> PrefixList | None:
        """A prefix list of the network."""
        return self.network.find(PrefixList, id)


def _each(ids: Maybe[tuple[Maybe[str], ...]]) -> Iterable[Maybe[str]]:
    return (ids,) if isinstance(ids, Unknown) else ids


def _in_tables(endpoint: Endpoint) -> Iterable[Maybe[str]]:
    is_gateway = endpoint.type is EndpointType.GATEWAY or isinstance(endpoint.type, Unknown)
    return _each(endpoint.route_tables) if is_gateway else ()
