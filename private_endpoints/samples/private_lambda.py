"""A function without internet works on a queue, a table and a secret (S12)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from private_endpoints import PrivateDynamoDbAccess, PrivateServiceAccess, PrivateVpc, PrivateWorkloadAccess
from private_endpoints.samples.acknowledge import acknowledge
from private_endpoints.samples.client_function import ClientFunction

__all__ = ["PrivateLambda"]

_CODE = """
import hashlib, hmac, json, os
import boto3

def handler(order, context):
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET"])["SecretString"]
    receipt = hmac.new(secret.encode(), order["id"].encode(), hashlib.sha256).hexdigest()
    item = {"id": {"S": order["id"]}, "receipt": {"S": receipt}}
    boto3.client("dynamodb").put_item(TableName=os.environ["TABLE"], Item=item)
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(order))
    return {"receipt": receipt}
"""


class PrivateLambda(Stack):
    """A function without internet signs orders with a secret, keeps them in a table and queues them."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        secret = secretsmanager.Secret(self, "Secret")
        acknowledge(secret, "AwsSolutions-SMG4", reason="There is no database here whose password could be rotated")
        orders = dynamodb.TableV2(
            self,
            "Orders",
            partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING),
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
        )
        failed = sqs.Queue(self, "Failed", enforce_ssl=True)
        queue = sqs.Queue(
            self,
            "Queue",
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=3, queue=failed),
        )

        # A function needs what its code calls, and nothing for itself.
        secrets = PrivateWorkloadAccess(self, "Secrets", vpc=vpc, workloads=["secrets"])
        queues = PrivateServiceAccess(self, "Queues", vpc=vpc, services=["sqs"])
        tables = PrivateDynamoDbAccess(self, "Tables", vpc=vpc, tables=[orders])

        function = ClientFunction(
            self,
            "Function",
            vpc=vpc,
            code=_CODE,
            environment={"SECRET": secret.secret_arn, "TABLE": orders.table_name, "QUEUE": queue.queue_url},
        )
        function.permit("secretsmanager:GetSecretValue", on=secret.secret_arn)
        function.permit("dynamodb:PutItem", on=orders.table_arn)
        function.permit("sqs:SendMessage", on=queue.queue_arn)
        for access in (secrets, queues, tables):
            access.allow_from(function)

        RemovalPolicies.of(self).destroy()
