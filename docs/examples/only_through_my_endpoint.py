# ruff: noqa: INP001 - a script, in no package
"""A bucket that refuses whoever does not come through the endpoint, but for a few roles."""

import aws_cdk as cdk
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from private_endpoints import PrivateS3Access, PrivateVpc, SourceVpceBucketPolicy


class Archive(cdk.Stack):
    """A bucket, the endpoints that lead to it, and who is exempt."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")
        auditors_vpc = PrivateVpc(self, "AuditorsVpc")
        archive = s3.Bucket(self, "Archive")
        access = PrivateS3Access(self, "S3", vpc=vpc, buckets=[archive])
        # A helper of the CDK that runs outside the VPC, with a role of this account: it is recognized.
        deployment.BucketDeployment(
            self, "Seed", destination_bucket=archive, sources=[deployment.Source.data("readme.txt", "hello")]
        )
        SourceVpceBucketPolicy(
            self,
            "OnlyThroughEndpoint",
            bucket=archive,
            access=[access],
            break_glass=["arn:aws:iam::111122223333:role/Emergency"],
            service_roles=["arn:aws:iam::111122223333:role/Backup"],
        )

        # Another VPC that may read. Both constructs make one perimeter: each lets in what the other names.
        auditors = PrivateS3Access(self, "AuditorsS3", vpc=auditors_vpc, buckets=[archive])
        SourceVpceBucketPolicy(self, "AlsoFromAuditors", bucket=archive, access=[auditors])


app = cdk.App()
Archive(app, "Archive")
app.synth()
