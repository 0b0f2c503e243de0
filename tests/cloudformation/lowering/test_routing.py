"""Gateways, and routes to them."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.network import GatewayAttachment, Route, RoutePropagation, Target, TargetKind, TransitGateway
from private_endpoints.values import Unknown
from support.lowered import REF, element, network


def test_an_attachment_is_of_the_gateway_that_it_names() -> None:
    resources = {
        "Gateway": ("AWS::EC2::InternetGateway", {}),
        "X": ("AWS::EC2::VPCGatewayAttachment", {"VpcId": REF["Vpc"], "InternetGatewayId": {"Ref": "Gateway"}}),
        "XRoute": (
            "AWS::EC2::Route",
            {"RouteTableId": REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "Gateway"}},
        ),
    }
    found = network(resources)
    assert [(one.gateway, one.vpc) for one in found.of(GatewayAttachment)] == [("T.Gateway", "T.Vpc")]
    assert found.of(Route)[0].target == Target(kind=TargetKind.INTERNET_GATEWAY, id="T.Gateway")


def test_a_gateway_propagates_into_each_table() -> None:
    properties = {"RouteTableIds": [REF["Table"], "rtb-1"], "VpnGatewayId": "vgw-1"}
    found = network({"X": ("AWS::EC2::VPNGatewayRoutePropagation", properties)}).of(RoutePropagation)
    assert [one.route_table for one in found] == ["T.Table", "rtb-1"]


@pytest.mark.parametrize(
    ("gateway", "attachment", "references"),
    [
        ({}, {}, False),
        ({"SecurityGroupReferencingSupport": "enable"}, {}, True),
        ({"SecurityGroupReferencingSupport": "enable"}, {"SecurityGroupReferencingSupport": "disable"}, False),
        ({"SecurityGroupReferencingSupport": "enable"}, {"SecurityGroupReferencingSupport": {"Ref": "P"}}, None),
    ],
)
def test_groups_are_referenced_over_a_gateway_that_says_so(
    gateway: dict[str, str], attachment: dict[str, str], references: object
) -> None:
    attached: dict[str, Any] = {
        "TransitGatewayId": {"Ref": "X"},
        "VpcId": REF["Vpc"],
        "SubnetIds": [REF["Subnet"]],
        "Options": attachment,
    }
    resources = {
        "X": ("AWS::EC2::TransitGateway", gateway),
        "Attachment": ("AWS::EC2::TransitGatewayVpcAttachment", attached),
    }
    found = element(TransitGateway, resources, parameters=("P",)).group_references
    assert isinstance(found, Unknown) if references is None else found is references
    other = {**attached, "Options": {"SecurityGroupReferencingSupport": "enable"}}
    resources["Other"] = ("AWS::EC2::TransitGatewayVpcAttachment", other)
    found = element(TransitGateway, resources, parameters=("P",)).group_references
    # Where attachments differ it is for some of the VPCs.
    assert found is references if attachment == {} else isinstance(found, Unknown)


def test_an_attribute_that_must_be_a_list_is_named_by_what_it_is_of() -> None:
    endpoint = {"Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [0, {"Fn::GetAtt": ["Wall", "EndpointIds"]}]}]}]}
    route = {"RouteTableId": REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "VpcEndpointId": endpoint}
    wall = ("AWS::NetworkFirewall::Firewall", {"VpcId": REF["Vpc"]})
    found = element(Route, {"X": ("AWS::EC2::Route", route), "Wall": wall})
    # What is cut out of a text may be the id of anything that the text is made of.
    assert found.target.id == Unknown(frozenset({"T.Wall.EndpointIds[0] split by ':'[1]"}))


def test_an_id_that_is_cut_out_of_a_text_is_that_id() -> None:
    arn = {"Fn::Sub": "arn:aws:ec2:${AWS::Region}:${AWS::AccountId}:route-table/${Table}"}
    route = {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}
    for text, of in ((arn, {}), ({"Fn::Sub": ["${T}/${P}", {"T": REF["Table"]}]}, {"parameters": ("P",)})):
        place = 1 if text is arn else 0
        cut = {"Fn::Select": [place, {"Fn::Split": ["/", text]}]}
        found = element(Route, {"X": ("AWS::EC2::Route", {**route, "RouteTableId": cut})}, **of)
        # What a parameter gives may hold a slash itself.
        assert (found.route_table == "T.Table") is (text is arn)
        assert isinstance(found.route_table, Unknown) is (text is not arn)
