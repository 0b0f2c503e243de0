"""Ranges and DHCP options of VPCs."""

from __future__ import annotations

import pytest

from private_endpoints.network import AMAZON_DNS, NO_DNS_OPTION, Vpc
from private_endpoints.values import Reference, Unknown, join
from support.lowered import REF, network


def test_further_ranges_and_dhcp_options_are_of_the_vpc() -> None:
    found = network(
        {
            "More": ("AWS::EC2::VPCCidrBlock", {"VpcId": REF["Vpc"], "CidrBlock": "10.1.0.0/16"}),
            "Six": ("AWS::EC2::VPCCidrBlock", {"VpcId": REF["Vpc"], "AmazonProvidedIpv6CidrBlock": True}),
            "Options": ("AWS::EC2::DHCPOptions", {"DomainNameServers": ["10.0.0.9"]}),
            "Use": ("AWS::EC2::VPCDHCPOptionsAssociation", {"VpcId": REF["Vpc"], "DhcpOptionsId": {"Ref": "Options"}}),
        }
    ).of(Vpc)[0]
    assert found.cidrs == ("10.0.0.0/16", "10.1.0.0/16")
    assert found.ipv6_cidrs == (join([Reference("T.Vpc.Ipv6CidrBlocks[0]")]),)
    assert found.dns_servers == ("10.0.0.9",)


def test_a_range_of_some_vpc_may_be_of_any() -> None:
    block = {"VpcId": {"Fn::GetAtt": ["LookUp", "Id"]}, "CidrBlock": "192.168.0.0/16"}
    found = network({"LookUp": ("Custom::LookUp", {}), "More": ("AWS::EC2::VPCCidrBlock", block)}).of(Vpc)[0]
    assert found.cidrs == ("10.0.0.0/16", Unknown(frozenset({"whose T.More is"})))


def test_without_dhcp_options_only_some_instances_have_a_dns_server() -> None:
    options = ("AWS::EC2::DHCPOptions", {"DomainName": "example.com"})
    for id_ in ("default", {"Ref": "Options"}):
        use = ("AWS::EC2::VPCDHCPOptionsAssociation", {"VpcId": REF["Vpc"], "DhcpOptionsId": id_})
        assert network({"Options": options, "Use": use}).of(Vpc)[0].dns_servers == NO_DNS_OPTION


@pytest.mark.parametrize(("server", "amazon"), [("10.0.0.2", True), ("10.0.0.3", False)])
def test_the_address_plus_two_is_amazons_resolver(server: str, amazon: bool) -> None:  # noqa: FBT001
    resources = {
        "Options": ("AWS::EC2::DHCPOptions", {"DomainNameServers": [server]}),
        "Use": ("AWS::EC2::VPCDHCPOptionsAssociation", {"VpcId": REF["Vpc"], "DhcpOptionsId": {"Ref": "Options"}}),
    }
    (vpc,) = network(resources).of(Vpc)
    assert (vpc.dns_servers == (AMAZON_DNS,)) is amazon
