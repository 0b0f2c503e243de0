"""An application without internet asks a foundation model (S12)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_bedrock as bedrock
from constructs import Construct

from private_endpoints import PrivateVpc, PrivateWorkloadAccess
from private_endpoints.samples.client_function import ClientFunction

__all__ = ["PrivateBedrock"]

_CODE = """
import os
import boto3

def handler(event, context):
    messages = [{"role": "user", "content": [{"text": event["question"]}]}]
    answer = boto3.client("bedrock-runtime").converse(modelId=os.environ["MODEL"], messages=messages)
    return answer["output"]["message"]["content"][0]["text"]
"""


class PrivateBedrock(Stack):
    """An application without internet asks a foundation model of Bedrock, that one model and no other."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        model = bedrock.FoundationModel.from_foundation_model_id(
            self, "Model", bedrock.FoundationModelIdentifier.AMAZON_NOVA_MICRO_V1_0
        )

        access = PrivateWorkloadAccess(self, "Bedrock", vpc=vpc, workloads=["bedrock"])

        function = ClientFunction(self, "App", vpc=vpc, code=_CODE, environment={"MODEL": model.model_id})
        function.permit("bedrock:InvokeModel", on=model.model_arn)
        access.allow_from(function)

        RemovalPolicies.of(self).destroy()
