"""An application without internet reads and writes a table (S2)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from private_endpoints import PrivateDynamoDbAccess, PrivateVpc
from private_endpoints.samples.client_instance import ClientInstance

__all__ = ["PrivateDynamoDb"]


class PrivateDynamoDb(Stack):
    """An application without internet reads and writes a DynamoDB table."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        orders = dynamodb.TableV2(
            self,
            "Orders",
            partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING),
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
        )

        access = PrivateDynamoDbAccess(self, "DynamoDb", vpc=vpc, tables=[orders])

        app = ClientInstance(self, "App", vpc=vpc)
        app.permit("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", on=orders.table_arn)
        access.allow_from(app)

        RemovalPolicies.of(self).destroy()
