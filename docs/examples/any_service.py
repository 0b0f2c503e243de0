# ruff: noqa: INP001 - a script, in no package
"""Private access to services by name, by full name, and by a row of your own."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints import EndpointService, PrivateServiceAccess, PrivateVpc, VpcEndpoints


class Application(cdk.Stack):
    """A workload that calls several services."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")
        access = PrivateServiceAccess(
            self,
            "Services",
            vpc=vpc,
            services=["ecr.api", "ecr.dkr", "logs", "s3"],
            owned_buckets=["ecr-layers"],  # ECR keeps the layers of images in a bucket of its own
        )

        partner = PrivateServiceAccess(
            self,
            "Partner",
            vpc=vpc,
            services=[
                "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
                EndpointService(
                    name="new-service",
                    service_name="com.amazonaws.{region}.new-service",
                    private_dns_names=("new-service.{region}.{dns_suffix}",),
                    private_dns_supported=True,
                    policy_supported=True,
                ),
            ],
        )

        cdk.Annotations.of(VpcEndpoints.of(vpc)).acknowledge_warning(
            "private-endpoints:policy-unknown", "the partner says who may pass"
        )

        worker = ec2.SecurityGroup(self, "Worker", vpc=vpc, allow_all_outbound=False)
        access.allow_from(worker)
        partner.allow_from(worker)


app = cdk.App()
Application(app, "Application")
app.synth()
