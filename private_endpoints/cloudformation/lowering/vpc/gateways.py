"""Gateways: internet, NAT, egress-only, carrier, VPN and Direct Connect; peering."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.network import (
    AttachmentKind,
    CarrierGateway,
    Cidr,
    DirectConnectAssociation,
    EgressOnlyGateway,
    Element,
    GatewayAttachment,
    InternetGateway,
    NatGateway,
    PeeringConnection,
    TransitGatewayAttachment,
    VirtualPrivateGateway,
    VpnConnection,
)
from private_endpoints.values import Truth, Unknown

__all__ = [
    "lower_carrier_gateway",
    "lower_direct_connect_association",
    "lower_egress_only_gateway",
    "lower_gateway_attachment",
    "lower_internet_gateway",
    "lower_nat_gateway",
    "lower_peering",
    "lower_vpn_connection",
    "lower_vpn_gateway",
]


def lower_internet_gateway(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::InternetGateway`."""
    yield InternetGateway(**facts.common)


def lower_vpn_gateway(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::VPNGateway`."""
    yield VirtualPrivateGateway(**facts.common)


def lower_gateway_attachment(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::VPCGatewayAttachment`."""
    vpc = facts.required_id("VpcId")
    for name in ("InternetGatewayId", "VpnGatewayId"):
        gateway = facts.one_id(name)
        if gateway is not None:
            yield GatewayAttachment(**facts.part(name), gateway=gateway, vpc=vpc)


def lower_egress_only_gateway(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::EgressOnlyInternetGateway`."""
    yield EgressOnlyGateway(**facts.common, vpc=facts.required_id("VpcId"))


def lower_carrier_gateway(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::CarrierGateway`."""
    yield CarrierGateway(**facts.common, vpc=facts.required_id("VpcId"))


def lower_nat_gateway(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::NatGateway`."""
    kind = facts.known("ConnectivityType")
    public: Truth = kind if isinstance(kind, Unknown) else kind != "private"
    yield NatGateway(**facts.common, subnet=facts.one_id("SubnetId"), public=public, vpc=facts.one_id("VpcId"))


def lower_peering(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::VPCPeeringConnection`: with another account, that account has to accept."""
    accepted: Truth = True
    owner = facts.text("PeerOwnerId")
    account = facts.resolver.ref("AWS::AccountId")
    if owner is not None and owner != account and not facts.has("PeerRoleArn"):
        accepted = Unknown(frozenset({f"{facts.id}.PeerOwnerId"}))
    yield PeeringConnection(
        **facts.common,
        requester=facts.required_id("VpcId"),
        accepter=facts.required_id("PeerVpcId"),
        accepted=accepted,
    )


def lower_vpn_connection(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::VPNConnection`, with its static routes."""
    static = facts.truth("StaticRoutesOnly", default=False) is True
    transit = facts.one_id("TransitGatewayId")
    if transit is not None:
        # Its static routes are those of the Transit Gateway's own tables.
        routes = () if static else None
        yield TransitGatewayAttachment(
            **facts.part("Attachment"), gateway=transit, kind=AttachmentKind.VPN, routes=routes
        )
    gateway = facts.one_id("VpnGatewayId")
    if gateway is None:
        return
    behind: tuple[Cidr, ...] | None = None
    if static:
        several = facts.context.grouped("AWS::EC2::VPNConnectionRoute", "VpnConnectionId")
        found = [route.cidr("DestinationCidrBlock") for route in (*several.get(facts.id, ()), *several.get(None, ()))]
        behind = tuple(one for one in found if one is not None)
    yield VpnConnection(**facts.common, gateway=gateway, routes=behind)


def lower_direct_connect_association(facts: Facts) -> Iterator[Element]:
    """`AWS::DirectConnect::DirectConnectGatewayAssociation`."""
    yield DirectConnectAssociation(**facts.common, gateway=facts.required_id("AssociatedGatewayId"))
