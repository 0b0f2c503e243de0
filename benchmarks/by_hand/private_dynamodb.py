"""PrivateDynamoDb by hand."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from benchmarks.by_hand.endpoints import gateway, let_out_to_gateway, own_account
from benchmarks.by_hand.instance import client_instance
from benchmarks.by_hand.vpc import isolated_vpc

__all__ = ["PrivateDynamoDb"]

_TABLE_ACTIONS = (
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:DescribeTimeToLive",
    "dynamodb:GetItem",
    "dynamodb:PartiQL*",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
)


class PrivateDynamoDb(Stack):
    """An application without internet reads and writes a DynamoDB table."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = isolated_vpc(self, "Vpc")
        orders = dynamodb.TableV2(
            self,
            "Orders",
            partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING),
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
        )

        gateway(
            vpc,
            "DynamoDb",
            ec2.GatewayVpcEndpointAwsService.DYNAMODB,
            own_account("Orders", actions=_TABLE_ACTIONS, resources=[orders.table_arn, f"{orders.table_arn}/index/*"]),
        )

        app = client_instance(self, "App", vpc=vpc)
        iam.ManagedPolicy(
            app,
            "Permissions",
            roles=[app.role],
            statements=[
                iam.PolicyStatement(
                    actions=["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], resources=[orders.table_arn]
                )
            ],
        )
        let_out_to_gateway(self, app, "dynamodb")

        RemovalPolicies.of(self).destroy()
