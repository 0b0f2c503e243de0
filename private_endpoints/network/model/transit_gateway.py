"""Transit Gateways."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.values import Truth

__all__ = [
    "AttachmentKind",
    "TransitGateway",
    "TransitGatewayAssociation",
    "TransitGatewayAttachment",
    "TransitGatewayPropagation",
    "TransitGatewayRoute",
    "TransitGatewayRouteTable",
]


class AttachmentKind(StrEnum):
    """What is attached to a Transit Gateway."""

    VPC = "vpc"
    VPN = "vpn"
    PEERING = "peering"
    CONNECT = "connect"
    DIRECT_CONNECT = "direct-connect-gateway"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGateway(Element):
    """A Transit Gateway. Its default route table needs no element; its id is `default_route_table_id`.

    Attributes:
        default_association: `DefaultRouteTableAssociation`: attachments without an association use the default
            route table. Default: they do.
        default_propagation: `DefaultRouteTablePropagation`: attachments put their routes into the default route
            table. Default: they do.
        group_references: `SecurityGroupReferencingSupport`: whether groups of one VPC may be named in rules of
            another. Default: off.
    """

    default_association: Truth = True
    default_propagation: Truth = True
    group_references: Truth = False

    @property
    def default_route_table_id(self) -> str:
        """The id of the route table that AWS makes."""
        return f"{self.id}.DefaultRouteTable"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayAttachment(Element):
    """Something is attached to a Transit Gateway.

    Attributes:
        gateway: the Transit Gateway.
        kind: what is attached. Default: a VPC.
        vpc: the VPC; None: another kind.
        subnets: where the interfaces of the attachment are, one per zone.
        peer: the other Transit Gateway of a peering; None: another kind.
        routes: what lies behind a VPN or Direct Connect; None: not known, or another kind.
        ipv6: whether IPv6 ranges of a VPC propagate (`Ipv6Support`). Default: they do not.
    """

    gateway: Maybe[str]
    kind: AttachmentKind = AttachmentKind.VPC
    vpc: Maybe[str] | None = None
    subnets: Maybe[tuple[Maybe[str], ...]] = ()
    peer: Maybe[str] | None = None
    routes: tuple[Cidr, ...] | None = None
    ipv6: Truth = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayRouteTable(Element):
    """A route table of a Transit Gateway.

    Attributes:
        gateway: the Transit Gateway.
    """

    gateway: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayAssociation(Element):
    """What comes in through an attachment is routed by this table.

    Attributes:
        route_table: the table.
        attachment: the attachment.
    """

    route_table: Maybe[str]
    attachment: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayPropagation(Element):
    """An attachment puts the ranges behind it into a table.

    Attributes:
        route_table: the table.
        attachment: the attachment.
    """

    route_table: Maybe[str]
    attachment: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitGatewayRoute(Element):
    """A static route of a Transit Gateway.

    Attributes:
        route_table: the table.
        cidr: destination, IPv4 or IPv6.
        prefix_list: destination as a customer's prefix list.
        attachment: where it leads; None: a blackhole.
    """

    route_table: Maybe[str]
    cidr: Cidr | None = None
    prefix_list: Maybe[str] | None = None
    attachment: Maybe[str] | None = None
