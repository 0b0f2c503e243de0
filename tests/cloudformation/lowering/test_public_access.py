"""What the account's blocking of public access makes of its VPCs."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.network import Vpc
from private_endpoints.values import Unknown
from support.lowered import REF, network


@pytest.mark.parametrize(
    ("mode", "exclusion", "blocked"),
    [
        ("off", False, False),
        ("block-bidirectional", False, True),
        ("block-bidirectional", True, Unknown(frozenset({"T.Options"}))),
        ("block-ingress", False, False),
    ],
)
def test_block_public_access_is_of_every_vpc(mode: str, exclusion: bool, blocked: Any) -> None:  # noqa: FBT001
    resources: dict[str, Any] = {
        "Options": ("AWS::EC2::VPCBlockPublicAccessOptions", {"InternetGatewayBlockMode": mode})
    }
    if exclusion:
        resources["Except"] = ("AWS::EC2::VPCBlockPublicAccessExclusion", {"VpcId": REF["Vpc"]})
    assert network(resources).of(Vpc)[0].block_public_access == blocked


@pytest.mark.parametrize(
    ("mode", "access", "ingress"),
    [("off", False, False), ("block-bidirectional", True, False), ("block-ingress", False, True)],
)
def test_public_access_is_blocked_as_the_account_says(mode: str, access: object, ingress: object) -> None:
    options = {"Options": ("AWS::EC2::VPCBlockPublicAccessOptions", {"InternetGatewayBlockMode": mode})}
    (vpc,) = network(options).of(Vpc)
    assert (vpc.block_public_access, vpc.block_public_ingress) == (access, ingress)


_DOUBT = Unknown(frozenset({"T.Options"}))


@pytest.mark.parametrize(
    ("mode", "exclusion", "access", "ingress"),
    [
        # https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html
        ("block-bidirectional", {"VpcId": REF["Vpc"]}, False, False),
        ("block-ingress", {"VpcId": REF["Vpc"]}, False, False),
        ("block-bidirectional", {"VpcId": REF["Vpc"], "InternetGatewayExclusionMode": "allow-egress"}, False, True),
        ("block-ingress", {"VpcId": REF["Vpc"], "InternetGatewayExclusionMode": "allow-egress"}, False, True),
        ("block-bidirectional", {"VpcId": {"Ref": "Other"}}, True, False),
        ("block-bidirectional", {"VpcId": {"Ref": "P"}}, _DOUBT, _DOUBT),
        ("block-bidirectional", {"VpcId": REF["Vpc"], "InternetGatewayExclusionMode": {"Ref": "P"}}, _DOUBT, _DOUBT),
        ("block-bidirectional", {"SubnetId": REF["Subnet"]}, _DOUBT, _DOUBT),
        ("block-bidirectional", {"SubnetId": {"Ref": "OtherSubnet"}}, True, False),
        ("block-ingress", {"SubnetId": REF["Subnet"], "InternetGatewayExclusionMode": "allow-egress"}, False, True),
    ],
)
def test_an_exclusion_is_for_what_it_names(
    mode: str, exclusion: dict[str, Any], access: object, ingress: object
) -> None:
    made = {"InternetGatewayExclusionMode": "allow-bidirectional", **exclusion}
    resources = {
        "Options": ("AWS::EC2::VPCBlockPublicAccessOptions", {"InternetGatewayBlockMode": mode}),
        "Not": ("AWS::EC2::VPCBlockPublicAccessExclusion", made),
        "Other": ("AWS::EC2::VPC", {"CidrBlock": "10.9.0.0/16"}),
        "OtherSubnet": ("AWS::EC2::Subnet", {"VpcId": {"Ref": "Other"}, "CidrBlock": "10.9.0.0/24"}),
    }
    vpc = next(one for one in network(resources, parameters=("P",)).of(Vpc) if one.id == "T.Vpc")
    assert (vpc.block_public_access, vpc.block_public_ingress) == (access, ingress)


@pytest.mark.parametrize(
    "appliance",
    [
        ("AWS::NetworkFirewall::Firewall", {"SubnetMappings": [{"SubnetId": REF["Subnet"]}]}),
        ("AWS::EC2::VPCEndpoint", {"ServiceName": "x", "VpcEndpointType": "GatewayLoadBalancer"}),
    ],
)
def test_what_passes_appliances_may_be_blocked_all_the_same(appliance: tuple[str, dict[str, Any]]) -> None:
    # "All inbound and outbound traffic is blocked even if the subnet containing firewall endpoints is excluded."
    type_, properties = appliance
    resources = {
        "Options": ("AWS::EC2::VPCBlockPublicAccessOptions", {"InternetGatewayBlockMode": "block-bidirectional"}),
        "Not": (
            "AWS::EC2::VPCBlockPublicAccessExclusion",
            {"InternetGatewayExclusionMode": "allow-bidirectional", "VpcId": REF["Vpc"]},
        ),
    }
    for home, expected in (("vpc-0a1b2c3d", False), (REF["Vpc"], _DOUBT)):
        given = {**properties, "VpcId": home}
        (vpc,) = network({**resources, "Appliance": (type_, given)}).of(Vpc)
        assert vpc.block_public_access == expected
