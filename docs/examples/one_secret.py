# ruff: noqa: INP001 - a script, in no package
"""An endpoint for Secrets Manager through which one secret is read, and nothing else passes."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from private_endpoints import EndpointPolicy, PrivateServiceAccess, PrivateVpc


class Application(cdk.Stack):
    """One secret and the endpoint that leads to it."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")
        secret = secretsmanager.Secret(self, "Credentials")
        access = PrivateServiceAccess(
            self,
            "Secrets",
            vpc=vpc,
            services=["secretsmanager"],
            policy=EndpointPolicy.resources(
                "ReadCredentials", actions=["secretsmanager:GetSecretValue"], resources=[secret.secret_arn]
            ),
        )
        access.allow_from(ec2.SecurityGroup(self, "Worker", vpc=vpc, allow_all_outbound=False))


app = cdk.App()
Application(app, "Application")
app.synth()
