"""allow_from opens both ends, and makes each rule in the stack of the client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_
from aws_cdk.assertions import Annotations, Match

from private_endpoints import PrivateServiceAccess, VpcEndpoints
from private_endpoints.catalog import managed_prefix_list_ids
from support.templates import properties, resources, template_of
from support.vpcs import CASES, Case, agnostic_stack, import_vpc, imported, new_stack, owned

ISOLATED = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)

CLIENTS: dict[str, Callable[[Case], ec2.IConnectable]] = {
    "instance": lambda case: ec2.Instance(
        case.stack,
        "Client",
        vpc=case.vpc,
        vpc_subnets=ISOLATED,
        instance_type=ec2.InstanceType("t3.micro"),
        machine_image=ec2.MachineImage.latest_amazon_linux2023(),
        allow_all_outbound=False,
    ),
    "function": lambda case: lambda_.Function(
        case.stack,
        "Client",
        vpc=case.vpc,
        vpc_subnets=ISOLATED,
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_inline("..."),
        allow_all_outbound=False,
    ),
    "Auto Scaling group": lambda case: autoscaling.AutoScalingGroup(
        case.stack,
        "Client",
        vpc=case.vpc,
        vpc_subnets=ISOLATED,
        instance_type=ec2.InstanceType("t3.micro"),
        machine_image=ec2.MachineImage.latest_amazon_linux2023(),
        security_group=ec2.SecurityGroup(case.stack, "Group", vpc=case.vpc, allow_all_outbound=False),
    ),
    "security group": lambda case: ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc, allow_all_outbound=False),
    "imported security group": lambda case: ec2.SecurityGroup.from_security_group_id(
        case.stack, "Client", "sg-0123456789abcdef0", allow_all_outbound=False
    ),
}


def access(case: Case, *services: str, **props: Any) -> PrivateServiceAccess:
    return PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=services, **props)


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_a_restricted_client_is_let_into_the_endpoint_and_out_to_it(
    make: Callable[[], Case], client: Callable[[Case], ec2.IConnectable]
) -> None:
    case = make()
    access(case, "sqs").allow_from(client(case))
    (ingress,) = properties(case.stack, "AWS::EC2::SecurityGroupIngress")
    (egress,) = properties(case.stack, "AWS::EC2::SecurityGroupEgress")
    for rule in (ingress, egress):
        assert (rule["IpProtocol"], rule["FromPort"], rule["ToPort"]) == ("tcp", 443, 443)
    assert ingress["GroupId"] == egress["DestinationSecurityGroupId"]
    assert ingress["SourceSecurityGroupId"] == egress["GroupId"]


def test_a_client_that_may_go_anywhere_needs_no_rule_out_and_gets_no_warning() -> None:
    case = owned()
    access(case, "sqs", "s3").allow_from(ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc))
    assert len(resources(case.stack, "AWS::EC2::SecurityGroupIngress")) == 1
    assert not resources(case.stack, "AWS::EC2::SecurityGroupEgress")
    assert not Annotations.from_stack(case.stack).find_warning("*", Match.any_value())


@pytest.mark.parametrize(("service", "prefix_list"), [("s3", "pl-63a5400a"), ("dynamodb", "pl-02cd2c6b")])
@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_a_restricted_client_is_let_out_to_the_prefix_list_of_a_gateway(
    make: Callable[[], Case], service: str, prefix_list: str
) -> None:
    case = make()
    access(case, service).allow_from(ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc, allow_all_outbound=False))
    (egress,) = properties(case.stack, "AWS::EC2::SecurityGroupEgress")
    assert egress["DestinationPrefixListId"] == prefix_list
    assert (egress["IpProtocol"], egress["FromPort"], egress["ToPort"]) == ("tcp", 443, 443)


def test_without_a_region_the_prefix_list_is_mapped_at_deployment() -> None:
    stack = agnostic_stack()
    vpc = ec2.Vpc(stack, "Vpc", nat_gateways=0)
    group = ec2.SecurityGroup(stack, "Client", vpc=vpc, allow_all_outbound=False)
    for name in ("A", "B"):
        PrivateServiceAccess(stack, name, vpc=vpc, services=["s3"], subnets=ISOLATED).allow_from(group)
    (egress,) = properties(stack, "AWS::EC2::SecurityGroupEgress")
    assert egress["DestinationPrefixListId"] == {
        "Fn::FindInMap": ["AwsManagedPrefixLists", {"Ref": "AWS::Region"}, "s3"]
    }
    mapping = template_of(stack)["Mappings"]["AwsManagedPrefixLists"]
    assert {region: ids["s3"] for region, ids in mapping.items() if "s3" in ids} == managed_prefix_list_ids("s3")


def test_in_a_region_whose_prefix_list_is_not_known_the_id_is_asked_for() -> None:
    stack = cdk.Stack(cdk.App(), "App", env=cdk.Environment(account="111111111111", region="xx-test-1"))
    vpc = import_vpc(stack)
    group = ec2.SecurityGroup(stack, "Client", vpc=vpc, allow_all_outbound=False)
    with pytest.raises(ValueError, match=r"unknown-prefix-list.*prefix_list_id="):
        PrivateServiceAccess(stack, "A", vpc=vpc, services=["s3"]).allow_from(group)
    given = PrivateServiceAccess(stack, "B", vpc=vpc, services=["s3"], prefix_list_id="pl-0123456789abcdef0")
    given.allow_from(group)
    (egress,) = properties(stack, "AWS::EC2::SecurityGroupEgress")
    assert egress["DestinationPrefixListId"] == "pl-0123456789abcdef0"


def test_all_ports_of_a_service_are_opened() -> None:
    case = owned()
    access(case, "email-smtp", "athena").allow_from(ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc))
    ports = [rule["FromPort"] for rule in properties(case.stack, "AWS::EC2::SecurityGroupIngress")]
    assert sorted(ports) == [25, 443, 444, 465, 587, 2465, 2587]


def test_a_vpc_stands_for_its_range() -> None:
    stack = new_stack()
    vpc = import_vpc(stack)
    PrivateServiceAccess(stack, "Access", vpc=vpc, services=["sqs"]).allow_from(vpc)
    (rule,) = properties(stack, "AWS::EC2::SecurityGroupIngress")
    assert (rule["CidrIp"], rule["FromPort"]) == ("10.0.0.0/16", 443)


def test_a_range_can_be_a_client() -> None:
    case = owned()
    access(case, "sqs").allow_from(ec2.Peer.ipv4("10.9.0.0/16"))
    (rule,) = properties(case.stack, "AWS::EC2::SecurityGroupIngress")
    assert rule["CidrIp"] == "10.9.0.0/16"


def test_letting_a_client_in_twice_makes_one_rule() -> None:
    case = owned()
    group = ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc, allow_all_outbound=False)
    one = access(case, "sqs", "s3")
    one.allow_from(group)
    one.allow_from(group, group)
    assert len(resources(case.stack, "AWS::EC2::SecurityGroupIngress")) == 1
    assert len(resources(case.stack, "AWS::EC2::SecurityGroupEgress")) == 2


def test_an_endpoint_never_calls_so_its_group_lets_nothing_out() -> None:
    case = owned()
    access(case, "sqs")
    (group,) = properties(case.stack, "AWS::EC2::SecurityGroup")
    assert [(rule["CidrIp"], rule["IpProtocol"]) for rule in group["SecurityGroupEgress"]] == [
        ("255.255.255.255/32", "icmp")
    ]


def test_an_endpoint_that_admits_nobody_is_warned_about() -> None:
    case = owned()
    access(case, "sqs")
    Annotations.from_stack(case.stack).has_warning(
        "/App/Vpc/PrivateEndpoints/sqs", Match.string_like_regexp("admits nobody")
    )


@pytest.mark.parametrize("peer", ["range", "group"])
def test_a_rule_made_through_the_l2_counts_as_letting_in(peer: str) -> None:
    case = owned()
    endpoint = access(case, "sqs").endpoints["sqs"]
    assert isinstance(endpoint, ec2.InterfaceVpcEndpoint)
    client = ec2.Peer.ipv4("10.9.0.0/16") if peer == "range" else ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc)
    endpoint.connections.allow_default_port_from(client)
    Annotations.from_stack(case.stack).has_no_warning("*", Match.string_like_regexp("admits nobody"))


def test_an_imported_group_that_is_said_to_let_everything_out_is_warned_about() -> None:
    case = imported()
    access(case, "sqs").allow_from(ec2.SecurityGroup.from_security_group_id(case.stack, "Client", "sg-1"))
    Annotations.from_stack(case.stack).has_warning(
        "/App/Client", Match.string_like_regexp("import it with allow_all_outbound=False")
    )


def test_an_adopted_endpoint_is_shared_and_lets_clients_in() -> None:
    case = imported()
    old = ec2.InterfaceVpcEndpoint.from_interface_vpc_endpoint_attributes(
        case.stack,
        "Old",
        vpc_endpoint_id="vpce-0123456789abcdef0",
        port=443,
        security_groups=[ec2.SecurityGroup.from_security_group_id(case.stack, "OldGroup", "sg-old")],
    )
    VpcEndpoints.of(case.vpc).adopt("sqs", old)
    group = ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc, allow_all_outbound=False)
    one = access(case, "sqs")
    one.allow_from(group)
    assert one.endpoints["sqs"].vpc_endpoint_id == "vpce-0123456789abcdef0"
    assert not resources(case.stack, "AWS::EC2::VPCEndpoint")
    (ingress,) = properties(case.stack, "AWS::EC2::SecurityGroupIngress")
    assert ingress["GroupId"] == "sg-old"
    Annotations.from_stack(case.stack).has_warning("*", Match.string_like_regexp("its policy is not managed here"))


def test_an_adopted_endpoint_without_known_groups_asks_for_them() -> None:
    case = imported()
    old = ec2.InterfaceVpcEndpoint.from_interface_vpc_endpoint_attributes(
        case.stack, "Old", vpc_endpoint_id="vpce-1", port=443
    )
    VpcEndpoints.of(case.vpc).adopt("sqs", old)
    with pytest.raises(ValueError, match=r"groups-unknown.*security_groups="):
        access(case, "sqs").allow_from(ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc))


def test_an_adopted_gateway_serves_its_askers() -> None:
    case = imported()
    old = ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(case.stack, "Old", "vpce-0123456789abcdef0")
    VpcEndpoints.of(case.vpc).adopt("s3", old)
    access(case, "s3").allow_from(ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc, allow_all_outbound=False))
    assert not resources(case.stack, "AWS::EC2::VPCEndpoint")
    assert len(resources(case.stack, "AWS::EC2::SecurityGroupEgress")) == 1
