"""Hubs: the endpoint is in another VPC, and a zone of one's own leads to it."""

from __future__ import annotations

from private_endpoints.network import (
    HostedZone,
    PeeringConnection,
    Profile,
    ProfileAssociation,
    ProfileResource,
    Record,
    RouteTable,
    RouteTableAssociation,
    Subnet,
    TargetKind,
    TransitGateway,
    TransitGatewayAssociation,
    TransitGatewayAttachment,
    TransitGatewayPropagation,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    Vpc,
)
from support.networks import Scenario, base, https, interface_endpoint, route, zone

__all__ = ["PEERED", "PROFILED", "TABLES", "TGW", "TRANSIT", "hub"]

PEERING, TGW = TargetKind.PEERING, TargetKind.TRANSIT_GATEWAY


def hub() -> Scenario:
    """The endpoint is in a hub, and a zone of one's own leads to it."""
    return (
        base()
        .without("EndpointGroupIngress")
        .plus(
            Vpc(id="Hub", cidrs=("10.1.0.0/16",), dns_hostnames=True),
            Subnet(id="HubA", vpc="Hub", zone=zone("a"), cidr="10.1.1.0/24"),
            RouteTable(id="HubTable", vpc="Hub"),
            RouteTableAssociation(id="HubTableOfHubA", route_table="HubTable", subnet="HubA"),
            interface_endpoint("ssm", vpc="Hub", subnets=("HubA",), private_dns=False),
            https("EndpointGroup", cidr="10.0.0.0/16"),
            HostedZone(id="Zone", name="ssm.us-east-1.amazonaws.com", vpcs=("Vpc", "Hub")),
            Record(id="Record", zone="Zone", name="ssm.us-east-1.amazonaws.com", type="A", endpoint="ssm"),
        )
    )


PEERED = hub().plus(
    PeeringConnection(id="Peering", requester="Vpc", accepter="Hub"),
    route("ToHub", "TableA", "10.1.0.0/16", PEERING, "Peering"),
    route("ToSpoke", "HubTable", "10.0.0.0/16", PEERING, "Peering"),
)
TRANSIT = hub().plus(
    TransitGateway(id="Tgw"),
    TransitGatewayAttachment(id="SpokeAttachment", gateway="Tgw", vpc="Vpc", subnets=("SubnetA",)),
    TransitGatewayAttachment(id="HubAttachment", gateway="Tgw", vpc="Hub", subnets=("HubA",)),
    route("ToHub", "TableA", "10.0.0.0/8", TGW, "Tgw"),
    route("ToSpoke", "HubTable", "10.0.0.0/8", TGW, "Tgw"),
)
TABLES = TRANSIT.change("Tgw", default_association=False, default_propagation=False).plus(
    TransitGatewayRouteTable(id="Spokes", gateway="Tgw"),
    TransitGatewayRouteTable(id="Hubs", gateway="Tgw"),
    TransitGatewayAssociation(id="SpokeUses", route_table="Spokes", attachment="SpokeAttachment"),
    TransitGatewayAssociation(id="HubUses", route_table="Hubs", attachment="HubAttachment"),
    TransitGatewayPropagation(id="HubTells", route_table="Spokes", attachment="HubAttachment"),
    TransitGatewayRoute(id="Back", route_table="Hubs", cidr="10.0.0.0/16", attachment="SpokeAttachment"),
)
PROFILED = TRANSIT.change("Zone", vpcs=("Hub",)).plus(
    Profile(id="Profile"),
    ProfileAssociation(id="ProfileOfVpc", profile="Profile", vpc="Vpc"),
    ProfileResource(id="ZoneOfProfile", profile="Profile", resource="Zone"),
)
