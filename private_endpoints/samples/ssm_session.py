"""An instance without internet, entered through Session Manager, with transcripts (S4)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_logs as logs
from constructs import Construct

from private_endpoints import PrivateVpc, SessionLogging, SsmPrivateAccess
from private_endpoints.samples.acknowledge import acknowledge
from private_endpoints.samples.client_instance import ClientInstance

__all__ = ["SsmSession"]


class SsmSession(Stack):
    """An instance without internet is entered through Session Manager; transcripts go to CloudWatch Logs."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        transcripts = logs.LogGroup(self, "Transcripts", retention=logs.RetentionDays.ONE_YEAR)

        ssm = SsmPrivateAccess(self, "Ssm", vpc=vpc, session_logging=SessionLogging(log_group=transcripts))

        instance = ClientInstance(self, "Instance", vpc=vpc)
        ssm.grant_managed(instance)
        ssm.allow_from(instance)
        acknowledge(
            instance,
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]",
            reason="AWS keeps this policy in step with the agent: https://docs.aws.amazon.com/systems-manager/",
        )
        acknowledge(
            ssm, "AwsSolutions-IAM5[Resource::*]", reason="logs:DescribeLogGroups is an action on all log groups"
        )

        RemovalPolicies.of(self).destroy()
