"""A VPC of isolated subnets with a flow log."""

from __future__ import annotations

from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

__all__ = ["isolated_vpc"]


def isolated_vpc(scope: Construct, id: str, *, key: kms.IKey | None = None) -> ec2.Vpc:
    """No way out, an emptied default group, and all traffic in a log."""
    vpc = ec2.Vpc(
        scope,
        id,
        subnet_configuration=[ec2.SubnetConfiguration(name="Isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)],
        nat_gateways=0,
        create_internet_gateway=False,
        restrict_default_security_group=True,
    )
    group = logs.LogGroup(vpc, "FlowLogGroup", retention=logs.RetentionDays.ONE_YEAR, encryption_key=key)
    if key is not None:
        _let_logs_use(key, Stack.of(scope))
    role = iam.Role(vpc, "FlowLogRole", assumed_by=iam.ServicePrincipal("vpc-flow-logs.amazonaws.com"))
    iam.ManagedPolicy(
        vpc,
        "FlowLogPolicy",
        roles=[role],
        statements=[
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                resources=[group.log_group_arn],
            )
        ],
    )
    vpc.add_flow_log(
        "FlowLog", destination=ec2.FlowLogDestination.to_cloud_watch_logs(group, role.without_policy_updates())
    )
    return vpc


def _let_logs_use(key: kms.IKey, stack: Stack) -> None:
    key.add_to_resource_policy(
        iam.PolicyStatement(
            sid="CloudWatchLogs",
            principals=[iam.ServicePrincipal(f"logs.{stack.region}.{stack.url_suffix}")],
            actions=["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            resources=["*"],
            conditions={
                "ArnLike": {
                    "kms:EncryptionContext:aws:logs:arn": f"arn:{stack.partition}:logs:{stack.region}:{stack.account}:*"
                }
            },
        )
    )
