"""Types that nobody knows, and values that cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.errors import InvalidInputError
from private_endpoints.network import UnknownResource
from support.lowered import ENDPOINT, REF, network


@pytest.mark.parametrize(
    ("type_", "properties", "touches"),
    [
        ("Custom::Thing", {"Table": REF["Table"], "ServiceToken": "arn"}, {"T.Table"}),
        (
            "Custom::Thing",
            {"Group": {"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]}},
            {"T.Vpc.DefaultSecurityGroup", "T.Vpc"},
        ),
        ("Custom::Thing", {"Inner": [{"Deep": "vpc-0a1b2c3d4e"}]}, {"vpc-0a1b2c3d4e"}),
        ("Custom::Thing", {"Nothing": "x"}, None),
        ("AWS::CloudFormation::CustomResource", {"Vpc": REF["Vpc"]}, {"T.Vpc"}),
        ("Org::Team::Thing::MODULE", {"Vpc": REF["Vpc"]}, {"T.Vpc"}),
        ("AWS::Route53Resolver::FirewallRuleGroupAssociation", {"VpcId": REF["Vpc"], "Name": "x"}, {"T.Vpc"}),
        ("AWS::CloudWatch::Alarm", {"Anything": REF["Vpc"]}, None),
        ("Custom::S3AutoDeleteObjects", {"BucketName": REF["Vpc"]}, None),
        ("Custom::AWS", {"Create": '{"service":"EC2","action":"describeVpcs"}', "Vpc": REF["Vpc"]}, None),
        ("Custom::AWS", {"Create": '{"service":"EC2","action":"createRoute"}', "Vpc": REF["Vpc"]}, {"T.Vpc"}),
    ],
)
def test_a_type_that_nobody_knows_touches_what_it_is_given(
    type_: str, properties: Any, touches: set[str] | None
) -> None:
    found = network({"X": (type_, properties)}).of(UnknownResource)
    assert [set(one.touches) for one in found] == ([] if touches is None else [touches])


@pytest.mark.parametrize(
    ("type_", "properties"),
    [
        ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/99"}),
        ("AWS::EC2::VPC", {"CidrBlock": ["10.0.0.0/16"]}),
        ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16", "EnableDnsSupport": "perhaps"}),
        ("AWS::EC2::Subnet", {"VpcId": {"a": 1, "b": 2}}),
        ("AWS::EC2::VPCEndpoint", {**ENDPOINT, "VpcEndpointType": "Magic"}),
        ("AWS::EC2::VPCEndpoint", {**ENDPOINT, "PolicyDocument": "{"}),
        ("AWS::EC2::VPCEndpoint", {**ENDPOINT, "PolicyDocument": 5}),
        ("AWS::EC2::SecurityGroup", {"VpcId": "vpc-1", "SecurityGroupIngress": ["x"]}),
        ("AWS::EC2::SecurityGroupIngress", {"GroupId": "sg-1", "IpProtocol": "magic", "CidrIp": "0.0.0.0/0"}),
        ("AWS::EC2::SecurityGroupIngress", {"GroupId": "sg-1", "IpProtocol": "tcp", "FromPort": "ssh"}),
        ("AWS::EC2::NetworkAclEntry", {"NetworkAclId": "acl-1", "RuleNumber": 1, "RuleAction": "maybe"}),
        ("AWS::Route53Resolver::ResolverEndpoint", {"Direction": "SIDEWAYS"}),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_place(type_: str, properties: Any) -> None:
    with pytest.raises(InvalidInputError) as caught:
        network({"X": (type_, properties)})
    assert caught.value.problems[0].code == "bad-property"
    assert "(X)" in caught.value.where
    assert "X." in caught.value.problems[0].given
