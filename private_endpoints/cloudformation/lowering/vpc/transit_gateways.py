"""Transit Gateways."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.network import (
    AttachmentKind,
    Element,
    TransitGateway,
    TransitGatewayAssociation,
    TransitGatewayAttachment,
    TransitGatewayPropagation,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
)
from private_endpoints.values import Truth, Unknown

__all__ = [
    "lower_transit_gateway",
    "lower_transit_gateway_association",
    "lower_transit_gateway_attachment",
    "lower_transit_gateway_connect",
    "lower_transit_gateway_peering",
    "lower_transit_gateway_propagation",
    "lower_transit_gateway_route",
    "lower_transit_gateway_route_table",
]

_GROUP_REFERENCES = "SecurityGroupReferencingSupport"
_VPC_ATTACHMENTS = ("AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment")


def lower_transit_gateway(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::TransitGateway`."""
    yield TransitGateway(
        **facts.common,
        default_association=_enabled(facts, "DefaultRouteTableAssociation", "AssociationDefaultRouteTableId"),
        default_propagation=_enabled(facts, "DefaultRouteTablePropagation", "PropagationDefaultRouteTableId"),
        group_references=_group_references(facts),
    )


def _enabled(facts: Facts, name: str, other_table: str) -> Truth:
    """`enable` unless something else is said; another table than AWS's own may be the default one."""
    value = facts.known(name)
    if value in (None, "enable") and facts.one_id(other_table) is not None:
        return Unknown(frozenset({f"{facts.id}.{other_table}"}))
    return value if isinstance(value, Unknown) else value in (None, "enable")


def _group_references(facts: Facts) -> Truth:
    """`SecurityGroupReferencingSupport`: off unless the gateway says so, and then on for each attachment that does not.

    https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
    """
    value = facts.known(_GROUP_REFERENCES)
    if isinstance(value, Unknown) or value != "enable":
        return value if isinstance(value, Unknown) else False
    said = {_said(attachment) for attachment in _vpc_attachments(facts)}
    if said <= {"enable"}:
        return True
    # For some of its VPCs, which is more than the model can say.
    return False if said == {"disable"} else Unknown(frozenset({f"{facts.id}.{_GROUP_REFERENCES}"}))


def _vpc_attachments(gateway: Facts) -> Iterator[Facts]:
    for type_ in _VPC_ATTACHMENTS:
        grouped = gateway.context.grouped(type_, "TransitGatewayId")
        yield from (*grouped.get(gateway.id, ()), *grouped.get(None, ()))


def _said(attachment: Facts) -> str | Unknown:
    """What an attachment says of references to groups; where it says nothing, what its gateway does."""
    options = attachment.one("Options")
    said = options.known(_GROUP_REFERENCES) if isinstance(options, Fields) else options
    return "enable" if said is None else said


def lower_transit_gateway_attachment(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::TransitGatewayAttachment` and `AWS::EC2::TransitGatewayVpcAttachment`."""
    yield TransitGatewayAttachment(
        **facts.common,
        gateway=facts.required_id("TransitGatewayId"),
        vpc=facts.required_id("VpcId"),
        subnets=_subnets(facts),
        ipv6=_ipv6(facts),
    )


def _subnets(facts: Facts) -> Ids:
    """`SubnetIds`, with what an update adds and without what it removes."""
    own, added, removed = (facts.ids(name) for name in ("SubnetIds", "AddSubnetIds", "RemoveSubnetIds"))
    for one in (own, added, removed):
        if isinstance(one, Unknown):
            return one
    if added == removed == ():
        return own
    # When they take effect is not documented: what they name may be attached, and may not be.
    return Unknown(frozenset({f"{facts.id}.{'AddSubnetIds' if added else 'RemoveSubnetIds'}"}))


def _ipv6(attachment: Facts) -> Truth:
    """`Ipv6Support`, which is off where nothing is said."""
    options = attachment.one("Options")
    said = options.known("Ipv6Support") if isinstance(options, Fields) else options
    return said if isinstance(said, Unknown) else said == "enable"


def lower_transit_gateway_peering(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::TransitGatewayPeeringAttachment`."""
    yield TransitGatewayAttachment(
        **facts.common,
        gateway=facts.required_id("TransitGatewayId"),
        kind=AttachmentKind.PEERING,
        peer=facts.required_id("PeerTransitGatewayId"),
    )


def lower_transit_gateway_connect(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::TransitGatewayConnect`, over another attachment."""
    transport = facts.one_id("TransportTransitGatewayAttachmentId")
    yield TransitGatewayAttachment(
        **facts.common, gateway=Unknown(frozenset({str(transport)})), kind=AttachmentKind.CONNECT
    )


def lower_transit_gateway_route_table(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::TransitGatewayRouteTable`."""
    yield TransitGatewayRouteTable(**facts.common, gateway=facts.required_id("TransitGatewayId"))


def lower_transit_gateway_association(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::TransitGatewayRouteTableAssociation`."""
    yield TransitGatewayAssociation(
        **facts.common,
        route_table=facts.required_id("TransitGatewayRouteTableId"),
        attachment=facts.required_id("TransitGatewayAttachmentId"),
    )


def lower_transit_gateway_propagation(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::TransitGatewayRouteTablePropagation`."""
    yield TransitGatewayPropagation(
        **facts.common,
        route_table=facts.required_id("TransitGatewayRouteTableId"),
        attachment=facts.required_id("TransitGatewayAttachmentId"),
    )


def lower_transit_gateway_route(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::TransitGatewayRoute` and references to prefix lists."""
    blackhole = facts.truth("Blackhole", default=False)
    attachment: str | Unknown | None = facts.one_id("TransitGatewayAttachmentId")
    if isinstance(blackhole, Unknown):
        attachment = blackhole
    yield TransitGatewayRoute(
        **facts.common,
        route_table=facts.required_id("TransitGatewayRouteTableId"),
        cidr=facts.cidr("DestinationCidrBlock"),
        prefix_list=facts.one_id("PrefixListId"),
        attachment=None if blackhole is True else attachment,
    )
