"""Transit Gateways."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import (
    AttachmentKind,
    Element,
    Maybe,
    TransitGateway,
    TransitGatewayAssociation,
    TransitGatewayAttachment,
    TransitGatewayPropagation,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
)
from private_endpoints.values import Truth, Unknown

__all__ = ["read_transit_gateways"]

_GONE = ("deleted", "deleting", "failed", "failing", "rejected", "rejecting")
_KINDS = {one.value: one for one in AttachmentKind}


def read_transit_gateways(reading: Reading) -> Iterator[Element]:
    """Transit Gateways, what is attached to them, and their route tables, the default ones among them."""
    for row in reading.every("ec2", "describe_transit_gateways", "TransitGateways"):
        if row.get("State") not in _GONE:
            yield _gateway(reading, row)
    peers = _peers(reading)
    vpcs = _vpcs(reading)
    operation = "describe_transit_gateway_attachments"
    for row in reading.every("ec2", operation, "TransitGatewayAttachments"):
        if row.get("State") not in _GONE:
            yield _attachment(reading, row, vpcs, peers)
    for row in reading.every("ec2", "describe_transit_gateway_route_tables", "TransitGatewayRouteTables"):
        if row.get("State") not in _GONE:
            own = row["TransitGatewayRouteTableId"]
            yield TransitGatewayRouteTable(**reading.common(own), gateway=row["TransitGatewayId"])
            yield from _of_table(reading, own)


def _gateway(reading: Reading, row: Row) -> TransitGateway:
    """Every association and propagation is read, so that nothing goes without saying."""
    options = row.get("Options") or {}
    return TransitGateway(
        **reading.common(row["TransitGatewayId"]),
        default_association=False,
        default_propagation=False,
        group_references=options.get("SecurityGroupReferencingSupport") == "enable",
    )


def _attachment(
    reading: Reading, row: Row, vpcs: dict[str, Row], peers: dict[str, tuple[str, str]]
) -> TransitGatewayAttachment:
    own, gateway = row["TransitGatewayAttachmentId"], row["TransitGatewayId"]
    kind = _KINDS.get(row.get("ResourceType", ""), AttachmentKind.UNKNOWN)
    peer: Maybe[str] | None = None
    if kind is AttachmentKind.PEERING:
        requester, accepter = peers.get(own, ("", ""))
        other = accepter if requester == gateway else requester
        peer = other or Unknown(frozenset({f"the other side of {own}"}))
    placed: Maybe[tuple[Maybe[str], ...]] = ()
    ipv6: Truth = False
    if kind is AttachmentKind.VPC:
        unread = Unknown(frozenset({f"the subnets of {own}"}))
        call = "ec2.describe_transit_gateway_vpc_attachments"
        if own in vpcs:
            placed = tuple(vpcs[own].get("SubnetIds") or ())
            ipv6 = (vpcs[own].get("Options") or {}).get("Ipv6Support") == "enable"
        else:
            placed = reading.calls.unless_refused(unread, call)
            ipv6 = Unknown(frozenset({f"whether {own} propagates IPv6 ranges"}))
    return TransitGatewayAttachment(
        **reading.common(own),
        gateway=gateway,
        kind=kind,
        vpc=row.get("ResourceId") if kind is AttachmentKind.VPC else None,
        subnets=placed,
        peer=peer,
        ipv6=ipv6,
    )


def _vpcs(reading: Reading) -> dict[str, Row]:
    rows = reading.every("ec2", "describe_transit_gateway_vpc_attachments", "TransitGatewayVpcAttachments")
    return {row["TransitGatewayAttachmentId"]: row for row in rows}


def _peers(reading: Reading) -> dict[str, tuple[str, str]]:
    rows = reading.every("ec2", "describe_transit_gateway_peering_attachments", "TransitGatewayPeeringAttachments")
    return {
        row["TransitGatewayAttachmentId"]: (
            row["RequesterTgwInfo"]["TransitGatewayId"],
            row["AccepterTgwInfo"]["TransitGatewayId"],
        )
        for row in rows
    }


def _of_table(reading: Reading, table: str) -> Iterator[Element]:
    arguments = {"TransitGatewayRouteTableId": table}
    for row in reading.calls.every("ec2", "get_transit_gateway_route_table_associations", "Associations", **arguments):
        attachment = row["TransitGatewayAttachmentId"]
        yield TransitGatewayAssociation(
            **reading.part(table, f"association {attachment}"), route_table=table, attachment=attachment
        )
    for row in reading.calls.every(
        "ec2", "get_transit_gateway_route_table_propagations", "TransitGatewayRouteTablePropagations", **arguments
    ):
        attachment = row["TransitGatewayAttachmentId"]
        yield TransitGatewayPropagation(
            **reading.part(table, f"propagation {attachment}"), route_table=table, attachment=attachment
        )
    static = [{"Name": "type", "Values": ["static"]}]
    for row in reading.calls.every("ec2", "search_transit_gateway_routes", "Routes", **arguments, Filters=static):
        to = [one["TransitGatewayAttachmentId"] for one in row.get("TransitGatewayAttachments") or ()]
        for attachment in [None] if row.get("State") == "blackhole" else to:
            yield TransitGatewayRoute(
                **reading.part(table, f"route {row.get('DestinationCidrBlock') or row.get('PrefixListId')}"),
                route_table=table,
                cidr=row.get("DestinationCidrBlock"),
                prefix_list=row.get("PrefixListId"),
                attachment=attachment,
            )
