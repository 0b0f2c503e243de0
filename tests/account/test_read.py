"""What is read of an account, family by family, and what is said of what cannot be read."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from private_endpoints.account import read
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import (
    AttachmentKind,
    DirectConnectAssociation,
    EgressOnlyGateway,
    Endpoint,
    GatewayAttachment,
    HostedZone,
    Interface,
    NatGateway,
    Network,
    NetworkAclAssociation,
    NetworkAclEntry,
    PathEngine,
    PeeringConnection,
    PrefixList,
    ProfileAssociation,
    ProfileResource,
    Question,
    Record,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    Resource,
    Role,
    Route,
    RouteTableAssociation,
    SecurityGroupRule,
    Target,
    TargetKind,
    TransitGateway,
    TransitGatewayAssociation,
    TransitGatewayAttachment,
    TransitGatewayPropagation,
    TransitGatewayRoute,
    UnknownResource,
    Verdict,
    Vpc,
    VpnConnection,
    Workload,
)
from private_endpoints.values import Unknown
from support.fake_account import FakeAccount, refusal

REGION = "eu-central-1"
VPC, SUBNET, TABLE, GROUP = "vpc-0000000a", "subnet-0000000a", "rtb-0000000a", "sg-0000000a"
DEFAULT = "sg-0000000d"
ALL = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'


def anywhere(**more: Any) -> list[dict[str, Any]]:
    return [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], **more}]


BASE: dict[str, Any] = {
    "ec2.describe_vpcs": {"Vpcs": [{"VpcId": VPC, "CidrBlock": "10.0.0.0/16", "OwnerId": "111111111111"}]},
    "ec2.describe_subnets": {
        "Subnets": [{"SubnetId": SUBNET, "VpcId": VPC, "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "eu-central-1a"}]
    },
    "ec2.describe_route_tables": {
        "RouteTables": [
            {
                "RouteTableId": TABLE,
                "VpcId": VPC,
                "Associations": [{"Main": True, "RouteTableAssociationId": "rtbassoc-0000000a"}],
                "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable"}],
            }
        ]
    },
    "ec2.describe_network_acls": {
        "NetworkAcls": [
            {
                "NetworkAclId": "acl-0000000a",
                "VpcId": VPC,
                "IsDefault": True,
                "Entries": [
                    {
                        "CidrBlock": "0.0.0.0/0",
                        "Egress": egress,
                        "Protocol": "-1",
                        "RuleAction": "allow",
                        "RuleNumber": 100,
                    }
                    for egress in (True, False)
                ],
            }
        ]
    },
    "ec2.describe_security_groups": {
        "SecurityGroups": [
            {"GroupId": DEFAULT, "GroupName": "default", "VpcId": VPC},
            {
                "GroupId": GROUP,
                "GroupName": "g",
                "VpcId": VPC,
                "IpPermissions": anywhere(),
                "IpPermissionsEgress": anywhere(),
            },
        ]
    },
    "ec2.describe_vpc_endpoints": {
        "VpcEndpoints": [
            {
                "VpcEndpointId": "vpce-0000000a",
                "VpcEndpointType": "Interface",
                "VpcId": VPC,
                "ServiceName": f"com.amazonaws.{REGION}.ssm",
                "State": "Available",
                "PolicyDocument": ALL,
                "SubnetIds": [SUBNET],
                "Groups": [{"GroupId": GROUP}],
                "PrivateDnsEnabled": True,
            }
        ]
    },
    "ec2.describe_instances": {
        "Reservations": [
            {
                "Instances": [
                    {
                        "InstanceId": "i-0000000a",
                        "SubnetId": SUBNET,
                        "State": {"Name": "running"},
                        "SecurityGroups": [{"GroupId": GROUP}],
                        "PrivateIpAddress": "10.0.0.10",
                        "IamInstanceProfile": {"Arn": "arn:aws:iam::111111111111:instance-profile/path/Profile"},
                    },
                    {"InstanceId": "i-0000000b", "SubnetId": SUBNET, "State": {"Name": "terminated"}},
                ]
            }
        ]
    },
    "iam.get_account_authorization_details": {
        "RoleDetailList": [
            {
                "RoleName": "Worker",
                "Arn": "arn:aws:iam::111111111111:role/Worker",
                "InstanceProfileList": [{"InstanceProfileName": "Profile"}],
                "AttachedManagedPolicies": [
                    {"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"},
                    {"PolicyArn": "arn:aws:iam::111111111111:policy/Own"},
                ],
                "RolePolicyList": [{"PolicyDocument": {"Statement": []}}],
            }
        ],
        "Policies": [
            {
                "Arn": "arn:aws:iam::111111111111:policy/Own",
                "PolicyVersionList": [
                    {"IsDefaultVersion": False, "Document": {"Statement": ["old"]}},
                    {"IsDefaultVersion": True, "Document": {"Statement": ["new"]}},
                ],
            }
        ],
    },
}


def network(**answers: Any) -> Network:
    """The network of the account, with further answers by `service__operation`."""
    more = {name.replace("__", "."): answer for name, answer in answers.items()}
    return read(FakeAccount({**BASE, **more}).client, region=REGION)


def verdict(found: Network, service: str = "ssm", **fields: Any) -> Verdict:
    return PathEngine(found).path(Question(source="i-0000000a", service=service, **fields)).verdict


def test_a_path_is_private_in_an_account_as_in_a_template() -> None:
    assert verdict(network()) is Verdict.PRIVATE
    assert verdict(network(), "kms") is Verdict.BLOCKED


def test_reading_asks_and_changes_nothing() -> None:
    account = FakeAccount(BASE)
    read(account.client, region=REGION)
    asked = {call.partition(".")[2] for call, _ in account.asked}
    assert {name.partition("_")[0] for name in asked} <= {"describe", "get", "list", "search", "batch"}


def test_every_page_is_read() -> None:
    pages = [{"Buckets": [{"Name": "one"}]}, {"Buckets": [{"Name": "two"}]}]
    found = network(s3__list_buckets=pages).of(Resource)
    assert [one.value for one in found if one.type == "AWS::S3::Bucket"] == ["one", "two"]


def test_a_session_makes_clients_for_its_region() -> None:
    made: list[tuple[str, str | None]] = []

    class Session:
        region_name = REGION

        def client(self, service: str, *, region_name: str | None = None) -> Any:
            made.append((service, region_name))
            return FakeAccount(BASE).client(service)

    found = read(Session())
    assert (found.region, found.account) == (REGION, "111111111111")
    assert set(made) == {(service, REGION) for service, _ in made}
    assert len(made) == len(set(made)), "one client for each service"


def test_without_a_region_nothing_is_read() -> None:
    account = FakeAccount(BASE)
    with pytest.raises(InvalidInputError, match=r"account-region-missing.*give region="):
        read(account.client)
    assert account.asked == []


def test_what_every_answer_needs_is_asked_for_in_one_error() -> None:
    refused = {f"ec2__describe_{name}": refusal() for name in ("subnets", "route_tables")}
    with pytest.raises(InvalidInputError) as caught:
        network(**refused)
    assert [one.code for one in caught.value.problems] == ["account-call-refused"] * 2
    assert "ec2.describe_subnets is not answered: UnauthorizedOperation" in str(caught.value)
    assert "ReadOnlyAccess" in str(caught.value)


def test_who_is_nobody_is_told_so() -> None:
    with pytest.raises(InvalidInputError, match=r"sts.get_caller_identity is not answered: ExpiredToken"):
        network(sts__get_caller_identity=refusal("ExpiredToken"))


@pytest.mark.parametrize(
    "call",
    [
        "route53.list_hosted_zones",
        "route53resolver.list_resolver_rules",
        "route53resolver.list_resolver_rule_associations",
        "route53profiles.list_profile_associations",
    ],
)
def test_names_that_cannot_be_read_make_paths_unknown_and_say_so(call: str) -> None:
    found = network(**{call.replace(".", "__"): refusal("AccessDenied")})
    path = PathEngine(found).path(Question(source="i-0000000a", service="ssm"))
    assert path.verdict is Verdict.UNKNOWN
    assert any(call in one for one in path.unknowns)


def test_what_is_assumed_to_be_none_is_not_asked_for() -> None:
    account = FakeAccount({**BASE, "route53resolver.list_resolver_rules": refusal()})
    found = read(account.client, region=REGION, assume_none=["route53resolver.list_resolver_rules"])
    assert verdict(found) is Verdict.PRIVATE
    assert "route53resolver.list_resolver_rules" not in {call for call, _ in account.asked}


def test_a_call_that_is_refused_is_an_element_that_says_so() -> None:
    found = network(ecs__list_clusters=refusal("AccessDeniedException"))
    (one,) = found.of(UnknownResource)
    assert (one.id, one.touches) == ("ecs.list_clusters", frozenset())
    assert verdict(found) is Verdict.PRIVATE


def test_policies_that_cannot_be_read_make_calls_unknown() -> None:
    found = network(iam__get_account_authorization_details=refusal("AccessDenied"))
    assert verdict(found, action="ssm:GetParameter", resource="*") is Verdict.UNKNOWN
    bucket = network(s3__list_buckets={"Buckets": [{"Name": "b"}]}, s3__get_bucket_policy=refusal("AccessDenied"))
    (resource,) = [one for one in bucket.of(Resource) if one.type == "AWS::S3::Bucket"]
    assert isinstance(resource.complete, Unknown)


def test_a_resource_without_a_policy_has_none() -> None:
    found = network(s3__list_buckets={"Buckets": [{"Name": "b"}]}, s3__get_bucket_policy=refusal("NoSuchBucketPolicy"))
    (bucket,) = found.of(Resource)
    assert (bucket.policy, bucket.complete, bucket.arn) == (None, True, "arn:aws:s3:::b")
    assert found.of(UnknownResource) == []


_API = "arn:aws:execute-api:eu-central-1:111111111111:a1b2c3"


@pytest.mark.parametrize(
    ("resources", "authorizations"),
    [
        ([{"resourceMethods": {"GET": {"authorizationType": "AWS_IAM"}}}], {"AWS_IAM"}),
        (
            [
                {
                    "resourceMethods": {
                        "GET": {"authorizationType": "AWS_IAM"},
                        "OPTIONS": {"authorizationType": "NONE"},
                    }
                },
                {"resourceMethods": {"POST": {"authorizationType": "CUSTOM"}}},
            ],
            {"AWS_IAM", "CUSTOM"},
        ),
        ([{"path": "/"}], None),
        ([], None),
        (None, None),
    ],
)
def test_rest_apis_have_a_type_and_methods(resources: Any, authorizations: set[str] | None) -> None:
    options = {"types": ["PRIVATE"], "vpcEndpointIds": ["vpce-0000000a"]}
    one = {"id": "a1b2c3", "endpointConfiguration": options, "disableExecuteApiEndpoint": True}
    found = network(
        apigateway__get_rest_apis={"items": [one]},
        apigateway__get_resources=refusal("AccessDenied") if resources is None else {"items": resources},
    )
    (api,) = [one for one in found.of(Resource) if one.type == "AWS::ApiGateway::RestApi"]
    assert api.arn == _API
    assert api.api is not None
    assert (api.api.private, api.api.has_default_name, api.api.endpoints) == (True, False, ("vpce-0000000a",))
    if authorizations is None:
        assert isinstance(api.api.authorizations, Unknown)
    else:
        assert api.api.authorizations == frozenset(authorizations)


@pytest.mark.parametrize(("types", "private"), [(["REGIONAL"], False), (["EDGE"], False), ([], None)])
def test_rest_apis_of_other_types_are_public(types: list[str], private: bool | None) -> None:  # noqa: FBT001
    one = {"id": "a1b2c3", "endpointConfiguration": {"types": types}}
    (api,) = [one for one in network(apigateway__get_rest_apis={"items": [one]}).of(Resource) if one.api]
    assert api.api is not None
    assert api.api.private is private or isinstance(api.api.private, Unknown)


def test_a_role_has_the_policies_in_force() -> None:
    (role,) = network().of(Role)
    assert role.policies == ({"Statement": []}, {"Statement": ["new"]})
    assert role.managed_policies == ("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",)
    assert role.complete is True


def test_a_role_of_which_a_policy_is_missing_is_not_complete() -> None:
    details = BASE["iam.get_account_authorization_details"]
    (role,) = network(iam__get_account_authorization_details={**details, "Policies": []}).of(Role)
    assert isinstance(role.complete, Unknown)


def test_an_instance_is_a_workload_until_it_is_terminated() -> None:
    (found,) = network().of(Workload)
    assert (found.id, found.role, found.uses) == (
        "i-0000000a",
        "arn:aws:iam::111111111111:role/Worker",
        ("session-manager",),
    )
    assert found.private_ip == "10.0.0.10"
    assert found.public_ip is False


def test_the_main_route_table_is_that_of_subnets_without_one() -> None:
    (one,) = network().of(RouteTableAssociation)
    assert (one.route_table, one.vpc, one.subnet) == (TABLE, VPC, None)


def test_a_subnet_that_no_acl_names_uses_the_default_one() -> None:
    found = network()
    (one,) = found.of(NetworkAclAssociation)
    assert (one.network_acl, one.subnet) == ("acl-0000000a", SUBNET)
    assert len(found.of(NetworkAclEntry)) == 2


def test_a_default_acl_that_denies_is_found() -> None:
    # An ACL is asked only between subnets.
    (subnet,) = BASE["ec2.describe_subnets"]["Subnets"]
    other = {**subnet, "SubnetId": "subnet-0000000b", "CidrBlock": "10.0.1.0/24"}
    (endpoint,) = BASE["ec2.describe_vpc_endpoints"]["VpcEndpoints"]
    (acl,) = BASE["ec2.describe_network_acls"]["NetworkAcls"]
    for action, expected in (("allow", Verdict.PRIVATE), ("deny", Verdict.BLOCKED)):
        entries = [{**one, "RuleAction": action} for one in acl["Entries"]]
        found = network(
            ec2__describe_subnets={"Subnets": [subnet, other]},
            ec2__describe_vpc_endpoints={"VpcEndpoints": [{**endpoint, "SubnetIds": ["subnet-0000000b"]}]},
            ec2__describe_network_acls={"NetworkAcls": [{**acl, "Entries": entries}]},
        )
        assert verdict(found) is expected


def test_default_groups_have_the_rules_of_the_account() -> None:
    found = network()
    (vpc,) = found.of(Vpc)
    group = found.get(vpc.default_security_group_id)
    assert group is not None
    assert group.value == DEFAULT
    assert [one for one in found.of(SecurityGroupRule) if one.group == vpc.default_security_group_id] == []
    # It has no egress rule left, so that nobody in it gets anywhere.
    assert PathEngine(found).path(Question(source=SUBNET, service="ssm")).verdict is Verdict.BLOCKED


ROUTES = {
    "igw-0000000a": ("GatewayId", TargetKind.INTERNET_GATEWAY),
    "vgw-0000000a": ("GatewayId", TargetKind.VIRTUAL_PRIVATE_GATEWAY),
    "vpce-0000000b": ("GatewayId", TargetKind.VPC_ENDPOINT),
    "nat-0000000a": ("NatGatewayId", TargetKind.NAT_GATEWAY),
    "tgw-0000000a": ("TransitGatewayId", TargetKind.TRANSIT_GATEWAY),
    "pcx-0000000a": ("VpcPeeringConnectionId", TargetKind.PEERING),
    "eni-0000000a": ("NetworkInterfaceId", TargetKind.INTERFACE),
    "eigw-0000000a": ("EgressOnlyInternetGatewayId", TargetKind.EGRESS_ONLY_GATEWAY),
    "arn:aws:networkmanager::1:core-network/c": ("CoreNetworkArn", TargetKind.CORE_NETWORK),
}


def routes(*several: dict[str, Any]) -> list[Route]:
    (table,) = BASE["ec2.describe_route_tables"]["RouteTables"]
    return network(ec2__describe_route_tables={"RouteTables": [{**table, "Routes": list(several)}]}).of(Route)


@pytest.mark.parametrize("target", ROUTES)
def test_a_route_leads_to_its_target(target: str) -> None:
    key, kind = ROUTES[target]
    (found,) = routes({"DestinationCidrBlock": "0.0.0.0/0", key: target, "Origin": "CreateRoute", "State": "active"})
    assert found.target == Target(kind=kind, id=target)
    assert (found.route_table, found.cidr, found.propagated) == (TABLE, "0.0.0.0/0", False)


def test_a_route_through_an_instance_leads_to_the_instance() -> None:
    (found,) = routes(
        {"DestinationCidrBlock": "0.0.0.0/0", "InstanceId": "i-0000000c", "NetworkInterfaceId": "eni-0000000c"}
    )
    assert found.target == Target(kind=TargetKind.INSTANCE, id="i-0000000c")


def test_a_blackhole_is_one() -> None:
    (found,) = routes({"DestinationIpv6CidrBlock": "::/0", "NatGatewayId": "nat-0000000b", "State": "blackhole"})
    assert (found.target.kind, found.ipv6_cidr) == (TargetKind.BLACKHOLE, "::/0")


def test_a_propagated_route_is_no_static_one() -> None:
    (found,) = routes(
        {"DestinationCidrBlock": "10.9.0.0/16", "GatewayId": "vgw-0000000a", "Origin": "EnableVgwRoutePropagation"}
    )
    assert found.propagated is True


def test_the_route_of_a_gateway_endpoint_is_the_endpoint() -> None:
    assert routes({"DestinationPrefixListId": "pl-0000000a", "GatewayId": "vpce-0000000c"}) == []


def test_gateways_are_where_they_are_attached() -> None:
    attached = [{"State": "available", "VpcId": VPC}]
    found = network(
        ec2__describe_internet_gateways={
            "InternetGateways": [{"InternetGatewayId": "igw-0000000a", "Attachments": attached}]
        },
        ec2__describe_egress_only_internet_gateways={
            "EgressOnlyInternetGateways": [{"EgressOnlyInternetGatewayId": "eigw-0000000a", "Attachments": attached}]
        },
        ec2__describe_nat_gateways={
            "NatGateways": [
                {"NatGatewayId": "nat-0000000a", "SubnetId": SUBNET, "State": "available", "VpcId": VPC},
                {"NatGatewayId": "nat-0000000b", "SubnetId": SUBNET, "State": "deleted", "VpcId": VPC},
            ]
        },
        ec2__describe_vpn_gateways={
            "VpnGateways": [
                {
                    "VpnGatewayId": "vgw-0000000a",
                    "State": "available",
                    "VpcAttachments": [{"State": "detached", "VpcId": VPC}, {"State": "attached", "VpcId": VPC}],
                }
            ]
        },
        ec2__describe_vpn_connections={
            "VpnConnections": [
                {
                    "VpnConnectionId": "vpn-0000000a",
                    "State": "available",
                    "VpnGatewayId": "vgw-0000000a",
                    "Options": {"StaticRoutesOnly": True},
                    "Routes": [{"DestinationCidrBlock": "192.168.0.0/16"}],
                }
            ]
        },
        directconnect__describe_direct_connect_gateways={"directConnectGateways": [{"directConnectGatewayId": "dx"}]},
        directconnect__describe_direct_connect_gateway_associations={
            "directConnectGatewayAssociations": [
                {"associationId": "dx-vgw", "associatedGateway": {"id": "vgw-0000000a"}}
            ]
        },
        ec2__describe_vpc_peering_connections={
            "VpcPeeringConnections": [
                {
                    "VpcPeeringConnectionId": f"pcx-{status}",
                    "Status": {"Code": status},
                    "RequesterVpcInfo": {"VpcId": VPC},
                    "AccepterVpcInfo": {"VpcId": "vpc-0000000b"},
                }
                for status in ("active", "pending-acceptance", "deleted")
            ]
        },
    )
    attachments = {(one.gateway, one.vpc) for one in found.of(GatewayAttachment)}
    assert attachments == {("igw-0000000a", VPC), ("vgw-0000000a", VPC)}
    assert [one.vpc for one in found.of(EgressOnlyGateway)] == [VPC]
    assert [(one.id, one.public) for one in found.of(NatGateway)] == [("nat-0000000a", True)]
    assert [one.routes for one in found.of(VpnConnection)] == [("192.168.0.0/16",)]
    assert [one.gateway for one in found.of(DirectConnectAssociation)] == ["vgw-0000000a"]
    assert {one.id: one.accepted for one in found.of(PeeringConnection)} == {
        "pcx-active": True,
        "pcx-pending-acceptance": False,
    }


def test_transit_gateways_have_every_association_said() -> None:
    found = network(
        ec2__describe_transit_gateways={"TransitGateways": [{"TransitGatewayId": "tgw-a", "State": "available"}]},
        ec2__describe_transit_gateway_attachments={
            "TransitGatewayAttachments": [
                {
                    "TransitGatewayAttachmentId": "attach-vpc",
                    "TransitGatewayId": "tgw-a",
                    "ResourceType": "vpc",
                    "ResourceId": VPC,
                    "State": "available",
                },
                {
                    "TransitGatewayAttachmentId": "attach-peer",
                    "TransitGatewayId": "tgw-a",
                    "ResourceType": "peering",
                    "ResourceId": "tgw-b",
                    "State": "available",
                },
            ]
        },
        ec2__describe_transit_gateway_vpc_attachments={
            "TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "attach-vpc", "SubnetIds": [SUBNET]}]
        },
        ec2__describe_transit_gateway_peering_attachments={
            "TransitGatewayPeeringAttachments": [
                {
                    "TransitGatewayAttachmentId": "attach-peer",
                    "RequesterTgwInfo": {"TransitGatewayId": "tgw-b"},
                    "AccepterTgwInfo": {"TransitGatewayId": "tgw-a"},
                }
            ]
        },
        ec2__describe_transit_gateway_route_tables={
            "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "table", "TransitGatewayId": "tgw-a"}]
        },
        ec2__get_transit_gateway_route_table_associations={
            "Associations": [{"TransitGatewayAttachmentId": "attach-vpc"}]
        },
        ec2__get_transit_gateway_route_table_propagations={
            "TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "attach-vpc"}]
        },
        ec2__search_transit_gateway_routes={
            "Routes": [
                {
                    "DestinationCidrBlock": "10.9.0.0/16",
                    "State": "active",
                    "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "attach-peer"}],
                },
                {"DestinationCidrBlock": "10.8.0.0/16", "State": "blackhole"},
            ]
        },
    )
    (gateway,) = found.of(TransitGateway)
    assert (gateway.default_association, gateway.default_propagation) == (False, False)
    attachments = {one.id: one for one in found.of(TransitGatewayAttachment)}
    assert (attachments["attach-vpc"].vpc, attachments["attach-vpc"].subnets) == (VPC, (SUBNET,))
    assert (attachments["attach-peer"].kind, attachments["attach-peer"].peer) == (AttachmentKind.PEERING, "tgw-b")
    assert [one.attachment for one in found.of(TransitGatewayAssociation)] == ["attach-vpc"]
    assert [one.attachment for one in found.of(TransitGatewayPropagation)] == ["attach-vpc"]
    assert {one.cidr: one.attachment for one in found.of(TransitGatewayRoute)} == {
        "10.9.0.0/16": "attach-peer",
        "10.8.0.0/16": None,
    }


def test_private_zones_lead_to_endpoints() -> None:
    found = network(
        route53__list_hosted_zones={
            "HostedZones": [
                {"Id": "/hostedzone/Z1", "Name": "example.internal.", "Config": {"PrivateZone": True}},
                {"Id": "/hostedzone/Z2", "Name": "example.com.", "Config": {"PrivateZone": False}},
            ]
        },
        route53__get_hosted_zone={"VPCs": [{"VPCId": VPC, "VPCRegion": REGION}]},
        route53__list_resource_record_sets={
            "ResourceRecordSets": [
                {
                    "Name": "\\052.example.internal.",
                    "Type": "A",
                    "AliasTarget": {"DNSName": f"vpce-0000000a-abc.ssm.{REGION}.vpce.amazonaws.com."},
                },
                {"Name": "host.example.internal.", "Type": "A", "ResourceRecords": [{"Value": "10.0.0.9"}]},
                {"Name": "example.internal.", "Type": "SOA", "ResourceRecords": [{"Value": "soa"}]},
            ]
        },
        route53__list_hosted_zones_by_vpc={
            "HostedZoneSummaries": [
                {"HostedZoneId": "Z1", "Name": "example.internal.", "Owner": {"OwningAccount": "111111111111"}},
                {"HostedZoneId": "Z3", "Name": "shared.internal.", "Owner": {"OwningAccount": "222222222222"}},
                {"HostedZoneId": "Z4", "Name": "ssm.amazonaws.com.", "Owner": {"OwningService": "vpce.amazonaws.com"}},
            ]
        },
    )
    zones = {one.id: one for one in found.of(HostedZone)}
    assert set(zones) == {"Z1", "Z3"}
    assert (zones["Z1"].vpcs, zones["Z1"].imported) == ((VPC,), False)
    # Of a zone that another account shares the records are not known.
    assert (zones["Z3"].vpcs, zones["Z3"].imported) == ((VPC,), True)
    records = {one.name: one for one in found.of(Record)}
    assert records["*.example.internal."].endpoint == "vpce-0000000a"
    assert records["host.example.internal."].values == ("10.0.0.9",)
    assert len(records) == 2


def test_resolver_and_profiles_are_read() -> None:
    found = network(
        route53resolver__list_resolver_endpoints={
            "ResolverEndpoints": [{"Id": "rslvr-out", "Direction": "OUTBOUND", "SecurityGroupIds": [GROUP]}]
        },
        route53resolver__list_resolver_endpoint_ip_addresses={"IpAddresses": [{"SubnetId": SUBNET, "Ip": "10.0.0.53"}]},
        route53resolver__list_resolver_rules={
            "ResolverRules": [
                {
                    "Id": "rslvr-rr-1",
                    "DomainName": "corp.example.",
                    "RuleType": "FORWARD",
                    "ResolverEndpointId": "rslvr-out",
                    "TargetIps": [{"Ip": "192.168.0.2"}],
                },
                {"Id": "rslvr-autodefined", "DomainName": ".", "RuleType": "RECURSIVE"},
            ]
        },
        route53resolver__list_resolver_rule_associations={
            "ResolverRuleAssociations": [
                {"Id": "1", "ResolverRuleId": "rslvr-rr-1", "VPCId": VPC},
                {"Id": "2", "ResolverRuleId": "rslvr-autodefined", "VPCId": VPC},
            ]
        },
        route53profiles__list_profiles={"ProfileSummaries": [{"Id": "rp-1"}]},
        route53profiles__list_profile_resource_associations={
            "ProfileResourceAssociations": [
                {"Id": "rpr-1", "ResourceArn": f"arn:aws:ec2:{REGION}:111111111111:vpc-endpoint/vpce-0000000a"}
            ]
        },
        route53profiles__list_profile_associations={
            "ProfileAssociations": [{"Id": "rpa-1", "ProfileId": "rp-1", "ResourceId": VPC}]
        },
    )
    (outbound,) = found.of(ResolverEndpoint)
    assert (outbound.subnets, outbound.addresses, outbound.groups) == ((SUBNET,), ("10.0.0.53",), (GROUP,))
    assert [(one.domain, one.targets) for one in found.of(ResolverRule)] == [("corp.example.", ("192.168.0.2",))]
    assert [(one.rule, one.vpc) for one in found.of(ResolverRuleAssociation)] == [("rslvr-rr-1", VPC)]
    assert [(one.profile, one.resource) for one in found.of(ProfileResource)] == [("rp-1", "vpce-0000000a")]
    assert [(one.profile, one.vpc) for one in found.of(ProfileAssociation)] == [("rp-1", VPC)]


def test_prefix_lists_of_aws_are_known_by_their_service() -> None:
    found = network(
        ec2__describe_managed_prefix_lists={
            "PrefixLists": [
                {"PrefixListId": "pl-s3", "OwnerId": "AWS", "PrefixListName": f"com.amazonaws.{REGION}.s3"},
                {
                    "PrefixListId": "pl-s3v6",
                    "OwnerId": "AWS",
                    "PrefixListName": f"com.amazonaws.{REGION}.ipv6.s3",
                    "AddressFamily": "IPv6",
                },
                {"PrefixListId": "pl-cf", "OwnerId": "AWS", "PrefixListName": "com.amazonaws.global.cloudfront"},
                {"PrefixListId": "pl-own", "OwnerId": "111111111111", "PrefixListName": "own"},
            ]
        },
        ec2__get_managed_prefix_list_entries={"Entries": [{"Cidr": "10.0.0.0/8"}]},
    )
    lists = {one.id: one for one in found.of(PrefixList)}
    assert (lists["pl-s3"].service, lists["pl-s3v6"].service, lists["pl-s3v6"].ipv6) == ("s3", "s3", True)
    assert lists["pl-cf"].service is None
    assert isinstance(lists["pl-cf"].entries, Unknown)
    assert lists["pl-own"].entries == ("10.0.0.0/8",)


def test_an_endpoint_that_nobody_accepted_is_none_yet() -> None:
    (row,) = BASE["ec2.describe_vpc_endpoints"]["VpcEndpoints"]
    states = {"pendingAcceptance": False, "rejected": False, "available": True, "deleted": None}
    for state, accepted in states.items():
        found = network(ec2__describe_vpc_endpoints={"VpcEndpoints": [{**row, "State": state}]}).of(Endpoint)
        assert [one.accepted for one in found] == ([] if accepted is None else [accepted])


def test_interfaces_of_services_belong_to_the_services() -> None:
    row = {"SubnetId": SUBNET, "Groups": [{"GroupId": GROUP}], "PrivateIpAddress": "10.0.0.9"}
    found = network(
        ec2__describe_network_interfaces={
            "NetworkInterfaces": [
                {**row, "NetworkInterfaceId": "eni-own", "SourceDestCheck": False},
                {**row, "NetworkInterfaceId": "eni-instance", "Attachment": {"InstanceId": "i-0000000a"}},
                {**row, "NetworkInterfaceId": "eni-lambda", "InterfaceType": "lambda"},
                {**row, "NetworkInterfaceId": "eni-rds", "RequesterManaged": True},
            ]
        }
    ).of(Interface)
    assert {one.id: (one.owner, one.forwards) for one in found} == {
        "eni-own": (None, True),
        "eni-instance": ("i-0000000a", False),
    }


def test_dns_servers_are_those_of_the_options() -> None:
    (row,) = BASE["ec2.describe_vpcs"]["Vpcs"]
    options = {
        "DhcpOptionsId": "dopt-1",
        "DhcpConfigurations": [{"Key": "domain-name-servers", "Values": [{"Value": "192.0.2.53"}]}],
    }
    vpcs = {"Vpcs": [{**row, "DhcpOptionsId": "dopt-1"}]}
    (vpc,) = network(ec2__describe_vpcs=vpcs, ec2__describe_dhcp_options={"DhcpOptions": [options]}).of(Vpc)
    assert vpc.dns_servers == ("192.0.2.53",)
    (vpc,) = network(ec2__describe_vpcs=vpcs, ec2__describe_dhcp_options=refusal()).of(Vpc)
    assert isinstance(vpc.dns_servers, Unknown)


@pytest.mark.parametrize(
    ("mode", "blocked"), [("off", False), ("block-bidirectional", True), ("block-ingress", Unknown)]
)
def test_block_public_access_is_read(mode: str, blocked: object) -> None:
    options = {"VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": mode}}
    (vpc,) = network(ec2__describe_vpc_block_public_access_options=options).of(Vpc)
    assert vpc.block_public_access is blocked or isinstance(vpc.block_public_access, Unknown)
    (vpc,) = network(ec2__describe_vpc_block_public_access_options=refusal()).of(Vpc)
    assert isinstance(vpc.block_public_access, Unknown)


def test_an_auto_scaling_group_is_what_it_would_launch() -> None:
    found = network(
        autoscaling__describe_auto_scaling_groups={
            "AutoScalingGroups": [
                {
                    "AutoScalingGroupARN": "arn:aws:autoscaling:x",
                    "AutoScalingGroupName": "x",
                    "VPCZoneIdentifier": f"{SUBNET},subnet-0000000b",
                    "LaunchTemplate": {"LaunchTemplateId": "lt-1", "Version": "3"},
                }
            ]
        },
        ec2__describe_launch_template_versions={
            "LaunchTemplateVersions": [
                {"LaunchTemplateData": {"SecurityGroupIds": [GROUP], "IamInstanceProfile": {"Name": "Profile"}}}
            ]
        },
    )
    (one,) = [one for one in found.of(Workload) if one.kind == "AWS::AutoScaling::AutoScalingGroup"]
    assert (one.subnets, one.groups) == ((SUBNET, "subnet-0000000b"), (GROUP,))
    assert one.role == "arn:aws:iam::111111111111:role/Worker"


def test_importing_it_loads_no_boto3() -> None:
    code = "import sys, private_endpoints.account as a; sys.exit('boto3' in sys.modules or 'botocore' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code
