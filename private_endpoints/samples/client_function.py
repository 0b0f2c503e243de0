"""The function that samples put into their VPCs: a client without any way out of its own."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from private_endpoints.samples.acknowledge import acknowledge

__all__ = ["ClientFunction"]

# https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
_NETWORK_INTERFACES = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
)


class ClientFunction(lambda_.Function):
    """A Python function in the isolated subnets, whose group lets out only what `allow_from` opens.

    Its log group is made beside it and goes with it. Lambda writes the log from its own network, so that needs no
    endpoint.
    """

    def __init__(
        self, scope: Construct, id: str, *, vpc: ec2.IVpc, code: str, environment: Mapping[str, str] | None = None
    ) -> None:
        role = iam.Role(scope, f"{id}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log = logs.LogGroup(scope, f"{id}Log", retention=logs.RetentionDays.ONE_WEEK)
        self._permissions = iam.ManagedPolicy(
            role,
            "Permissions",
            roles=[role],
            statements=[
                iam.PolicyStatement(actions=list(_NETWORK_INTERFACES), resources=["*"]),
                iam.PolicyStatement(
                    actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log.log_group_arn]
                ),
            ],
        )
        super().__init__(
            scope,
            id,
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            allow_all_outbound=False,
            runtime=lambda_.Runtime.PYTHON_3_14,
            handler="index.handler",
            code=lambda_.Code.from_inline(code),
            environment=dict(environment or {}),
            log_group=log,
            # As an import: for a role of its own the CDK says twice that the function depends on it (cfn-lint W3005).
            role=iam.Role.from_role_arn(scope, f"{id}RoleByArn", role.role_arn, mutable=False),
            timeout=Duration.seconds(30),
        )
        # AWS tries the permissions when it makes the function.
        self.node.add_dependency(self._permissions)
        self._keep_interfaces_from_the_code(role)
        acknowledge(
            self._permissions,
            "AwsSolutions-IAM5[Resource::*]",
            reason="Lambda makes network interfaces whose ids nobody knows before; the code itself is denied to",
        )

    def _keep_interfaces_from_the_code(self, role: iam.Role) -> None:
        # https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
        iam.ManagedPolicy(
            self,
            "NoNetworkInterfaces",
            roles=[role],
            statements=[
                iam.PolicyStatement(
                    effect=iam.Effect.DENY,
                    actions=list(_NETWORK_INTERFACES),
                    resources=["*"],
                    conditions={"ArnEquals": {"lambda:SourceFunctionArn": self.function_arn}},
                )
            ],
        )

    def permit(self, *actions: str, on: str) -> None:
        """Let the function do some actions on one resource. Actions are named one by one, not by wildcards."""
        self._permissions.add_statements(iam.PolicyStatement(actions=list(actions), resources=[on]))
