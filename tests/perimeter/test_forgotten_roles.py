"""A service role of the app that the perimeter refuses is warned of at synth, where nobody named it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_backup as backup
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesisfirehose as firehose
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_rds as rds
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from aws_cdk.assertions import Annotations, Match

from private_endpoints import PrivateServiceAccess, SourceVpceResourcePolicy
from support.vpcs import ENV, Case, owned

ISOLATED = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
WARNING = Match.string_like_regexp(r".*refuses: name the role in service_roles=.*")


def bucket(case: Case, **props: Any) -> s3.Bucket:
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["s3"])
    made = s3.Bucket(case.stack, "Bucket", versioned=True)
    SourceVpceResourcePolicy(case.stack, "Only", resource=made, access=[access], **props)
    return made


def warned(stack: cdk.Stack, path: str) -> None:
    Annotations.from_stack(stack).has_warning(path, WARNING)


def silent(stack: cdk.Stack) -> None:
    Annotations.from_stack(stack).has_no_warning("*", WARNING)


def role(stack: cdk.Stack, service: str, id: str = "Role") -> iam.Role:
    return iam.Role(stack, id, assumed_by=iam.ServicePrincipal(service))


@pytest.mark.parametrize(
    "service",
    ["s3.amazonaws.com", "batchoperations.s3.amazonaws.com", "firehose.amazonaws.com", "datasync.amazonaws.com"],
)
def test_a_role_that_a_service_uses_from_outside(service: str) -> None:
    case = owned()
    bucket(case).grant_read_write(role(case.stack, service))
    warned(case.stack, "/App/Role/Resource")


def test_not_so_a_role_that_was_named() -> None:
    case = owned()
    named = role(case.stack, "firehose.amazonaws.com")
    bucket(case, service_roles=[named]).grant_read_write(named)
    silent(case.stack)


def test_not_so_a_role_of_instances_nor_one_that_is_granted_another_bucket_or_other_actions() -> None:
    case = owned()
    made = bucket(case)
    made.grant_read_write(role(case.stack, "ec2.amazonaws.com", "Instances"))
    other = role(case.stack, "firehose.amazonaws.com")
    s3.Bucket(case.stack, "Other").grant_read_write(other)
    other.add_to_policy(iam.PolicyStatement(actions=["s3:GetBucketLocation"], resources=[made.bucket_arn]))
    silent(case.stack)


def test_a_role_that_may_read_everything() -> None:
    case = owned()
    bucket(case)
    role(case.stack, "glue.amazonaws.com").add_to_policy(iam.PolicyStatement(actions=["s3:Get*"], resources=["*"]))
    warned(case.stack, "/App/Role/Resource")


def test_a_role_of_another_stack() -> None:
    case = owned()
    other = cdk.Stack(case.app, "Other", env=ENV)
    bucket(case).grant_read(role(other, "firehose.amazonaws.com"))
    warned(other, "/Other/Role/Resource")


def function(case: Case, **props: Any) -> lambda_.Function:
    return lambda_.Function(
        case.stack,
        "Function",
        code=lambda_.Code.from_inline("def handler(event, context): ..."),
        handler="index.handler",
        runtime=lambda_.Runtime.PYTHON_3_13,
        **props,
    )


def test_a_function_outside_the_vpc_and_not_one_inside() -> None:
    case = owned()
    bucket(case).grant_read(function(case))
    warned(case.stack, "/App/Function/ServiceRole/Resource")
    case = owned()
    bucket(case).grant_read(function(case, vpc=case.vpc))
    silent(case.stack)


def queue(case: Case) -> sqs.Queue:
    return sqs.Queue(case.stack, "Queue")


def table(case: Case) -> dynamodb.Table:
    key = dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
    return dynamodb.Table(case.stack, "Table", partition_key=key, stream=dynamodb.StreamViewType.NEW_IMAGE)


SOURCES: dict[str, tuple[str, Callable[[Case], Any], Callable[[Any], lambda_.IEventSource]]] = {
    "sqs": ("sqs", queue, event_sources.SqsEventSource),
    "stream": (
        "dynamodb",
        table,
        lambda made: event_sources.DynamoEventSource(made, starting_position=lambda_.StartingPosition.LATEST),
    ),
}


@pytest.mark.parametrize(("service", "make", "source"), SOURCES.values(), ids=SOURCES)
def test_lambda_polls_with_the_role_of_a_function_that_is_inside(
    service: str, make: Callable[[Case], Any], source: Callable[[Any], lambda_.IEventSource]
) -> None:
    case = owned()
    made = make(case)
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=[service])
    SourceVpceResourcePolicy(case.stack, "Only", resource=made, access=[access])
    function(case, vpc=case.vpc).add_event_source(source(made))
    warned(case.stack, "/App/Function/ServiceRole/Resource")


def test_a_key_that_a_service_role_decrypts_with() -> None:
    case = owned()
    key = kms.Key(case.stack, "Key")
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["kms"])
    SourceVpceResourcePolicy(case.stack, "Only", resource=key, access=[access])
    key.grant_decrypt(role(case.stack, "states.amazonaws.com"))
    warned(case.stack, "/App/Role/Resource")


def test_a_backup_whose_role_has_its_policies_elsewhere() -> None:
    case = owned()
    made = bucket(case)
    plan = backup.BackupPlan.daily35_day_retention(case.stack, "Plan")
    plan.add_selection("Selection", resources=[backup.BackupResource.from_arn(made.bucket_arn)])
    warned(case.stack, "/App/Plan/Selection/Resource")


def test_a_delivery_stream_whose_role_is_imported_and_one_whose_role_is_named() -> None:
    arn = "arn:aws:iam::111111111111:role/Delivery"
    for named in (False, True):
        case = owned()
        made = bucket(case, service_roles=[arn] if named else [])
        firehose.CfnDeliveryStream(
            case.stack,
            "Stream",
            s3_destination_configuration=firehose.CfnDeliveryStream.S3DestinationConfigurationProperty(
                bucket_arn=made.bucket_arn, role_arn=arn
            ),
        )
        if named:
            silent(case.stack)
        else:
            warned(case.stack, "/App/Stream")


def test_replication_by_the_l2() -> None:
    case = owned()
    made = bucket(case)
    s3.Bucket(
        case.stack, "Source", versioned=True, replication_rules=[s3.ReplicationRule(destination=made, priority=1)]
    )
    warned(case.stack, "*")


def test_a_warning_is_acknowledged_at_the_role() -> None:
    case = owned()
    used = role(case.stack, "firehose.amazonaws.com")
    bucket(case).grant_read(used)
    cdk.Annotations.of(used).acknowledge_warning("private-endpoints:service-role-refused", "it shall be refused")
    silent(case.stack)


def test_two_perimeters_warn_of_a_role_each() -> None:
    case = owned()
    made = bucket(case)
    access = PrivateServiceAccess(case.stack, "Queues", vpc=case.vpc, services=["sqs"])
    second = queue(case)
    SourceVpceResourcePolicy(case.stack, "Also", resource=second, access=[access])
    used = role(case.stack, "pipes.amazonaws.com")
    made.grant_read(used)
    second.grant_consume_messages(used)
    for path in ("App/Bucket", "App/Queue"):
        Annotations.from_stack(case.stack).has_warning(
            "/App/Role/Resource", Match.string_like_regexp(rf".*{path} refuses: name the role.*")
        )


def test_not_so_a_role_of_a_twin_stack_whose_bucket_has_the_same_logical_id() -> None:
    case = owned()
    bucket(case)
    twin = cdk.Stack(case.app, "Twin", env=ENV)
    s3.Bucket(twin, "Bucket").grant_read(role(twin, "firehose.amazonaws.com"))
    silent(twin)
    silent(case.stack)


def secret(case: Case, **props: Any) -> None:
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["secretsmanager"])
    database = rds.DatabaseInstance(
        case.stack, "Db", engine=rds.DatabaseInstanceEngine.MYSQL, vpc=case.vpc, vpc_subnets=ISOLATED
    )
    assert database.secret is not None
    SourceVpceResourcePolicy(case.stack, "Only", resource=database.secret, access=[access], **props)


def test_cloudformation_that_attaches_a_secret_is_warned_of_until_its_role_is_named() -> None:
    attaches = Match.string_like_regexp(".*to attach it to a database.*cloudformation-refused.*")
    case = owned()
    secret(case)
    Annotations.from_stack(case.stack).has_warning("*", attaches)
    case = owned()
    secret(case, service_roles=["arn:aws:iam::111111111111:role/cdk-hnb659fds-cfn-exec-role-111111111111-us-east-1"])
    Annotations.from_stack(case.stack).has_no_warning("*", attaches)


def test_where_nobody_knows_who_deploys_a_perimeter_on_everything_is_warned_of() -> None:
    stack = cdk.Stack(cdk.App(), "App", env=ENV, synthesizer=cdk.CliCredentialsStackSynthesizer())
    glass = "arn:aws:iam::111111111111:role/BreakGlass"
    SourceVpceResourcePolicy(
        stack,
        "Only",
        resource=s3.Bucket(stack, "Bucket"),
        accounts=["111111111111"],
        actions=["s3:*"],
        break_glass=[glass],
    )
    Annotations.from_stack(stack).has_warning(
        "*", Match.string_like_regexp(".*with which role CloudFormation deploys.*")
    )
