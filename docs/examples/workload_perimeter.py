# ruff: noqa: INP001 - a script, in no package
"""Workloads of an organization, and a warning that is known to be harmless."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints import PrivateVpc, PrivateWorkloadAccess, VpcEndpoints


class Cluster(cdk.Stack):
    """Nodes and pods of EKS, whose images are in an account of the same organization."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, env=cdk.Environment(account="111111111111", region="eu-west-1"))
        vpc = PrivateVpc(self, "Vpc")
        access = PrivateWorkloadAccess(
            self, "Cluster", vpc=vpc, workloads=["eks"], include=["sts"], organization_id="o-a1b2c3d4e5"
        )
        access.allow_from(ec2.SecurityGroup(self, "Nodes", vpc=vpc, allow_all_outbound=False))

        cdk.Annotations.of(VpcEndpoints.of(vpc)).acknowledge_warning(
            "private-endpoints:global-sts", "EKS sets AWS_STS_REGIONAL_ENDPOINTS=regional in pods with a role"
        )


app = cdk.App()
Cluster(app, "Cluster")
app.synth()
