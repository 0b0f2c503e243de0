# ruff: noqa: INP001 - a script, in no package
"""Endpoints that exist already serve whoever asks, instead of being made a second time."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints import SsmPrivateAccess, VpcEndpoints


class Application(cdk.Stack):
    """A workload in a VPC that has an endpoint for `ssm`, and none for `ssmmessages`."""

    def __init__(self, scope: Construct, id: str, *, env: cdk.Environment) -> None:
        super().__init__(scope, id, env=env)
        vpc = ec2.Vpc.from_vpc_attributes(
            self,
            "Vpc",
            vpc_id="vpc-0123456789abcdef0",
            availability_zones=["mx-central-1a", "mx-central-1b"],
            isolated_subnet_ids=["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
        )
        existing = ec2.InterfaceVpcEndpoint.from_interface_vpc_endpoint_attributes(
            self,
            "ExistingSsm",
            vpc_endpoint_id="vpce-0123456789abcdef0",
            port=443,
            security_groups=[ec2.SecurityGroup.from_security_group_id(self, "Group", "sg-0123456789abcdef0")],
        )
        VpcEndpoints.of(vpc).adopt("ssm", existing)

        worker = ec2.SecurityGroup(self, "Worker", vpc=vpc, allow_all_outbound=False)
        SsmPrivateAccess(self, "Ssm", vpc=vpc).allow_from(worker)


app = cdk.App()
Application(app, "Application", env=cdk.Environment(account="111122223333", region="mx-central-1"))
app.synth()
