"""Resources to elements, each with a twin that differs in one property."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import (
    AMAZON_DNS,
    NO_DNS_OPTION,
    Endpoint,
    EndpointService,
    GatewayAttachment,
    HostedZone,
    Interface,
    NatGateway,
    Network,
    NetworkAclEntry,
    PeeringConnection,
    PrefixList,
    ProfileResource,
    Record,
    Resource,
    Role,
    Route,
    RoutePropagation,
    RouteTableAssociation,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Target,
    TargetKind,
    TransitGateway,
    TransitGatewayRoute,
    UnknownResource,
    Vpc,
    VpnConnection,
    Workload,
)
from private_endpoints.values import Parameter, Reference, Unknown, join

_ENDPOINT = {"VpcId": {"Ref": "Vpc"}, "ServiceName": "com.amazonaws.us-east-1.ssm"}
_BASE: dict[str, Any] = {
    "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
    "Subnet": ("AWS::EC2::Subnet", {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}),
    "Group": ("AWS::EC2::SecurityGroup", {"VpcId": {"Ref": "Vpc"}, "GroupDescription": "x"}),
    "Table": ("AWS::EC2::RouteTable", {"VpcId": {"Ref": "Vpc"}}),
}


def network(resources: dict[str, Any], parameters: tuple[str, ...] = (), **more: Any) -> Network:
    template: dict[str, Any] = {
        "Parameters": {name: {"Type": "String"} for name in parameters},
        "Resources": {
            name: {"Type": given[0], "Properties": given[1], **(given[2] if len(given) > 2 else {})}
            for name, given in {**_BASE, **resources}.items()
        },
        **more,
    }
    deployment = Deployment.of({"T": template}, region="us-east-1", account="111111111111")
    (only,) = deployment.networks(most=1)
    return only


def _one(kind: Any, resources: dict[str, Any], **more: Any) -> Any:
    found = [one for one in network(resources, **more).of(kind) if one.id.startswith("T.X")]
    assert len(found) == 1
    return found[0]


_REF = {name: {"Ref": name} for name in ("Vpc", "Subnet", "Group", "Table")}
_INTERFACE_ENDPOINT = {**_ENDPOINT, "VpcEndpointType": "Interface"}


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
        ("AWS::EC2::Subnet", {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.1.0/24"}, Subnet, "map_public_ip", False),
        (
            "AWS::EC2::Subnet",
            {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.1.0/24", "MapPublicIpOnLaunch": "true"},
            Subnet,
            "map_public_ip",
            True,
        ),
        ("AWS::EC2::Subnet", {"VpcId": _REF["Vpc"], "Ipv6Native": True}, Subnet, "cidr", None),
        ("AWS::EC2::Subnet", {"VpcId": "vpc-0a1b2c3d"}, Subnet, "vpc", "vpc-0a1b2c3d"),
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
        ("AWS::EC2::VPCEndpoint", _ENDPOINT, Endpoint, "type", "Gateway"),
        ("AWS::EC2::VPCEndpoint", _INTERFACE_ENDPOINT, Endpoint, "type", "Interface"),
        ("AWS::EC2::VPCEndpoint", _INTERFACE_ENDPOINT, Endpoint, "private_dns", False),
        ("AWS::EC2::VPCEndpoint", {**_INTERFACE_ENDPOINT, "PrivateDnsEnabled": True}, Endpoint, "private_dns", True),
        (
            "AWS::EC2::VPCEndpoint",
            {**_ENDPOINT, "RouteTableIds": [_REF["Table"]]},
            Endpoint,
            "route_tables",
            ("T.Table",),
        ),
        (
            "AWS::EC2::VPCEndpoint",
            {**_ENDPOINT, "RouteTableIds": {"Ref": "P"}},
            Endpoint,
            "route_tables",
            ("T.P",),
        ),
        ("AWS::EC2::VPCEndpoint", _ENDPOINT, Endpoint, "accepted", True),
        (
            "AWS::EC2::VPCEndpoint",
            {**_ENDPOINT, "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"},
            Endpoint,
            "accepted",
            Unknown(frozenset({"com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"})),
        ),
        (
            "AWS::EC2::VPCEndpoint",
            {**_ENDPOINT, "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"}},
            Endpoint,
            "private_dns_only_inbound",
            True,
        ),
        (
            "AWS::EC2::VPCEndpoint",
            {**_ENDPOINT, "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "AllResolvers"}},
            Endpoint,
            "private_dns_only_inbound",
            False,
        ),
        ("AWS::EC2::VPCEndpoint", _ENDPOINT, Endpoint, "policy", None),
        # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
        (
            "AWS::EC2::Route",
            {"RouteTableId": _REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-0a1b2c3d"},
            Route,
            "target",
            Target(kind=TargetKind.INTERNET_GATEWAY, id="igw-0a1b2c3d"),
        ),
        (
            "AWS::EC2::Route",
            {"RouteTableId": _REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "local"},
            Route,
            "target",
            Target(kind=TargetKind.LOCAL),
        ),
        (
            "AWS::EC2::Route",
            {"RouteTableId": _REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "P"}},
            Route,
            "target",
            Target(kind=TargetKind.UNKNOWN, id="T.P"),
        ),
        (
            "AWS::EC2::Route",
            {"RouteTableId": _REF["Table"], "DestinationPrefixListId": "pl-1", "VpcPeeringConnectionId": "pcx-1"},
            Route,
            "prefix_list",
            "pl-1",
        ),
        (
            "AWS::EC2::SubnetRouteTableAssociation",
            {"RouteTableId": _REF["Table"], "SubnetId": _REF["Subnet"]},
            RouteTableAssociation,
            "subnet",
            "T.Subnet",
        ),
        (
            "AWS::EC2::GatewayRouteTableAssociation",
            {"RouteTableId": _REF["Table"], "GatewayId": "igw-1"},
            RouteTableAssociation,
            "gateway",
            "igw-1",
        ),
        ("AWS::EC2::NatGateway", {"SubnetId": _REF["Subnet"]}, NatGateway, "public", True),
        (
            "AWS::EC2::NatGateway",
            {"SubnetId": _REF["Subnet"], "ConnectivityType": "private"},
            NatGateway,
            "public",
            False,
        ),
        (
            "AWS::EC2::VPCPeeringConnection",
            {"VpcId": _REF["Vpc"], "PeerVpcId": "vpc-1"},
            PeeringConnection,
            "accepted",
            True,
        ),
        (
            "AWS::EC2::VPCPeeringConnection",
            {"VpcId": _REF["Vpc"], "PeerVpcId": "vpc-1", "PeerOwnerId": "222222222222"},
            PeeringConnection,
            "accepted",
            Unknown(frozenset({"T.X.PeerOwnerId"})),
        ),
        (
            "AWS::EC2::VPCPeeringConnection",
            {"VpcId": _REF["Vpc"], "PeerVpcId": "vpc-1", "PeerOwnerId": "111111111111"},
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
            {"Name": "example.com", "VPCs": [{"VPCId": _REF["Vpc"], "VPCRegion": "us-east-1"}]},
            HostedZone,
            "vpcs",
            ("T.Vpc",),
        ),
        ("AWS::EC2::NetworkInterface", {"SubnetId": _REF["Subnet"]}, Interface, "forwards", False),
        (
            "AWS::EC2::NetworkInterface",
            {"SubnetId": _REF["Subnet"], "SourceDestCheck": "false"},
            Interface,
            "forwards",
            True,
        ),
        # A function without VpcConfig runs in the network of AWS.
        ("AWS::Lambda::Function", {"Role": "r"}, Workload, "subnets", ()),
        (
            "AWS::Lambda::Function",
            {"Role": "r", "VpcConfig": {"SubnetIds": [_REF["Subnet"]], "SecurityGroupIds": [_REF["Group"]]}},
            Workload,
            "subnets",
            ("T.Subnet",),
        ),
        ("AWS::EC2::Instance", {"SubnetId": _REF["Subnet"]}, Workload, "subnets", ("T.Subnet",)),
        ("AWS::EC2::Instance", {}, Workload, "subnets", Unknown(frozenset({"T.X.SubnetId"}))),
        (
            "AWS::EC2::Instance",
            {"NetworkInterfaces": [{"DeviceIndex": "0", "SubnetId": _REF["Subnet"], "AssociatePublicIpAddress": True}]},
            Workload,
            "public_ip",
            True,
        ),
        (
            "AWS::EC2::Instance",
            {"NetworkInterfaces": [{"DeviceIndex": 0, "SubnetId": _REF["Subnet"], "GroupSet": [_REF["Group"]]}]},
            Workload,
            "groups",
            ("T.Group",),
        ),
        (
            "AWS::ECS::Service",
            {
                "NetworkConfiguration": {
                    "AwsvpcConfiguration": {"Subnets": [_REF["Subnet"]], "AssignPublicIp": "ENABLED"}
                }
            },
            Workload,
            "public_ip",
            True,
        ),
        (
            "AWS::ECS::Service",
            {"NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": [_REF["Subnet"]]}}},
            Workload,
            "public_ip",
            False,
        ),
        (
            "AWS::SageMaker::NotebookInstance",
            {"SubnetId": _REF["Subnet"], "DirectInternetAccess": "Disabled"},
            Workload,
            "subnets",
            ("T.Subnet",),
        ),
        # It has a way to the internet beside the VPC.
        ("AWS::SageMaker::NotebookInstance", {"SubnetId": _REF["Subnet"]}, Workload, "subnets", ()),
        (
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            {"SubnetMappings": [{"SubnetId": _REF["Subnet"]}]},
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
    found = _one(kind, {"X": (type_, properties)}, parameters=("P",))
    assert getattr(found, attribute) == expected


def _rules(resources: dict[str, Any]) -> list[SecurityGroupRule]:
    return network(resources).of(SecurityGroupRule)


def test_rules_inline_and_standalone_are_the_same_rules() -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": "443", "CidrIp": "10.0.0.0/16"}
    inline = _rules({"X": ("AWS::EC2::SecurityGroup", {"VpcId": _REF["Vpc"], "SecurityGroupIngress": [rule]})})
    alone = _rules({"X": ("AWS::EC2::SecurityGroupIngress", {"GroupId": _REF["Group"], **rule})})
    assert [(one.protocol.number, one.protocol.first, one.protocol.last, one.cidr, one.egress) for one in inline] == [
        (6, 443, 443, "10.0.0.0/16", False)
    ]
    assert [(one.protocol, one.cidr, one.egress) for one in alone] == [
        (one.protocol, one.cidr, one.egress) for one in inline
    ]
    assert (inline[0].group, alone[0].group) == ("T.X", "T.Group")


def test_a_rule_names_its_peer_and_a_rule_without_one_is_unknown() -> None:
    base = {"GroupId": _REF["Group"], "IpProtocol": -1}
    type_ = "AWS::EC2::SecurityGroupEgress"
    (group,) = _rules({"X": (type_, {**base, "DestinationSecurityGroupId": {"Fn::GetAtt": ["Group", "GroupId"]}})})
    assert (group.peer, group.egress, group.protocol.number) == ("T.Group", True, -1)
    (listed,) = _rules({"X": (type_, {**base, "DestinationPrefixListId": "pl-63a5400a"})})
    assert (listed.prefix_list, listed.peer) == ("pl-63a5400a", None)
    (nobody,) = _rules({"X": (type_, base)})
    assert isinstance(nobody.peer, Unknown)


def test_a_rule_that_may_be_there_is_of_unknown_existence() -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}
    rules = [{"Fn::If": ["C", rule, {"Ref": "AWS::NoValue"}]}]
    resources = {"X": ("AWS::EC2::SecurityGroup", {"VpcId": _REF["Vpc"], "SecurityGroupIngress": rules})}
    conditions = {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}
    (rule_,) = network(resources, parameters=("P",), Conditions=conditions).of(SecurityGroupRule)
    assert isinstance(rule_.exists, Unknown)


def test_the_cdks_helper_empties_the_default_group() -> None:
    group = {"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]}
    found = network({"X": ("Custom::VpcRestrictDefaultSG", {"DefaultSecurityGroupId": group})})
    default = found.find(SecurityGroup, found.of(Vpc)[0].default_security_group_id)
    assert default is not None
    assert (default.vpc, default.egress_by_default) == ("T.Vpc", False)
    assert found.of(UnknownResource) == []


def test_further_ranges_and_dhcp_options_are_of_the_vpc() -> None:
    found = network(
        {
            "More": ("AWS::EC2::VPCCidrBlock", {"VpcId": _REF["Vpc"], "CidrBlock": "10.1.0.0/16"}),
            "Six": ("AWS::EC2::VPCCidrBlock", {"VpcId": _REF["Vpc"], "AmazonProvidedIpv6CidrBlock": True}),
            "Options": ("AWS::EC2::DHCPOptions", {"DomainNameServers": ["10.0.0.9"]}),
            "Use": ("AWS::EC2::VPCDHCPOptionsAssociation", {"VpcId": _REF["Vpc"], "DhcpOptionsId": {"Ref": "Options"}}),
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
        use = ("AWS::EC2::VPCDHCPOptionsAssociation", {"VpcId": _REF["Vpc"], "DhcpOptionsId": id_})
        assert network({"Options": options, "Use": use}).of(Vpc)[0].dns_servers == NO_DNS_OPTION


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
        resources["Except"] = ("AWS::EC2::VPCBlockPublicAccessExclusion", {"VpcId": _REF["Vpc"]})
    assert network(resources).of(Vpc)[0].block_public_access == blocked


def test_an_attachment_is_of_the_gateway_that_it_names() -> None:
    resources = {
        "Gateway": ("AWS::EC2::InternetGateway", {}),
        "X": ("AWS::EC2::VPCGatewayAttachment", {"VpcId": _REF["Vpc"], "InternetGatewayId": {"Ref": "Gateway"}}),
        "XRoute": (
            "AWS::EC2::Route",
            {"RouteTableId": _REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "Gateway"}},
        ),
    }
    found = network(resources)
    assert [(one.gateway, one.vpc) for one in found.of(GatewayAttachment)] == [("T.Gateway", "T.Vpc")]
    assert found.of(Route)[0].target == Target(kind=TargetKind.INTERNET_GATEWAY, id="T.Gateway")


def test_a_gateway_propagates_into_each_table() -> None:
    properties = {"RouteTableIds": [_REF["Table"], "rtb-1"], "VpnGatewayId": "vgw-1"}
    found = network({"X": ("AWS::EC2::VPNGatewayRoutePropagation", properties)}).of(RoutePropagation)
    assert [one.route_table for one in found] == ["T.Table", "rtb-1"]


@pytest.mark.parametrize(("action", "allows"), [("allow", True), ("deny", False), ("ALLOW", True)])
def test_an_entry_allows_or_denies(action: str, allows: bool) -> None:  # noqa: FBT001 - what is expected
    properties = {
        "NetworkAclId": "acl-1",
        "RuleNumber": "100",
        "RuleAction": action,
        "Protocol": "6",
        "Egress": "true",
        "CidrBlock": "0.0.0.0/0",
        "PortRange": {"From": "1024", "To": 65535},
    }
    entry = _one(NetworkAclEntry, {"X": ("AWS::EC2::NetworkAclEntry", properties)})
    assert (entry.allow, entry.number, entry.egress) == (allows, 100, True)
    assert (entry.protocol.number, entry.protocol.first, entry.protocol.last) == (6, 1024, 65535)


def test_a_record_leads_to_the_endpoint_whose_name_it_has() -> None:
    entry = {"Fn::Select": [0, {"Fn::GetAtt": ["Endpoint", "DnsEntries"]}]}
    alias = {
        "DNSName": {"Fn::Select": [1, {"Fn::Split": [":", entry]}]},
        "HostedZoneId": {"Fn::Select": [0, {"Fn::Split": [":", entry]}]},
    }
    resources = {
        "Endpoint": ("AWS::EC2::VPCEndpoint", _INTERFACE_ENDPOINT),
        "Zone": ("AWS::Route53::HostedZone", {"Name": "x.com", "VPCs": [{"VPCId": _REF["Vpc"]}]}),
        "X": (
            "AWS::Route53::RecordSet",
            {"HostedZoneId": {"Ref": "Zone"}, "Name": "x.com", "Type": "A", "AliasTarget": alias},
        ),
    }
    record = _one(Record, resources)
    assert (record.zone, record.endpoint, record.type) == ("T.Zone", "T.Endpoint", "A")
    resources["X"] = (
        "AWS::Route53::RecordSet",
        {"HostedZoneName": "x.com.", "Name": "a.x.com", "Type": "A", "ResourceRecords": ["10.0.0.1"]},
    )
    record = _one(Record, resources)
    assert (record.zone, record.endpoint, record.values) == ("T.Zone", None, ("10.0.0.1",))


def test_a_profile_carries_the_endpoint_whose_arn_it_has() -> None:
    arn = {"Fn::Sub": "arn:aws:ec2:us-east-1:111111111111:vpc-endpoint/${Endpoint}"}
    resources = {
        "Endpoint": ("AWS::EC2::VPCEndpoint", _INTERFACE_ENDPOINT),
        "X": (
            "AWS::Route53Profiles::ProfileResourceAssociation",
            {"ProfileId": "rp-1", "ResourceArn": arn, "Name": "x"},
        ),
    }
    assert _one(ProfileResource, resources).resource == "T.Endpoint"


def test_an_endpoint_to_ones_own_service_knows_it() -> None:
    name = {"Fn::Sub": "com.amazonaws.vpce.${AWS::Region}.${Service}"}
    for required, accepted in ((False, True), (True, Unknown(frozenset({"T.Service.AcceptanceRequired"})))):
        resources = {
            "Service": ("AWS::EC2::VPCEndpointService", {"AcceptanceRequired": required}),
            "X": ("AWS::EC2::VPCEndpoint", {**_INTERFACE_ENDPOINT, "ServiceName": name}),
        }
        endpoint = _one(Endpoint, resources)
        assert (endpoint.service, endpoint.accepted) == ("T.Service", accepted)


_DOCUMENT = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def test_policies_are_of_the_role_wherever_they_are_written() -> None:
    managed = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    resources = {
        "X": (
            "AWS::IAM::Role",
            {
                "Policies": [{"PolicyName": "a", "PolicyDocument": _DOCUMENT}],
                "ManagedPolicyArns": [managed, {"Ref": "Managed"}],
            },
        ),
        "Policy": ("AWS::IAM::Policy", {"PolicyDocument": _DOCUMENT, "Roles": [{"Ref": "X"}]}),
        "Other": ("AWS::IAM::Policy", {"PolicyDocument": _DOCUMENT, "Roles": ["another"]}),
        "Managed": ("AWS::IAM::ManagedPolicy", {"PolicyDocument": _DOCUMENT}),
        "Profile": ("AWS::IAM::InstanceProfile", {"Roles": [{"Ref": "X"}]}),
        "Instance": ("AWS::EC2::Instance", {"SubnetId": _REF["Subnet"], "IamInstanceProfile": {"Ref": "Profile"}}),
    }
    found = network(resources)
    role = found.of(Role)[0]
    assert [dict(document) for document in role.policies] == [_DOCUMENT] * 3  # type: ignore[call-overload] # documents
    assert (role.managed_policies, role.complete) == ((managed,), True)
    workload = found.of(Workload)[0]
    assert (workload.role, workload.uses) == ("T.X", ("session-manager",))


def test_a_policy_for_a_role_that_a_parameter_names_may_be_of_any_whose_name_can_be_given() -> None:
    resources: dict[str, Any] = {
        "X": ("AWS::IAM::Role", {}),
        "Policy": ("AWS::IAM::Policy", {"PolicyDocument": _DOCUMENT, "Roles": [{"Ref": "P"}]}),
    }
    assert _one(Role, resources, parameters=("P",)).perhaps == ()
    resources["X"] = ("AWS::IAM::Role", {"RoleName": "worker"})
    role = _one(Role, resources, parameters=("P",))
    assert [dict(document) for document in role.perhaps] == [_DOCUMENT]
    assert (role.policies, role.complete) == ((), True)
    resources["Policy"][1]["Roles"] = ["another"]
    assert _one(Role, resources).perhaps == ()


def test_a_role_is_found_by_name_and_by_arn() -> None:
    role = ("AWS::IAM::Role", {"RoleName": "worker", "Path": "/x/"})
    for given in (
        {"Fn::GetAtt": ["Role", "Arn"]},
        "arn:aws:iam::111111111111:role/x/worker",
        {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/x/worker"},
    ):
        assert _one(Workload, {"Role": role, "X": ("AWS::Lambda::Function", {"Role": given})}).role == "T.Role"


def test_a_limit_of_a_role_that_is_not_given_leaves_it_incomplete() -> None:
    boundary = "arn:aws:iam::111111111111:policy/limit"
    assert isinstance(_one(Role, {"X": ("AWS::IAM::Role", {"PermissionsBoundary": boundary})}).complete, Unknown)
    resources = {
        "X": ("AWS::IAM::Role", {"PermissionsBoundary": {"Ref": "Limit"}}),
        "Limit": ("AWS::IAM::ManagedPolicy", {"PolicyDocument": _DOCUMENT}),
    }
    role = _one(Role, resources)
    assert (dict(role.boundary), role.complete) == (_DOCUMENT, True)


def test_the_policy_of_a_bucket_stands_beside_it() -> None:
    resources: dict[str, Any] = {
        "X": ("AWS::S3::Bucket", {}),
        "Policy": ("AWS::S3::BucketPolicy", {"Bucket": {"Ref": "X"}, "PolicyDocument": _DOCUMENT}),
    }
    assert dict(_one(Resource, resources).policy) == _DOCUMENT
    resources["Policy"][1]["Bucket"] = "another"
    assert _one(Resource, resources).policy is None
    # No parameter can have the name that is yet to be made up for this one.
    resources["Policy"][1]["Bucket"] = {"Ref": "P"}
    assert _one(Resource, resources, parameters=("P",)).complete is True
    # A function of its ARN can.
    resources["Policy"][1]["Bucket"] = {"Fn::Select": [5, {"Fn::Split": [":", {"Fn::GetAtt": ["X", "Arn"]}]}]}
    assert _one(Resource, resources).complete == Unknown(frozenset({"T.Policy"}))
    resources["Policy"][1]["Bucket"] = {"Ref": "P"}
    resources["X"] = ("AWS::S3::Bucket", {"BucketName": "mine"})
    assert _one(Resource, resources, parameters=("P",)).complete == Unknown(frozenset({"T.Policy"}))


def test_a_key_without_a_policy_is_of_its_account() -> None:
    key = _one(Resource, {"X": ("AWS::KMS::Key", {})})
    assert key.policy["Statement"][0]["Principal"] == {"AWS": "arn:aws:iam::111111111111:root"}


def test_an_auto_scaling_group_has_what_its_launch_template_says() -> None:
    data = {
        "IamInstanceProfile": {"Arn": {"Fn::GetAtt": ["Profile", "Arn"]}},
        "NetworkInterfaces": [{"DeviceIndex": 0, "Groups": [_REF["Group"]], "AssociatePublicIpAddress": False}],
    }
    resources: dict[str, Any] = {
        "Role": ("AWS::IAM::Role", {}),
        "Profile": ("AWS::IAM::InstanceProfile", {"Roles": [{"Ref": "Role"}]}),
        "Launch": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": data}),
        "X": (
            "AWS::AutoScaling::AutoScalingGroup",
            {"VPCZoneIdentifier": [_REF["Subnet"]], "LaunchTemplate": {"LaunchTemplateId": {"Ref": "Launch"}}},
        ),
    }
    group = _one(Workload, resources)
    assert (group.subnets, group.groups, group.role, group.public_ip) == (("T.Subnet",), ("T.Group",), "T.Role", False)
    resources["X"][1]["LaunchTemplate"] = {"LaunchTemplateId": "lt-1"}
    assert isinstance(_one(Workload, resources).groups, Unknown)


def test_subnets_joined_with_commas_are_subnets() -> None:
    zones = [{"Fn::Join": [",", [_REF["Subnet"], "subnet-1"]]}]
    properties = {"VPCZoneIdentifier": zones, "LaunchTemplate": {"LaunchTemplateId": "lt-1"}}
    found = _one(Workload, {"X": ("AWS::AutoScaling::AutoScalingGroup", properties)})
    assert found.subnets == ("T.Subnet", "subnet-1")


def test_a_database_is_in_the_subnets_of_its_group() -> None:
    resources = {
        "Subnets": ("AWS::RDS::DBSubnetGroup", {"SubnetIds": [_REF["Subnet"]]}),
        "Cluster": ("AWS::RDS::DBCluster", {"DBSubnetGroupName": {"Ref": "Subnets"}, "Port": 3306}),
        "X": ("AWS::RDS::DBInstance", {"DBClusterIdentifier": {"Ref": "Cluster"}}),
    }
    found = {one.id: one for one in network(resources).of(Workload)}
    assert {one.subnets for one in found.values()} == {("T.Subnet",)}
    assert found["T.Cluster"].serves == (3306,)


def test_nodes_share_the_group_that_eks_makes() -> None:
    resources = {
        "Cluster": ("AWS::EKS::Cluster", {"Name": "c", "ResourcesVpcConfig": {"SubnetIds": [_REF["Subnet"]]}}),
        "Role": ("AWS::IAM::Role", {}),
        "X": (
            "AWS::EKS::Nodegroup",
            {
                "ClusterName": {"Ref": "Cluster"},
                "Subnets": [_REF["Subnet"]],
                "NodeRole": {"Fn::GetAtt": ["Role", "Arn"]},
            },
        ),
    }
    found = network(resources)
    workload = found.of(Workload)[0]
    assert (workload.groups, workload.role) == (("T.Cluster.ClusterSecurityGroupId",), "T.Role")
    group = found.find(SecurityGroup, "T.Cluster.ClusterSecurityGroupId")
    assert group is not None
    assert group.vpc == "T.Vpc"


def test_a_task_needs_what_its_containers_say() -> None:
    image = {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/x:1"}
    container: dict[str, Any] = {
        "Image": image,
        "LogConfiguration": {"LogDriver": "awslogs"},
        "Secrets": [{"Name": "a", "ValueFrom": "arn:aws:secretsmanager:us-east-1:111111111111:secret:x"}],
    }
    resources = {
        "Task": (
            "AWS::ECS::TaskDefinition",
            {"ContainerDefinitions": [container], "RequiresCompatibilities": ["FARGATE"], "TaskRoleArn": "r"},
        ),
        "X": (
            "AWS::ECS::Service",
            {
                "TaskDefinition": {"Ref": "Task"},
                "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": [_REF["Subnet"]]}},
            },
        ),
    }
    service = _one(Workload, resources)
    assert (service.uses, [one.service for one in service.requires]) == (("ecs-fargate",), ["logs", "secretsmanager"])
    container["Image"] = "nginx"
    assert _one(Workload, resources).uses == ()


def test_a_network_configuration_that_nobody_decides_is_unknown() -> None:
    awsvpc = {"AwsvpcConfiguration": {"Subnets": [_REF["Subnet"]]}}
    properties = {"NetworkConfiguration": {"Fn::If": ["C", awsvpc, {"AwsvpcConfiguration": {"Subnets": ["subnet-1"]}}]}}
    conditions = {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}
    service = _one(Workload, {"X": ("AWS::ECS::Service", properties)}, parameters=("P",), Conditions=conditions)
    assert all(isinstance(one, Unknown) for one in (service.subnets, service.groups, service.public_ip))


def test_a_glue_job_is_in_the_subnet_of_its_connection() -> None:
    physical = {"SubnetId": _REF["Subnet"], "SecurityGroupIdList": [_REF["Group"]]}
    resources = {
        "Connection": (
            "AWS::Glue::Connection",
            {"CatalogId": "x", "ConnectionInput": {"Name": "c", "PhysicalConnectionRequirements": physical}},
        ),
        "X": ("AWS::Glue::Job", {"Role": "r", "Connections": {"Connections": ["c"]}}),
    }
    assert _one(Workload, resources).subnets == ("T.Subnet",)
    resources["X"] = ("AWS::Glue::Job", {"Role": "r"})
    assert _one(Workload, resources).subnets == ()


def test_a_function_of_sam_is_a_function() -> None:
    vpc = {"SubnetIds": [_REF["Subnet"]], "SecurityGroupIds": [_REF["Group"]]}
    transform = "AWS::Serverless-2016-10-31"
    own = _one(Workload, {"X": ("AWS::Serverless::Function", {"VpcConfig": vpc})}, Transform=transform)
    shared = {"Globals": {"Function": {"VpcConfig": vpc}}, "Transform": transform}
    of_all = _one(Workload, {"X": ("AWS::Serverless::Function", {})}, **shared)
    assert own.subnets == of_all.subnets == ("T.Subnet",)
    assert own.role == "T.XRole"


@pytest.mark.parametrize(
    ("type_", "properties", "touches"),
    [
        ("Custom::Thing", {"Table": _REF["Table"], "ServiceToken": "arn"}, {"T.Table"}),
        (
            "Custom::Thing",
            {"Group": {"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]}},
            {"T.Vpc.DefaultSecurityGroup", "T.Vpc"},
        ),
        ("Custom::Thing", {"Inner": [{"Deep": "vpc-0a1b2c3d4e"}]}, {"vpc-0a1b2c3d4e"}),
        ("Custom::Thing", {"Nothing": "x"}, None),
        ("AWS::CloudFormation::CustomResource", {"Vpc": _REF["Vpc"]}, {"T.Vpc"}),
        ("Org::Team::Thing::MODULE", {"Vpc": _REF["Vpc"]}, {"T.Vpc"}),
        ("AWS::Route53Resolver::FirewallRuleGroupAssociation", {"VpcId": _REF["Vpc"], "Name": "x"}, {"T.Vpc"}),
        ("AWS::CloudWatch::Alarm", {"Anything": _REF["Vpc"]}, None),
        ("Custom::S3AutoDeleteObjects", {"BucketName": _REF["Vpc"]}, None),
        ("Custom::AWS", {"Create": '{"service":"EC2","action":"describeVpcs"}', "Vpc": _REF["Vpc"]}, None),
        ("Custom::AWS", {"Create": '{"service":"EC2","action":"createRoute"}', "Vpc": _REF["Vpc"]}, {"T.Vpc"}),
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
        ("AWS::EC2::VPCEndpoint", {**_ENDPOINT, "VpcEndpointType": "Magic"}),
        ("AWS::EC2::VPCEndpoint", {**_ENDPOINT, "PolicyDocument": "{"}),
        ("AWS::EC2::VPCEndpoint", {**_ENDPOINT, "PolicyDocument": 5}),
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


def test_a_map_from_regions_to_lists_of_aws_is_the_list_of_the_service() -> None:
    mappings = {"Lists": {"us-east-1": {"s3": "pl-63a5400a"}, "us-west-2": {"s3": "pl-68a54001"}}}
    found = {"Fn::FindInMap": ["Lists", {"Ref": "AWS::Region"}, "s3"]}
    template = {
        "Mappings": mappings,
        "Resources": {
            "X": {
                "Type": "AWS::EC2::SecurityGroupEgress",
                "Properties": {"GroupId": "sg-1", "IpProtocol": "tcp", "DestinationPrefixListId": found},
            }
        },
    }
    (only,) = Deployment.of({"T": template}).networks()
    rule, prefix_list = only.of(SecurityGroupRule)[0], only.of(PrefixList)[0]
    assert (rule.prefix_list, prefix_list.service) == (prefix_list.id, "s3")
    mappings["Lists"]["us-west-2"]["s3"] = "pl-00000000"
    (only,) = Deployment.of({"T": template}).networks()
    assert isinstance(only.of(SecurityGroupRule)[0].prefix_list, Unknown)


def test_an_element_is_called_by_its_reference_in_policies() -> None:
    found = network({"X": ("AWS::EC2::VPCEndpoint", _ENDPOINT)}).of(Endpoint)[0]
    assert found.named == join([Reference("T.X", "AWS::EC2::VPCEndpoint")])


def test_a_policy_holds_values() -> None:
    condition = {"StringEquals": {"aws:SourceVpce": {"Ref": "X"}, "aws:SourceVpc": {"Ref": "P"}}}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition}
    policy = {"Version": "2012-10-17", "Statement": statement}
    resources = {"X": ("AWS::EC2::VPCEndpoint", {**_ENDPOINT, "PolicyDocument": policy})}
    document = network(resources, parameters=("P",)).of(Endpoint)[0].policy
    assert isinstance(document, Mapping)
    values = document["Statement"]["Condition"]["StringEquals"]
    assert values == {
        "aws:SourceVpce": join([Reference("T.X", "AWS::EC2::VPCEndpoint")]),
        "aws:SourceVpc": join([Parameter("T.P")]),
    }


@pytest.mark.parametrize(
    ("options", "only_inbound"),
    [
        ({}, None),
        ({"DnsOptions": {"DnsRecordIpType": "ipv4"}}, None),
        ({"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "NotSpecified"}}, None),
        ({"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "AllResolvers"}}, False),
        ({"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"}}, True),
    ],
)
def test_what_an_endpoint_does_not_say_of_inbound_resolvers_is_not_known(options: Any, only_inbound: object) -> None:
    endpoint = _one(Endpoint, {"X": ("AWS::EC2::VPCEndpoint", {**_INTERFACE_ENDPOINT, **options})})
    assert endpoint.private_dns_only_inbound is only_inbound


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
        "VpcId": _REF["Vpc"],
        "SubnetIds": [_REF["Subnet"]],
        "Options": attachment,
    }
    resources = {
        "X": ("AWS::EC2::TransitGateway", gateway),
        "Attachment": ("AWS::EC2::TransitGatewayVpcAttachment", attached),
    }
    found = _one(TransitGateway, resources, parameters=("P",)).group_references
    assert isinstance(found, Unknown) if references is None else found is references
    other = {**attached, "Options": {"SecurityGroupReferencingSupport": "enable"}}
    resources["Other"] = ("AWS::EC2::TransitGatewayVpcAttachment", other)
    found = _one(TransitGateway, resources, parameters=("P",)).group_references
    # Where attachments differ it is for some of the VPCs.
    assert found is references if attachment == {} else isinstance(found, Unknown)


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
        ("block-bidirectional", {"VpcId": _REF["Vpc"]}, False, False),
        ("block-ingress", {"VpcId": _REF["Vpc"]}, False, False),
        ("block-bidirectional", {"VpcId": _REF["Vpc"], "InternetGatewayExclusionMode": "allow-egress"}, False, True),
        ("block-ingress", {"VpcId": _REF["Vpc"], "InternetGatewayExclusionMode": "allow-egress"}, False, True),
        ("block-bidirectional", {"VpcId": {"Ref": "Other"}}, True, False),
        ("block-bidirectional", {"VpcId": {"Ref": "P"}}, _DOUBT, _DOUBT),
        ("block-bidirectional", {"VpcId": _REF["Vpc"], "InternetGatewayExclusionMode": {"Ref": "P"}}, _DOUBT, _DOUBT),
        ("block-bidirectional", {"SubnetId": _REF["Subnet"]}, _DOUBT, _DOUBT),
        ("block-bidirectional", {"SubnetId": {"Ref": "OtherSubnet"}}, True, False),
        ("block-ingress", {"SubnetId": _REF["Subnet"], "InternetGatewayExclusionMode": "allow-egress"}, False, True),
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
        ("AWS::NetworkFirewall::Firewall", {"SubnetMappings": [{"SubnetId": _REF["Subnet"]}]}),
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
            {"InternetGatewayExclusionMode": "allow-bidirectional", "VpcId": _REF["Vpc"]},
        ),
    }
    for home, expected in (("vpc-0a1b2c3d", False), (_REF["Vpc"], _DOUBT)):
        given = {**properties, "VpcId": home}
        (vpc,) = network({**resources, "Appliance": (type_, given)}).of(Vpc)
        assert vpc.block_public_access == expected


@pytest.mark.parametrize(("server", "amazon"), [("10.0.0.2", True), ("10.0.0.3", False)])
def test_the_address_plus_two_is_amazons_resolver(server: str, amazon: bool) -> None:  # noqa: FBT001
    resources = {
        "Options": ("AWS::EC2::DHCPOptions", {"DomainNameServers": [server]}),
        "Use": ("AWS::EC2::VPCDHCPOptionsAssociation", {"VpcId": _REF["Vpc"], "DhcpOptionsId": {"Ref": "Options"}}),
    }
    (vpc,) = network(resources).of(Vpc)
    assert (vpc.dns_servers == (AMAZON_DNS,)) is amazon


def test_an_attribute_that_must_be_a_list_is_named_by_what_it_is_of() -> None:
    endpoint = {"Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [0, {"Fn::GetAtt": ["Wall", "EndpointIds"]}]}]}]}
    route = {"RouteTableId": _REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "VpcEndpointId": endpoint}
    wall = ("AWS::NetworkFirewall::Firewall", {"VpcId": _REF["Vpc"]})
    found = _one(Route, {"X": ("AWS::EC2::Route", route), "Wall": wall})
    # What is cut out of a text may be the id of anything that the text is made of.
    assert found.target.id == Unknown(frozenset({"T.Wall.EndpointIds[0] split by ':'[1]"}))


def test_an_id_that_is_cut_out_of_a_text_is_that_id() -> None:
    arn = {"Fn::Sub": "arn:aws:ec2:${AWS::Region}:${AWS::AccountId}:route-table/${Table}"}
    route = {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}
    for text, of in ((arn, {}), ({"Fn::Sub": ["${T}/${P}", {"T": _REF["Table"]}]}, {"parameters": ("P",)})):
        place = 1 if text is arn else 0
        cut = {"Fn::Select": [place, {"Fn::Split": ["/", text]}]}
        found = _one(Route, {"X": ("AWS::EC2::Route", {**route, "RouteTableId": cut})}, **of)
        # What a parameter gives may hold a slash itself.
        assert (found.route_table == "T.Table") is (text is arn)
        assert isinstance(found.route_table, Unknown) is (text is not arn)


@pytest.mark.parametrize(("type_", "group"), [("network", "T.X.NoSecurityGroup"), ("application", None)])
def test_a_network_load_balancer_without_groups_lets_in_what_it_listens_to(type_: str, group: str | None) -> None:
    resources = {
        "X": ("AWS::ElasticLoadBalancingV2::LoadBalancer", {"Type": type_, "Subnets": [_REF["Subnet"]]}),
        "Listener": (
            "AWS::ElasticLoadBalancingV2::Listener",
            {"LoadBalancerArn": {"Ref": "X"}, "Port": 8443, "Protocol": "TCP"},
        ),
    }
    found = network(resources)
    (balancer,) = found.of(Workload)
    assert (balancer.groups, balancer.serves) == (() if group is None else (group,), (8443,))
    assert {(rule.group, rule.protocol.first) for rule in found.of(SecurityGroupRule)} == (
        set() if group is None else {(group, 8443)}
    )


def test_globals_of_sam_are_merged_with_what_a_function_says() -> None:
    shared = {"Globals": {"Function": {"VpcConfig": {"SubnetIds": [_REF["Subnet"]], "SecurityGroupIds": ["sg-1"]}}}}
    own = {"X": ("AWS::Serverless::Function", {"VpcConfig": {"SecurityGroupIds": [_REF["Group"]]}})}
    function = _one(Workload, own, **shared, Transform="AWS::Serverless-2016-10-31")
    assert (function.subnets, function.groups) == (("T.Subnet",), ("sg-1", "T.Group"))


def test_what_a_service_makes_may_have_an_ipv6_address_where_the_subnet_has_a_range() -> None:
    project = {"VpcConfig": {"Subnets": [_REF["Subnet"]], "SecurityGroupIds": [_REF["Group"]]}}
    resources: dict[str, Any] = {"X": ("AWS::CodeBuild::Project", project)}
    assert _one(Workload, resources).ipv6 is False
    resources["Range"] = (
        "AWS::EC2::SubnetCidrBlock",
        {"SubnetId": _REF["Subnet"], "Ipv6CidrBlock": "2600:1f13::/64"},
    )
    assert isinstance(_one(Workload, resources).ipv6, Unknown)


def test_a_name_that_several_stacks_have_means_the_resource_of_the_same_stack() -> None:
    def stack(address: str) -> dict[str, Any]:
        return {
            "Resources": {
                "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": address}},
                "Subnet": {
                    "Type": "AWS::EC2::Subnet",
                    "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": address},
                },
                "Cluster": {
                    "Type": "AWS::EKS::Cluster",
                    "Properties": {"Name": "one", "ResourcesVpcConfig": {"SubnetIds": [{"Ref": "Subnet"}]}},
                },
                "Nodes": {
                    "Type": "AWS::EKS::Nodegroup",
                    "Properties": {"ClusterName": {"Ref": "Cluster"}, "Subnets": [{"Ref": "Subnet"}]},
                },
            }
        }

    (found,) = Deployment.of({"A": stack("10.0.0.0/24"), "B": stack("10.1.0.0/24")}).networks()
    nodes = {one.id: one.groups for one in found.of(Workload) if one.id.endswith(".Nodes")}
    assert nodes == {f"{name}.Nodes": (f"{name}.Cluster.ClusterSecurityGroupId",) for name in "AB"}
