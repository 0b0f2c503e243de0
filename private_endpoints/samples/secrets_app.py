"""An application without internet fetches database credentials (S8)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from private_endpoints import PrivateServiceAccess, PrivateVpc
from private_endpoints.samples.acknowledge import acknowledge
from private_endpoints.samples.client_instance import ClientInstance

__all__ = ["SecretsApp"]


class SecretsApp(Stack):
    """An application without internet fetches database credentials from Secrets Manager."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        credentials = secretsmanager.Secret(
            self,
            "Credentials",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template='{"username": "app"}',  # noqa: S106 - the password is generated
                generate_string_key="password",
            ),
        )

        acknowledge(
            credentials,
            "AwsSolutions-SMG4",
            reason="There is no database here whose password could be rotated",
        )

        access = PrivateServiceAccess(self, "Secrets", vpc=vpc, services=["secretsmanager"])

        app = ClientInstance(self, "App", vpc=vpc)
        app.permit("secretsmanager:GetSecretValue", on=credentials.secret_arn)
        access.allow_from(app)

        RemovalPolicies.of(self).destroy()
