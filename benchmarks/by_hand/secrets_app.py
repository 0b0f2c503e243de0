"""SecretsApp by hand."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from benchmarks.by_hand.acknowledge import acknowledge
from benchmarks.by_hand.endpoints import interface
from benchmarks.by_hand.instance import client_instance
from benchmarks.by_hand.vpc import isolated_vpc

__all__ = ["SecretsApp"]

_HTTPS = 443


class SecretsApp(Stack):
    """An application without internet fetches database credentials from Secrets Manager."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = isolated_vpc(self, "Vpc")
        credentials = secretsmanager.Secret(
            self,
            "Credentials",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template='{"username": "app"}',  # noqa: S106 - the password is generated
                generate_string_key="password",
            ),
        )
        acknowledge(credentials, "AwsSolutions::AwsSolutions-SMG4", reason="There is no database here")

        endpoint = interface(vpc, "SecretsManager", ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER)

        app = client_instance(self, "App", vpc=vpc)
        iam.ManagedPolicy(
            app,
            "Permissions",
            roles=[app.role],
            statements=[
                iam.PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[credentials.secret_arn])
            ],
        )
        app.connections.allow_to(endpoint, ec2.Port.tcp(_HTTPS))

        RemovalPolicies.of(self).destroy()
