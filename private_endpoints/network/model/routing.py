"""Route tables, what they are for, and their routes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from private_endpoints.network.model.element import Cidr, Element, Maybe

__all__ = ["Route", "RoutePropagation", "RouteTable", "RouteTableAssociation", "Target", "TargetKind"]


class TargetKind(StrEnum):
    """What a route points at."""

    LOCAL = "local"
    INTERNET_GATEWAY = "internet gateway"
    EGRESS_ONLY_GATEWAY = "egress-only internet gateway"
    NAT_GATEWAY = "NAT gateway"
    VIRTUAL_PRIVATE_GATEWAY = "virtual private gateway"
    TRANSIT_GATEWAY = "transit gateway"
    PEERING = "peering connection"
    VPC_ENDPOINT = "VPC endpoint"
    INTERFACE = "network interface"
    INSTANCE = "instance"
    CARRIER_GATEWAY = "carrier gateway"
    LOCAL_GATEWAY = "local gateway"
    CORE_NETWORK = "core network"
    BLACKHOLE = "blackhole"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a route leads.

    Attributes:
        kind: what it is; `GatewayId` may be an internet gateway, a virtual private gateway or `local`.
        id: which one; empty for local and blackhole.
    """

    kind: TargetKind
    id: Maybe[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTable(Element):
    """A route table. The local routes of its VPC are always in it and need no `Route`.

    Attributes:
        vpc: its VPC.
    """

    vpc: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTableAssociation(Element):
    """What uses a route table. A subnet without one uses the main route table of its VPC.

    Attributes:
        route_table: the table.
        subnet: the subnet that uses it; None: an edge association.
        gateway: the internet or virtual private gateway whose incoming traffic it routes; None: a subnet's.
        vpc: the VPC whose main route table this one becomes; None: it does not.
    """

    route_table: Maybe[str]
    subnet: Maybe[str] | None = None
    gateway: Maybe[str] | None = None
    vpc: Maybe[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Element):
    """A route. Exactly one of the three destinations is given.

    Attributes:
        route_table: the table that it is in.
        cidr: IPv4 destination.
        ipv6_cidr: IPv6 destination.
        prefix_list: id of a prefix list, of AWS or one's own.
        target: where it leads.
        propagated: whether a virtual private gateway put it there. Default: it is static.
    """

    route_table: Maybe[str]
    cidr: Cidr | None = None
    ipv6_cidr: Cidr | None = None
    prefix_list: Maybe[str] | None = None
    target: Target
    propagated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePropagation(Element):
    """A virtual private gateway puts its routes into a table: `AWS::EC2::VPNGatewayRoutePropagation`.

    Attributes:
        route_table: the table.
        gateway: the virtual private gateway.
    """

    route_table: Maybe[str]
    gateway: Maybe[str]
