"""Route tables, what uses them, and their routes."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.vpc.firewalls import firewall_endpoints
from private_endpoints.cloudformation.lowering.vpc.prefix_lists import prefix_list_id
from private_endpoints.network import (
    Element,
    Route,
    RoutePropagation,
    RouteTable,
    RouteTableAssociation,
    Target,
    TargetKind,
)
from private_endpoints.values import Unknown

__all__ = [
    "lower_gateway_association",
    "lower_propagation",
    "lower_route",
    "lower_route_table",
    "lower_subnet_association",
]

_TARGETS = {
    "NatGatewayId": TargetKind.NAT_GATEWAY,
    "EgressOnlyInternetGatewayId": TargetKind.EGRESS_ONLY_GATEWAY,
    "TransitGatewayId": TargetKind.TRANSIT_GATEWAY,
    "VpcPeeringConnectionId": TargetKind.PEERING,
    "VpcEndpointId": TargetKind.VPC_ENDPOINT,
    "NetworkInterfaceId": TargetKind.INTERFACE,
    "InstanceId": TargetKind.INSTANCE,
    "CarrierGatewayId": TargetKind.CARRIER_GATEWAY,
    "LocalGatewayId": TargetKind.LOCAL_GATEWAY,
    "CoreNetworkArn": TargetKind.CORE_NETWORK,
    "GatewayId": TargetKind.UNKNOWN,
}
# GatewayId takes several kinds, and templates put into it what should stand elsewhere.
_BY_TYPE = {
    "AWS::EC2::InternetGateway": TargetKind.INTERNET_GATEWAY,
    "AWS::EC2::VPNGateway": TargetKind.VIRTUAL_PRIVATE_GATEWAY,
    "AWS::EC2::VPCEndpoint": TargetKind.VPC_ENDPOINT,
    "AWS::EC2::CarrierGateway": TargetKind.CARRIER_GATEWAY,
    "AWS::EC2::LocalGateway": TargetKind.LOCAL_GATEWAY,
    "AWS::EC2::EgressOnlyInternetGateway": TargetKind.EGRESS_ONLY_GATEWAY,
    "AWS::EC2::TransitGateway": TargetKind.TRANSIT_GATEWAY,
    "AWS::EC2::VPCPeeringConnection": TargetKind.PEERING,
    "AWS::EC2::NatGateway": TargetKind.NAT_GATEWAY,
    "AWS::EC2::NetworkInterface": TargetKind.INTERFACE,
    "AWS::EC2::Instance": TargetKind.INSTANCE,
}


def lower_route_table(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::RouteTable`."""
    yield RouteTable(**facts.common, vpc=facts.required_id("VpcId"))


def lower_subnet_association(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::SubnetRouteTableAssociation`."""
    yield RouteTableAssociation(
        **facts.common, route_table=facts.required_id("RouteTableId"), subnet=facts.required_id("SubnetId")
    )


def lower_gateway_association(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::GatewayRouteTableAssociation`."""
    yield RouteTableAssociation(
        **facts.common, route_table=facts.required_id("RouteTableId"), gateway=facts.required_id("GatewayId")
    )


def lower_propagation(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::VPNGatewayRoutePropagation`."""
    gateway = facts.required_id("VpnGatewayId")
    tables = facts.ids("RouteTableIds")
    for index, table in enumerate((tables,) if isinstance(tables, Unknown) else tables):
        yield RoutePropagation(**facts.part(str(index)), route_table=table, gateway=gateway)


def lower_route(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::Route`.

    Which of several endpoints of a firewall it leads to is not known: one route to each of them, of which any may be
    the one.
    """
    for number, target in enumerate(_targets(facts)):
        yield Route(
            **(facts.part(str(number)) if number else facts.common),
            route_table=facts.required_id("RouteTableId"),
            cidr=facts.cidr("DestinationCidrBlock"),
            ipv6_cidr=facts.cidr("DestinationIpv6CidrBlock"),
            prefix_list=prefix_list_id(facts, facts, "DestinationPrefixListId"),
            target=target,
        )


def _targets(facts: Facts) -> Iterator[Target]:
    unclear = [name for name in _TARGETS if isinstance(facts.one_id(name), Unknown)]
    if len(unclear) > 1:
        # One of them is the target: which one, nobody knows.
        yield Target(kind=TargetKind.UNKNOWN, id=Unknown(frozenset({f"the target of {facts.id}"})))
        return
    for name, kind in _TARGETS.items():
        found = facts.one_id(name)
        if found is None:
            continue
        if found == "local":
            yield Target(kind=TargetKind.LOCAL)
            return
        endpoints = firewall_endpoints(facts, name)
        for endpoint in endpoints:
            yield Target(kind=TargetKind.VPC_ENDPOINT, id=endpoint)
        if not endpoints:
            real = kind if isinstance(found, Unknown) else _BY_TYPE.get(facts.context.type_of(found), kind)
            yield Target(kind=real, id=found)
        return
    yield Target(kind=TargetKind.UNKNOWN, id=Unknown(frozenset({facts.id})))
