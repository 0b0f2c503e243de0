# ruff: noqa: INP001 - a script, in no package
"""Three askers, one endpoint each for `ssm`, `ssmmessages` and `s3`."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import PrivateS3Access, PrivateServiceAccess, PrivateVpc, SsmPrivateAccess, VpcEndpoints


class Application(cdk.Stack):
    """Constructs on one VPC that do not know of each other."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")
        SsmPrivateAccess(self, "Sessions", vpc=vpc)
        PrivateServiceAccess(self, "Parameters", vpc=vpc, services=["ssm"])
        for name in ("Raw", "Refined"):
            PrivateS3Access(self, f"{name}Access", vpc=vpc, buckets=[s3.Bucket(self, name)])

        endpoint = VpcEndpoints.of(vpc).add_interface("ssm")
        assert isinstance(endpoint, ec2.InterfaceVpcEndpoint)  # noqa: S101 - made, not adopted
        endpoint.add_to_policy(
            iam.PolicyStatement(
                sid="SharedParameters",
                principals=[iam.AnyPrincipal()],
                actions=["ssm:GetParameter"],
                resources=["arn:aws:ssm:*:444455556666:parameter/shared/*"],
            )
        )


app = cdk.App()
Application(app, "Application")
app.synth()
