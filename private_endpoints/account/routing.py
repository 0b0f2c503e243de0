"""Route tables, what uses them, and their routes."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import (
    Element,
    Route,
    RoutePropagation,
    RouteTable,
    RouteTableAssociation,
    Target,
    TargetKind,
)

__all__ = ["read_route_tables"]

# In the order of what decides: a route through an instance names its interface too.
_TARGETS = {
    "NatGatewayId": TargetKind.NAT_GATEWAY,
    "EgressOnlyInternetGatewayId": TargetKind.EGRESS_ONLY_GATEWAY,
    "TransitGatewayId": TargetKind.TRANSIT_GATEWAY,
    "VpcPeeringConnectionId": TargetKind.PEERING,
    "InstanceId": TargetKind.INSTANCE,
    "NetworkInterfaceId": TargetKind.INTERFACE,
    "CarrierGatewayId": TargetKind.CARRIER_GATEWAY,
    "LocalGatewayId": TargetKind.LOCAL_GATEWAY,
    "CoreNetworkArn": TargetKind.CORE_NETWORK,
}
# `GatewayId` is the id of several kinds.
_GATEWAYS = {
    "igw": TargetKind.INTERNET_GATEWAY,
    "vgw": TargetKind.VIRTUAL_PRIVATE_GATEWAY,
    "vpce": TargetKind.VPC_ENDPOINT,
    "nat": TargetKind.NAT_GATEWAY,
    "eigw": TargetKind.EGRESS_ONLY_GATEWAY,
    "tgw": TargetKind.TRANSIT_GATEWAY,
    "pcx": TargetKind.PEERING,
    "eni": TargetKind.INTERFACE,
    "i": TargetKind.INSTANCE,
    "cagw": TargetKind.CARRIER_GATEWAY,
    "lgw": TargetKind.LOCAL_GATEWAY,
}


def read_route_tables(reading: Reading) -> Iterator[Element]:
    """Route tables."""
    for table in reading.every("ec2", "describe_route_tables", "RouteTables"):
        own = table["RouteTableId"]
        yield RouteTable(**reading.common(own), vpc=table["VpcId"])
        for association in table.get("Associations") or ():
            if association.get("AssociationState", {}).get("State", "associated") == "associated":
                yield RouteTableAssociation(
                    **reading.common(association["RouteTableAssociationId"]),
                    route_table=own,
                    subnet=association.get("SubnetId"),
                    gateway=association.get("GatewayId"),
                    vpc=table["VpcId"] if association.get("Main") else None,
                )
        for gateway in table.get("PropagatingVgws") or ():
            name = gateway["GatewayId"]
            yield RoutePropagation(**reading.part(own, name), route_table=own, gateway=name)
        for route in table.get("Routes") or ():
            if not _is_implied(route):
                yield _route(reading, own, route)


def _is_implied(route: Row) -> bool:
    """Whether it stands for something else: the local routes of a VPC, and those that gateway endpoints make."""
    gateway = route.get("GatewayId", "")
    if route.get("Origin") == "EnableVgwRoutePropagation":
        return False
    if gateway == "local":
        return route.get("Origin") == "CreateRouteTable"
    return bool(gateway.startswith("vpce-") and route.get("DestinationPrefixListId"))


def _route(reading: Reading, table: str, route: Row) -> Route:
    cidr, ipv6 = route.get("DestinationCidrBlock"), route.get("DestinationIpv6CidrBlock")
    prefix_list = route.get("DestinationPrefixListId")
    return Route(
        **reading.part(table, str(cidr or ipv6 or prefix_list)),
        route_table=table,
        cidr=cidr,
        ipv6_cidr=ipv6,
        prefix_list=prefix_list,
        target=_target(route),
        propagated=route.get("Origin") == "EnableVgwRoutePropagation",
    )


def _target(route: Row) -> Target:
    if route.get("State") == "blackhole":
        return Target(kind=TargetKind.BLACKHOLE)
    for key, kind in _TARGETS.items():
        if route.get(key):
            return Target(kind=kind, id=route[key])
    gateway = route.get("GatewayId", "")
    if gateway == "local":
        return Target(kind=TargetKind.LOCAL)
    return Target(kind=_GATEWAYS.get(gateway.partition("-")[0], TargetKind.UNKNOWN), id=gateway)
