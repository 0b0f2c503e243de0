# ruff: noqa: INP001 - a script, in no package
"""Session Manager with encrypted sessions, whose transcripts go to a bucket."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import PrivateVpc, SessionLogging, SsmPrivateAccess


class Sessions(cdk.Stack):
    """A role whose instances are managed, and where their transcripts go."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")
        key = kms.Key(self, "Key")
        ssm = SsmPrivateAccess(
            self,
            "Ssm",
            vpc=vpc,
            session_logging=SessionLogging(
                bucket=s3.Bucket(self, "Transcripts", encryption_key=key), key_prefix="sessions", session_key=key
            ),
        )
        ssm.grant_managed(iam.Role(self, "InstanceRole", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com")))
        ssm.allow_from(ec2.SecurityGroup(self, "Instances", vpc=vpc, allow_all_outbound=False))


app = cdk.App()
Sessions(app, "Sessions")
app.synth()
