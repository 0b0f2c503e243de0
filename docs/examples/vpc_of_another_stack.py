# ruff: noqa: INP001 - a script, in no package
"""A network stack, and application stacks with buckets and workloads of their own."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import PrivateS3Access, PrivateVpc, SourceVpceBucketPolicy, SsmPrivateAccess


class Network(cdk.Stack):
    """The VPC; the endpoints that applications ask for end up here."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.vpc = PrivateVpc(self, "Vpc")


class Application(cdk.Stack):
    """A workload, its bucket, and what leads to it."""

    def __init__(self, scope: Construct, id: str, *, vpc: ec2.IVpc, bucket_name: str) -> None:
        super().__init__(scope, id)
        # The endpoint's policy is in the other stack: it can name a bucket whose name is known at synth.
        bucket = s3.Bucket(self, "Data", bucket_name=bucket_name)
        data = PrivateS3Access(self, "S3", vpc=vpc, buckets=[bucket])
        SourceVpceBucketPolicy(self, "OnlyFromHere", bucket=bucket, access=[data])
        ssm = SsmPrivateAccess(self, "Ssm", vpc=vpc)

        worker = ec2.SecurityGroup(self, "Worker", vpc=vpc, allow_all_outbound=False)
        data.allow_from(worker)
        ssm.allow_from(worker)


app = cdk.App()
network = Network(app, "Network")
Application(app, "Orders", vpc=network.vpc, bucket_name="orders-111122223333")
Application(app, "Billing", vpc=network.vpc, bucket_name="billing-111122223333")
app.synth()
