"""What properties of resources become, each with a twin that differs in one property."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.network import (
    Endpoint,
    EndpointService,
    HostedZone,
    Interface,
    NatGateway,
    PeeringConnection,
    PrefixList,
    Resource,
    Route,
    RouteTableAssociation,
    Subnet,
    Target,
    TargetKind,
    TransitGatewayRoute,
    Vpc,
    VpnConnection,
    Workload,
)
from private_endpoints.values import Reference, Unknown, join
from support.lowered import ENDPOINT, INTERFACE_ENDPOINT, REF, element


@pytest.mark.parametrize(
    ("type_", "properties", "kind", "attribute", "expected"),
    [
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html
        ("AWS::EC2::VPC", {"CidrBlock": "10.1.0.0/16"}, Vpc, "cidrs", ("10.1.0.0/16",)),
        ("AWS::EC2::VPC", {"Ipv4IpamPoolId": "p"}, Vpc, "cidrs", (join([Reference("T.X.CidrBlock")]),)),
        ("AWS::EC2::VPC", {"CidrBlock": "10.1.0.0/16"}, Vpc, "dns_support", True),
        ("AWS::EC2::VPC", {"CidrBlock": "10.1.0.0/16", "EnableDnsSupport": "false"}, Vpc, "dns_support", False),
        ("AWS::EC2::VPC", {"CidrBlock": "10.1.0.0/16"}, Vpc, "dns_hostnames", False),
        ("AWS::EC2::VPC", {"CidrBlock": "10.1.0.0/16", "EnableDnsHostnames": True}, Vpc, "dns_hostnames", True),
        ("AWS::EC2::Subnet", {"VpcId": REF["Vpc"], "CidrBlock": "10.0.1.0/24"}, Subnet, "map_public_ip", False),
        (
            "AWS::EC2::Subnet",
            {"VpcId": REF["Vpc"], "CidrBlock": "10.0.1.0/24", "MapPublicIpOnLaunch": "true"},
            Subnet,
            "map_public_ip",
            True,
        ),
        ("AWS::EC2::Subnet", {"VpcId": REF["Vpc"], "Ipv6Native": True}, Subnet, "cidr", None),
        ("AWS::EC2::Subnet", {"VpcId": "vpc-0a1b2c3d"}, Subnet, "vpc", "vpc-0a1b2c3d"),
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
        ("AWS::EC2::VPCEndpoint", ENDPOINT, Endpoint, "type", "Gateway"),
        ("AWS::EC2::VPCEndpoint", INTERFACE_ENDPOINT, Endpoint, "type", "Interface"),
        ("AWS::EC2::VPCEndpoint", INTERFACE_ENDPOINT, Endpoint, "private_dns", False),
        ("AWS::EC2::VPCEndpoint", {**INTERFACE_ENDPOINT, "PrivateDnsEnabled": True}, Endpoint, "private_dns", True),
        (
            "AWS::EC2::VPCEndpoint",
            {**ENDPOINT, "RouteTableIds": [REF["Table"]]},
            Endpoint,
            "route_tables",
            ("T.Table",),
        ),
        (
            "AWS::EC2::VPCEndpoint",
            {**ENDPOINT, "RouteTableIds": {"Ref": "P"}},
            Endpoint,
            "route_tables",
            ("T.P",),
        ),
        ("AWS::EC2::VPCEndpoint", ENDPOINT, Endpoint, "accepted", True),
        (
            "AWS::EC2::VPCEndpoint",
            {**ENDPOINT, "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"},
            Endpoint,
            "accepted",
            Unknown(frozenset({"com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"})),
        ),
        (
            "AWS::EC2::VPCEndpoint",
            {**ENDPOINT, "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"}},
            Endpoint,
            "private_dns_only_inbound",
            True,
        ),
        (
            "AWS::EC2::VPCEndpoint",
            {**ENDPOINT, "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "AllResolvers"}},
            Endpoint,
            "private_dns_only_inbound",
            False,
        ),
        ("AWS::EC2::VPCEndpoint", ENDPOINT, Endpoint, "policy", None),
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
        (
            "AWS::EC2::Route",
            {"RouteTableId": REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-0a1b2c3d"},
            Route,
            "target",
            Target(kind=TargetKind.INTERNET_GATEWAY, id="igw-0a1b2c3d"),
        ),
        (
            "AWS::EC2::Route",
            {"RouteTableId": REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "local"},
            Route,
            "target",
            Target(kind=TargetKind.LOCAL),
        ),
        (
            "AWS::EC2::Route",
            {"RouteTableId": REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "P"}},
            Route,
            "target",
            Target(kind=TargetKind.UNKNOWN, id="T.P"),
        ),
        (
            "AWS::EC2::Route",
            {"RouteTableId": REF["Table"], "DestinationPrefixListId": "pl-1", "VpcPeeringConnectionId": "pcx-1"},
            Route,
            "prefix_list",
            "pl-1",
        ),
        (
            "AWS::EC2::SubnetRouteTableAssociation",
            {"RouteTableId": REF["Table"], "SubnetId": REF["Subnet"]},
            RouteTableAssociation,
            "subnet",
            "T.Subnet",
        ),
        (
            "AWS::EC2::GatewayRouteTableAssociation",
            {"RouteTableId": REF["Table"], "GatewayId": "igw-1"},
            RouteTableAssociation,
            "gateway",
            "igw-1",
        ),
        ("AWS::EC2::NatGateway", {"SubnetId": REF["Subnet"]}, NatGateway, "public", True),
        (
            "AWS::EC2::NatGateway",
            {"SubnetId": REF["Subnet"], "ConnectivityType": "private"},
            NatGateway,
            "public",
            False,
        ),
        (
            "AWS::EC2::VPCPeeringConnection",
            {"VpcId": REF["Vpc"], "PeerVpcId": "vpc-1"},
            PeeringConnection,
            "accepted",
            True,
        ),
        (
            "AWS::EC2::VPCPeeringConnection",
            {"VpcId": REF["Vpc"], "PeerVpcId": "vpc-1", "PeerOwnerId": "222222222222"},
            PeeringConnection,
            "accepted",
            Unknown(frozenset({"T.X.PeerOwnerId"})),
        ),
        (
            "AWS::EC2::VPCPeeringConnection",
            {"VpcId": REF["Vpc"], "PeerVpcId": "vpc-1", "PeerOwnerId": "111111111111"},
            PeeringConnection,
            "accepted",
            True,
        ),
        (
            "AWS::EC2::TransitGatewayRoute",
            {"TransitGatewayRouteTableId": "tgw-rtb-1", "DestinationCidrBlock": "10.0.0.0/8", "Blackhole": True},
            TransitGatewayRoute,
            "attachment",
            None,
        ),
        (
            "AWS::EC2::TransitGatewayRoute",
            {
                "TransitGatewayRouteTableId": "tgw-rtb-1",
                "DestinationCidrBlock": "10.0.0.0/8",
                "TransitGatewayAttachmentId": "tgw-attach-1",
            },
            TransitGatewayRoute,
            "attachment",
            "tgw-attach-1",
        ),
        ("AWS::EC2::VPNConnection", {"VpnGatewayId": "vgw-1"}, VpnConnection, "routes", None),
        ("AWS::EC2::VPNConnection", {"VpnGatewayId": "vgw-1", "StaticRoutesOnly": True}, VpnConnection, "routes", ()),
        (
            "AWS::EC2::PrefixList",
            {"Entries": [{"Cidr": "10.0.0.0/8"}, {"Cidr": "10.0.0.0/9"}], "AddressFamily": "IPv4"},
            PrefixList,
            "entries",
            ("10.0.0.0/8", "10.0.0.0/9"),
        ),
        ("AWS::Route53::HostedZone", {"Name": "example.com"}, HostedZone, "private", False),
        (
            "AWS::Route53::HostedZone",
            {"Name": "example.com", "VPCs": [{"VPCId": REF["Vpc"], "VPCRegion": "us-east-1"}]},
            HostedZone,
            "vpcs",
            ("T.Vpc",),
        ),
        ("AWS::EC2::NetworkInterface", {"SubnetId": REF["Subnet"]}, Interface, "forwards", False),
        (
            "AWS::EC2::NetworkInterface",
            {"SubnetId": REF["Subnet"], "SourceDestCheck": "false"},
            Interface,
            "forwards",
            True,
        ),
        # A function without VpcConfig runs in the network of AWS.
        ("AWS::Lambda::Function", {"Role": "r"}, Workload, "subnets", ()),
        (
            "AWS::Lambda::Function",
            {"Role": "r", "VpcConfig": {"SubnetIds": [REF["Subnet"]], "SecurityGroupIds": [REF["Group"]]}},
            Workload,
            "subnets",
            ("T.Subnet",),
        ),
        ("AWS::EC2::Instance", {"SubnetId": REF["Subnet"]}, Workload, "subnets", ("T.Subnet",)),
        ("AWS::EC2::Instance", {}, Workload, "subnets", Unknown(frozenset({"T.X.SubnetId"}))),
        (
            "AWS::EC2::Instance",
            {"NetworkInterfaces": [{"DeviceIndex": "0", "SubnetId": REF["Subnet"], "AssociatePublicIpAddress": True}]},
            Workload,
            "public_ip",
            True,
        ),
        (
            "AWS::EC2::Instance",
            {"NetworkInterfaces": [{"DeviceIndex": 0, "SubnetId": REF["Subnet"], "GroupSet": [REF["Group"]]}]},
            Workload,
            "groups",
            ("T.Group",),
        ),
        (
            "AWS::ECS::Service",
            {
                "NetworkConfiguration": {
                    "AwsvpcConfiguration": {"Subnets": [REF["Subnet"]], "AssignPublicIp": "ENABLED"}
                }
            },
            Workload,
            "public_ip",
            True,
        ),
        (
            "AWS::ECS::Service",
            {"NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": [REF["Subnet"]]}}},
            Workload,
            "public_ip",
            False,
        ),
        (
            "AWS::SageMaker::NotebookInstance",
            {"SubnetId": REF["Subnet"], "DirectInternetAccess": "Disabled"},
            Workload,
            "subnets",
            ("T.Subnet",),
        ),
        # It has a way to the internet beside the VPC.
        ("AWS::SageMaker::NotebookInstance", {"SubnetId": REF["Subnet"]}, Workload, "subnets", ()),
        (
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            {"SubnetMappings": [{"SubnetId": REF["Subnet"]}]},
            Workload,
            "subnets",
            ("T.Subnet",),
        ),
        ("AWS::S3::Bucket", {"BucketName": "b"}, Resource, "arn", "arn:aws:s3:::b"),
        ("AWS::S3::Bucket", {}, Resource, "policy", None),
        ("AWS::SNS::Topic", {"TopicName": "t"}, Resource, "arn", "arn:aws:sns:us-east-1:111111111111:t"),
        (
            "AWS::SecretsManager::Secret",
            {},
            Resource,
            "arn",
            join(
                [
                    "arn:aws:secretsmanager:us-east-1:111111111111:secret:",
                    Reference("T.X.Name"),
                    "-",
                    Reference("T.X.six characters"),
                ]
            ),
        ),
        ("AWS::EC2::VPCEndpointService", {"AcceptanceRequired": False}, EndpointService, "acceptance_required", False),
        ("AWS::EC2::VPCEndpointService", {}, EndpointService, "acceptance_required", True),
    ],
)
def test_a_property_becomes_an_attribute(type_: str, properties: Any, kind: Any, attribute: str, expected: Any) -> None:
    found = element(kind, {"X": (type_, properties)}, parameters=("P",))
    assert getattr(found, attribute) == expected
