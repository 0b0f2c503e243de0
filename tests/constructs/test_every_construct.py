"""Each construct with all defaults and with everything set, on each kind of VPC."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from private_endpoints import (
    EndpointKind,
    EndpointPolicy,
    PrivateDynamoDbAccess,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
    PrivateWorkloadAccess,
    SessionLogging,
    SourceVpceBucketPolicy,
    SourceVpceResourcePolicy,
    SsmPrivateAccess,
    VpcEndpoints,
)
from support.templates import endpoints, properties, resources, statements, template_of
from support.vpcs import CASES, Case, new_stack, owned

Build = Callable[[Case], Any]
ISOLATED = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)


def client(case: Case) -> ec2.SecurityGroup:
    return ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc, allow_all_outbound=False)


def role(case: Case) -> iam.Role:
    return iam.Role(case.stack, "Role", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))


def s3_defaults(case: Case) -> None:
    PrivateS3Access(case.stack, "Access", vpc=case.vpc)


def s3_everything(case: Case) -> None:
    access = PrivateS3Access(
        case.stack,
        "Access",
        vpc=case.vpc,
        buckets=[s3.Bucket(case.stack, "Data", bucket_name="data-of-this-app")],
        actions=["s3:GetObject"],
        owned_buckets=["amazon-linux-2023"],
        policy=EndpointPolicy.organization("o-a1b2c3d4e5"),
        subnets=ISOLATED,
        route_table_ids=["rtb-further"],
        prefix_list_id="pl-0123456789abcdef0",
    )
    access.allow_list_all_my_buckets()
    access.allow_from(client(case))


def dynamodb_defaults(case: Case) -> None:
    PrivateDynamoDbAccess(case.stack, "Access", vpc=case.vpc)


def dynamodb_everything(case: Case) -> None:
    key = dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
    PrivateDynamoDbAccess(
        case.stack,
        "Access",
        vpc=case.vpc,
        tables=[dynamodb.TableV2(case.stack, "Table", table_name="orders", partition_key=key)],
        actions=["dynamodb:GetItem"],
        policy=EndpointPolicy.organization("o-a1b2c3d4e5"),
        subnets=ISOLATED,
        route_table_ids=["rtb-further"],
        prefix_list_id="pl-0123456789abcdef0",
    ).allow_from(client(case))


def ssm_defaults(case: Case) -> None:
    SsmPrivateAccess(case.stack, "Access", vpc=case.vpc)


def ssm_everything(case: Case) -> None:
    key = kms.Key(case.stack, "Key")
    access = SsmPrivateAccess(
        case.stack,
        "Access",
        vpc=case.vpc,
        session_logging=SessionLogging(
            log_group=logs.LogGroup(case.stack, "Logs", encryption_key=key),
            bucket=s3.Bucket(case.stack, "Transcripts", bucket_name="transcripts-of-this-app", encryption_key=key),
            key_prefix="sessions",
            session_key=key,
        ),
        policy=EndpointPolicy.organization("o-a1b2c3d4e5"),
        subnets=ISOLATED,
    )
    access.grant_managed(role(case))
    access.allow_from(client(case))


def services_defaults(case: Case) -> None:
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["secretsmanager"])


def services_everything(case: Case) -> None:
    PrivateServiceAccess(
        case.stack,
        "Access",
        vpc=case.vpc,
        services=["sqs", "com.amazonaws.us-east-1.ecr.api", "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"],
        kind=EndpointKind.INTERFACE,
        subnets=ISOLATED,
        private_dns=False,
        policy=EndpointPolicy.full_access(),
        supported_zones_only=False,
    ).allow_from(client(case))


def workloads_defaults(case: Case) -> None:
    PrivateWorkloadAccess(case.stack, "Access", vpc=case.vpc, workloads=["ecs-fargate"])


def workloads_everything(case: Case) -> None:
    PrivateWorkloadAccess(
        case.stack,
        "Access",
        vpc=case.vpc,
        workloads=["codebuild", "session-manager"],
        include=["secretsmanager", "ssm-agent"],
        exclude=["logs"],
        buckets=[s3.Bucket(case.stack, "Artifacts", bucket_name="artifacts-of-this-app")],
        organization_id="o-a1b2c3d4e5",
        subnets=ISOLATED,
        private_dns=True,
        supported_zones_only=False,
        prefix_list_id="pl-0123456789abcdef0",
    ).allow_from(client(case))


def perimeter_defaults(case: Case) -> None:
    access = PrivateS3Access(case.stack, "Access", vpc=case.vpc)
    SourceVpceBucketPolicy(case.stack, "Perimeter", bucket=s3.Bucket(case.stack, "Bucket"), access=[access])


def perimeter_everything(case: Case) -> None:
    access = PrivateS3Access(case.stack, "Access", vpc=case.vpc)
    SourceVpceBucketPolicy(
        case.stack,
        "Perimeter",
        bucket=s3.Bucket(case.stack, "Bucket"),
        access=[access],
        endpoints=[ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(case.stack, "Other", "vpce-0fedcba9876543210")],
        actions=["s3:*"],
        break_glass=[role(case)],
        service_roles=["arn:aws:iam::111111111111:role/replication"],
    )


def resource_perimeter_defaults(case: Case) -> None:
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    SourceVpceResourcePolicy(case.stack, "Perimeter", resource=sqs.Queue(case.stack, "Queue"), access=[access])


def resource_perimeter_everything(case: Case) -> None:
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["kms"])
    SourceVpceResourcePolicy(
        case.stack,
        "Perimeter",
        resource=kms.Key(case.stack, "Key"),
        access=[access],
        endpoints=[
            ec2.InterfaceVpcEndpoint.from_interface_vpc_endpoint_attributes(
                case.stack, "Other", vpc_endpoint_id="vpce-0fedcba9876543210", port=443
            )
        ],
        vpcs=[case.vpc],
        organization_id="o-a1b2c3d4e5",
        accounts=["222222222222"],
        actions=["kms:Decrypt"],
        break_glass=[role(case)],
        service_roles=["arn:aws:iam::111111111111:role/replication"],
    )


def registry_everything(case: Case) -> None:
    registry = VpcEndpoints.of(case.vpc)
    registry.add_gateway("s3", subnets=ISOLATED, policy=EndpointPolicy.account())
    registry.add_interface("s3", subnets=ISOLATED, private_dns="inbound-only", policy=EndpointPolicy.account())


BUILDS: dict[str, Build] = {
    name: build for name, build in globals().items() if name.endswith(("_defaults", "_everything")) and callable(build)
}


@pytest.fixture
def json_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
@pytest.mark.parametrize("build", BUILDS.values(), ids=BUILDS)
def test_every_construct_synthesizes_on_every_kind_of_vpc(build: Build, make: Callable[[], Case]) -> None:
    case = make()
    build(case)
    assert resources(case.home, "AWS::EC2::VPCEndpoint")
    template_of(case.stack)


@pytest.mark.parametrize("build", BUILDS.values(), ids=BUILDS)
def test_snapshot_of_the_template(build: Build, json_snapshot: SnapshotAssertion) -> None:
    case = CASES["imported"]()
    build(case)
    assert template_of(case.stack) == json_snapshot


@pytest.mark.parametrize("build", BUILDS.values(), ids=BUILDS)
def test_snapshot_of_the_logical_ids(build: Build, json_snapshot: SnapshotAssertion) -> None:
    case = owned()
    build(case)
    assert {key: one["Type"] for key, one in sorted(resources(case.stack).items())} == json_snapshot


def test_a_private_vpc_has_no_way_out() -> None:
    stack = new_stack()
    PrivateVpc(stack, "Vpc")
    ways_out = ("InternetGateway", "NatGateway", "EgressOnlyInternetGateway", "VPCGatewayAttachment", "EIP", "Route")
    for type_ in ways_out:
        assert not resources(stack, f"AWS::EC2::{type_}")
    assert all(not one["MapPublicIpOnLaunch"] for one in properties(stack, "AWS::EC2::Subnet"))


def test_a_private_vpc_has_dns_flow_logs_and_an_empty_default_group() -> None:
    stack = new_stack()
    vpc = PrivateVpc(stack, "Vpc")
    (made,) = properties(stack, "AWS::EC2::VPC")
    assert made["EnableDnsSupport"] is True
    assert made["EnableDnsHostnames"] is True
    (flow_log,) = properties(stack, "AWS::EC2::FlowLog")
    assert flow_log["TrafficType"] == "ALL"
    (group,) = properties(stack, "AWS::Logs::LogGroup")
    assert group["RetentionInDays"] == 365
    assert vpc.flow_log_group is not None
    assert len(resources(stack, "Custom::VpcRestrictDefaultSG")) == 1


def test_a_private_vpc_with_everything_set(json_snapshot: SnapshotAssertion) -> None:
    stack = new_stack()
    vpc = PrivateVpc(
        stack,
        "Vpc",
        ip_addresses=ec2.IpAddresses.cidr("10.20.0.0/20"),
        availability_zones=["us-east-1c", "us-east-1d"],
        subnet_configuration=[
            ec2.SubnetConfiguration(name="Work", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24),
            ec2.SubnetConfiguration(name="Endpoints", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=26),
        ],
        encryption_key=kms.Key(stack, "Key"),
        vpc_name="prod",
    )
    assert len(vpc.isolated_subnets) == 4
    found = template_of(stack)["Resources"]
    assert {key: one for key, one in sorted(found.items()) if "Lambda" not in one["Type"]} == json_snapshot


def test_session_manager_asks_for_ec2messages_only_where_the_region_has_it() -> None:
    def asked(region: str | None) -> list[str]:
        env = cdk.Environment(account="111111111111", region=region) if region else None
        stack = cdk.Stack(cdk.App(), "App", env=env)
        vpc = PrivateVpc(stack, "Vpc", flow_logs={})
        return sorted(SsmPrivateAccess(stack, "Ssm", vpc=vpc).endpoints)

    assert asked("us-east-1") == ["ec2messages", "ssm", "ssmmessages"]
    assert asked("mx-central-1") == ["ssm", "ssmmessages"]
    assert asked(None) == ["ssm", "ssmmessages"]


def test_session_logging_brings_the_endpoints_that_it_takes() -> None:
    case = owned()
    ssm_everything(case)
    assert sorted(endpoints(case.stack)) == [
        "ec2messages Interface",
        "kms Interface",
        "logs Interface",
        "s3 Gateway",
        "ssm Interface",
        "ssmmessages Interface",
    ]
    (statement,) = statements(endpoints(case.stack)["s3 Gateway"]).values()
    assert statement["Action"] == ["s3:GetEncryptionConfiguration", "s3:PutObject"]


def test_managed_instances_get_the_managed_policy_and_may_write_transcripts() -> None:
    case = owned()
    ssm_everything(case)
    managed = [
        one
        for one in properties(case.stack, "AWS::IAM::Role")
        if "AmazonSSMManagedInstanceCore" in str(one.get("ManagedPolicyArns"))
    ]
    assert len(managed) == 1
    assert "AccessWritesTranscripts" in str(managed[0]["ManagedPolicyArns"])


def test_a_full_name_of_another_service_is_taken_as_it_is() -> None:
    case = owned()
    services_everything(case)
    names = [one["ServiceName"] for one in properties(case.stack, "AWS::EC2::VPCEndpoint")]
    assert "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0" in names


def test_the_l2s_are_at_hand() -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs", "s3"])
    assert isinstance(access.endpoints["sqs"], ec2.InterfaceVpcEndpoint)
    assert isinstance(access.endpoints["s3"], ec2.GatewayVpcEndpoint)
    assert VpcEndpoints.of(case.vpc).endpoints("sqs") == (access.endpoints["sqs"],)
    assert access.endpoints["sqs"].node.path == "App/Vpc/PrivateEndpoints/sqs/Resource"
