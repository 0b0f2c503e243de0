"""A VPC without a way to the internet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs.endpoint_access import path_of
from private_endpoints.errors import Problem

__all__ = ["PrivateVpc"]


class PrivateVpc(ec2.Vpc):
    """An `ec2.Vpc` with isolated subnets only.

    Creates a VPC over the Availability Zones with one isolated subnet in each, DNS support and host names on (private
    DNS of endpoints needs both), no internet gateway, no NAT, a default security group without rules, and a flow log
    of all traffic to a log group that is kept for a year.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        ip_addresses: ec2.IIpAddresses | None = None,
        max_azs: int | None = None,
        availability_zones: Sequence[str] | None = None,
        subnet_configuration: Sequence[ec2.SubnetConfiguration] | None = None,
        flow_logs: Mapping[str, ec2.FlowLogOptions] | None = None,
        encryption_key: kms.IKey | None = None,
        vpc_name: str | None = None,
    ) -> None:
        """Create the VPC.

        Args:
            scope: parent.
            id: id below the parent.
            ip_addresses: IPv4 range. Default: `10.0.0.0/16`.
            max_azs: the most Availability Zones to use. Default: 3, or 2 in a stack without a region.
            availability_zones: the zones by name, instead of `max_azs`. Default: the first of the region.
            subnet_configuration: groups of subnets, each isolated. Default: one group, `Isolated`, sharing the range.
            flow_logs: flow logs by id, instead of the one that is made. Default: all traffic, to a log group.
            encryption_key: key of the flow log's log group; CloudWatch Logs is let use it. Default: a key of the
                CloudWatch Logs service.
            vpc_name: `Name` tag. Default: the construct path.

        Raises:
            InvalidInputError: a subnet group that is not isolated; nothing was made.
        """
        raise_problems(path_of(scope, id), _problems(subnet_configuration, max_azs, availability_zones))
        super().__init__(
            scope,
            id,
            ip_addresses=ip_addresses,
            max_azs=max_azs,
            availability_zones=list(availability_zones) if availability_zones is not None else None,
            subnet_configuration=list(subnet_configuration)
            if subnet_configuration is not None
            else [ec2.SubnetConfiguration(name="Isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)],
            nat_gateways=0,
            create_internet_gateway=False,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            restrict_default_security_group=True,
            flow_logs=dict(flow_logs) if flow_logs is not None else None,
            vpc_name=vpc_name,
        )
        self._tidy_default_group_provider()
        self.flow_log_group: logs.LogGroup | None = None
        if flow_logs is None:
            self._log_all_traffic(encryption_key)

    def _tidy_default_group_provider(self) -> None:
        """Drop a dependency that the CDK's provider states twice, which linters report (cfn-lint W3005)."""
        provider = cdk.Stack.of(self).node.try_find_child("Custom::VpcRestrictDefaultSGCustomResourceProvider")
        handler = provider.node.try_find_child("Handler") if provider is not None else None
        if isinstance(handler, cdk.CfnResource):
            handler.add_deletion_override("DependsOn")

    def _log_all_traffic(self, key: kms.IKey | None) -> None:
        group = logs.LogGroup(self, "FlowLogGroup", retention=logs.RetentionDays.ONE_YEAR, encryption_key=key)
        if key is not None:
            _let_logs_use(key, cdk.Stack.of(self))
        role = iam.Role(self, "FlowLogRole", assumed_by=iam.ServicePrincipal("vpc-flow-logs.amazonaws.com"))
        # A managed policy and a role that takes no further one: the L2 would add an inline policy, which audits reject.
        iam.ManagedPolicy(
            self,
            "FlowLogPolicy",
            roles=[role],
            statements=[
                iam.PolicyStatement(
                    actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                    resources=[group.log_group_arn],
                )
            ],
        )
        destination = ec2.FlowLogDestination.to_cloud_watch_logs(group, role.without_policy_updates())
        self.add_flow_log("FlowLog", destination=destination)
        self.flow_log_group = group


def _problems(
    subnet_configuration: Sequence[ec2.SubnetConfiguration] | None,
    max_azs: int | None,
    availability_zones: Sequence[str] | None,
) -> list[Problem]:
    problems = [
        Problem(
            "not-isolated",
            f"subnet group {group.name!r} is {group.subnet_type.name}",
            "a PrivateVpc has SubnetType.PRIVATE_ISOLATED only; use ec2.Vpc for subnets with a way out",
        )
        for group in subnet_configuration or ()
        if group.subnet_type is not ec2.SubnetType.PRIVATE_ISOLATED
    ]
    if subnet_configuration is not None and not subnet_configuration:
        problems.append(Problem("no-subnets", "subnet_configuration=[] makes no subnets", "leave it out for one group"))
    if max_azs is not None and max_azs < 1:
        problems.append(Problem("no-zones", f"max_azs={max_azs}", "give 1 or more"))
    if max_azs is not None and availability_zones is not None:
        problems.append(Problem("two-zone-choices", "max_azs= and availability_zones= are both given", "give one"))
    return problems


def _let_logs_use(key: kms.IKey, stack: cdk.Stack) -> None:
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    added = key.add_to_resource_policy(
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
    if not added.statement_added:
        cdk.Annotations.of(key).add_warning_v2(
            "private-endpoints:imported-key",
            f"the policy of {key.node.path} cannot be changed here: it must let CloudWatch Logs use the key, "
            "or the log group cannot be made",
        )
