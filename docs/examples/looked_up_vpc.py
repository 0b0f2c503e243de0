# ruff: noqa: INP001 - a script, in no package
"""Endpoints in a VPC that the CDK CLI looks up."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints import PrivateServiceAccess


class Application(cdk.Stack):
    """A workload in a VPC that exists."""

    def __init__(self, scope: Construct, id: str, *, env: cdk.Environment) -> None:
        super().__init__(scope, id, env=env)
        vpc = ec2.Vpc.from_lookup(self, "Vpc", tags={"Name": "shared-network"})
        PrivateServiceAccess(self, "Services", vpc=vpc, services=["s3", "sqs"]).allow_from(vpc)


app = cdk.App()
Application(app, "Application", env=cdk.Environment(account="111122223333", region="eu-west-1"))
app.synth()
