# ruff: noqa: INP001
"""The example of the README."""

from __future__ import annotations

from aws_cdk import App, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import (
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
    SourceVpceBucketPolicy,
    SsmPrivateAccess,
)

isolated = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
small = ec2.InstanceType("t3.micro")
linux = ec2.MachineImage.latest_amazon_linux2023()


class Example(Stack):
    """An instance that works on a bucket and reads secrets, without internet."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")  # isolated subnets, no internet gateway, no NAT, DNS on, flow logs
        bucket = s3.Bucket(self, "Data", enforce_ssl=True)
        worker = ec2.Instance(self, "Worker", vpc=vpc, vpc_subnets=isolated, instance_type=small, machine_image=linux)

        data = PrivateS3Access(self, "S3", vpc=vpc, buckets=[bucket])  # gateway endpoint, narrowed to the bucket
        ssm = SsmPrivateAccess(self, "Ssm", vpc=vpc)  # ssm, ssmmessages, ec2messages where the region has it
        secrets = PrivateServiceAccess(self, "Secrets", vpc=vpc, services=["secretsmanager", "kms"])
        SourceVpceBucketPolicy(self, "OnlyFromHere", bucket=bucket, access=[data])  # refuses everybody else

        for access in (data, ssm, secrets):
            access.allow_from(worker)  # opens both ends, prefix lists included
        ssm.grant_managed(worker)


app = App()
Example(app, "Example")
