"""Gateways: internet, NAT, egress-only, carrier, VPN; and peering."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import (
    CarrierGateway,
    DirectConnectAssociation,
    EgressOnlyGateway,
    Element,
    GatewayAttachment,
    InternetGateway,
    NatGateway,
    PeeringConnection,
    VirtualPrivateGateway,
    VpnConnection,
)

__all__ = ["read_gateways", "read_nat_gateways", "read_peering", "read_vpn"]

_GONE = ("deleted", "deleting", "failed", "rejected", "expired")
_ATTACHED = ("attached", "available")


def read_gateways(reading: Reading) -> Iterator[Element]:
    """Internet, egress-only and carrier gateways."""
    for row in reading.every("ec2", "describe_internet_gateways", "InternetGateways"):
        yield InternetGateway(**reading.common(row["InternetGatewayId"]))
        yield from _attachments(reading, row["InternetGatewayId"], row.get("Attachments") or ())
    operation = "describe_egress_only_internet_gateways"
    for row in reading.every("ec2", operation, "EgressOnlyInternetGateways"):
        for one in row.get("Attachments") or ():
            if one.get("State") in _ATTACHED:
                yield EgressOnlyGateway(**reading.common(row["EgressOnlyInternetGatewayId"]), vpc=one["VpcId"])
    for row in reading.every("ec2", "describe_carrier_gateways", "CarrierGateways"):
        if row.get("State") not in _GONE:
            yield CarrierGateway(**reading.common(row["CarrierGatewayId"]), vpc=row["VpcId"])


def read_nat_gateways(reading: Reading) -> Iterator[Element]:
    """NAT gateways."""
    for row in reading.every("ec2", "describe_nat_gateways", "NatGateways"):
        if row.get("State") not in _GONE:
            yield NatGateway(
                **reading.common(row["NatGatewayId"]),
                subnet=row.get("SubnetId") or None,
                public=row.get("ConnectivityType", "public") == "public",
                vpc=row.get("VpcId"),
            )


def read_vpn(reading: Reading) -> Iterator[Element]:
    """Virtual private gateways, VPN connections and what Direct Connect leads to."""
    for row in reading.every("ec2", "describe_vpn_gateways", "VpnGateways"):
        if row.get("State") not in _GONE:
            yield VirtualPrivateGateway(**reading.common(row["VpnGatewayId"]))
            yield from _attachments(reading, row["VpnGatewayId"], row.get("VpcAttachments") or ())
    for row in reading.every("ec2", "describe_vpn_connections", "VpnConnections"):
        gateway = row.get("VpnGatewayId") or row.get("TransitGatewayId")
        if row.get("State") not in _GONE and gateway:
            static = (row.get("Options") or {}).get("StaticRoutesOnly")
            routes = tuple(one["DestinationCidrBlock"] for one in row.get("Routes") or ()) if static else None
            yield VpnConnection(**reading.common(row["VpnConnectionId"]), gateway=gateway, routes=routes)
    operation = "describe_direct_connect_gateways"
    for row in reading.every("directconnect", operation, "directConnectGateways"):
        yield from _direct_connect(reading, row["directConnectGatewayId"])


def _direct_connect(reading: Reading, gateway: str) -> Iterator[Element]:
    for row in reading.calls.every(
        "directconnect",
        "describe_direct_connect_gateway_associations",
        "directConnectGatewayAssociations",
        directConnectGatewayId=gateway,
    ):
        to = (row.get("associatedGateway") or {}).get("id") or row.get("virtualGatewayId")
        if to:
            yield DirectConnectAssociation(**reading.common(row.get("associationId") or f"{gateway}#{to}"), gateway=to)


def read_peering(reading: Reading) -> Iterator[Element]:
    """Peering connections."""
    for row in reading.every("ec2", "describe_vpc_peering_connections", "VpcPeeringConnections"):
        status = (row.get("Status") or {}).get("Code")
        if status not in _GONE:
            yield PeeringConnection(
                **reading.common(row["VpcPeeringConnectionId"]),
                requester=row["RequesterVpcInfo"]["VpcId"],
                accepter=row["AccepterVpcInfo"]["VpcId"],
                accepted=status == "active",
            )


def _attachments(reading: Reading, gateway: str, rows: list[Row] | tuple[Row, ...]) -> Iterator[Element]:
    for one in rows:
        if one.get("State") in _ATTACHED:
            yield GatewayAttachment(**reading.part(gateway, one["VpcId"]), gateway=gateway, vpc=one["VpcId"])
