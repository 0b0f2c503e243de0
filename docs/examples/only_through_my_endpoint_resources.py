# ruff: noqa: INP001 - a script, in no package
"""A key, a queue, a secret and a table that refuse whoever does not come through the endpoints."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from private_endpoints import PrivateServiceAccess, PrivateVpc, SourceVpceResourcePolicy


class Orders(cdk.Stack):
    """What holds the orders, and the one way to it."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")
        queue = sqs.Queue(self, "Queue")
        key = kms.Key(self, "Key")
        secret = secretsmanager.Secret(self, "Secret")
        table = dynamodb.TableV2(
            self, "Table", partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
        )
        access = PrivateServiceAccess(self, "Access", vpc=vpc, services=["sqs", "kms", "secretsmanager", "dynamodb"])
        glass = ["arn:aws:iam::111122223333:role/Emergency"]
        SourceVpceResourcePolicy(self, "OnlyQueue", resource=queue, access=[access], break_glass=glass)
        SourceVpceResourcePolicy(self, "OnlySecret", resource=secret, access=[access], break_glass=glass)
        SourceVpceResourcePolicy(self, "OnlyTable", resource=table, access=[access], break_glass=glass)
        SourceVpceResourcePolicy(self, "OnlyKey", resource=key, access=[access], break_glass=glass)

        # Both accounts of a partner company reach the key by endpoints of their own; AWS KMS carries the account.
        SourceVpceResourcePolicy(self, "AlsoPartner", resource=key, accounts=["444455556666", "777788889999"])


app = cdk.App()
Orders(app, "Orders")
app.synth()
