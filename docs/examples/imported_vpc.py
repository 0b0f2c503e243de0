# ruff: noqa: INP001 - a script, in no package
"""Endpoints in a VPC that is imported by its attributes."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints import PrivateServiceAccess


class Application(cdk.Stack):
    """A workload in a VPC that exists."""

    def __init__(self, scope: Construct, id: str, *, env: cdk.Environment) -> None:
        super().__init__(scope, id, env=env)
        vpc = ec2.Vpc.from_vpc_attributes(
            self,
            "Vpc",
            vpc_id="vpc-0123456789abcdef0",
            vpc_cidr_block="10.0.0.0/16",
            availability_zones=["eu-west-1a", "eu-west-1b"],
            isolated_subnet_ids=["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
            isolated_subnet_route_table_ids=["rtb-0aaaaaaaaaaaaaaaa", "rtb-0bbbbbbbbbbbbbbbb"],
        )
        group_id = "sg-0123456789abcdef0"
        worker = ec2.SecurityGroup.from_security_group_id(self, "Worker", group_id, allow_all_outbound=False)
        PrivateServiceAccess(self, "Services", vpc=vpc, services=["s3", "sqs"]).allow_from(worker)


app = cdk.App()
Application(app, "Application", env=cdk.Environment(account="111122223333", region="eu-west-1"))
app.synth()
