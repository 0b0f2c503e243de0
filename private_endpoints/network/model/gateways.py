"""Gateways of a VPC, and what is attached to them."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.values import Truth

__all__ = [
    "CarrierGateway",
    "DirectConnectAssociation",
    "EgressOnlyGateway",
    "GatewayAttachment",
    "InternetGateway",
    "NatGateway",
    "VirtualPrivateGateway",
    "VpnConnection",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class InternetGateway(Element):
    """An internet gateway; a `GatewayAttachment` says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualPrivateGateway(Element):
    """A virtual private gateway, for VPN and Direct Connect; a `GatewayAttachment` says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayAttachment(Element):
    """A gateway is attached to a VPC: `AWS::EC2::VPCGatewayAttachment`.

    Attributes:
        gateway: internet or virtual private gateway.
        vpc: the VPC.
    """

    gateway: Maybe[str]
    vpc: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EgressOnlyGateway(Element):
    """An egress-only internet gateway, for IPv6.

    Attributes:
        vpc: its VPC.
    """

    vpc: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierGateway(Element):
    """A carrier gateway, for Wavelength Zones.

    Attributes:
        vpc: its VPC.
    """

    vpc: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NatGateway(Element):
    """A NAT gateway.

    Attributes:
        subnet: where it is; None: a regional one, which has no subnet.
        public: whether its `ConnectivityType` is public. Default: it is.
        vpc: the VPC of a regional one; None: that of the subnet.
    """

    subnet: Maybe[str] | None = None
    public: Truth = True
    vpc: Maybe[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VpnConnection(Element):
    """A VPN connection.

    Attributes:
        gateway: the virtual private gateway or Transit Gateway that it ends at.
        routes: static routes to the other side; None: learnt by BGP, so not known.
    """

    gateway: Maybe[str]
    routes: tuple[Cidr, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectConnectAssociation(Element):
    """A Direct Connect gateway leads to a virtual private gateway or Transit Gateway.

    Attributes:
        gateway: the virtual private gateway or Transit Gateway.
        routes: the other side's ranges; None: learnt by BGP, so not known.
    """

    gateway: Maybe[str]
    routes: tuple[Cidr, ...] | None = None
