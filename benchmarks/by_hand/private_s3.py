"""PrivateS3 by hand."""

from __future__ import annotations

from aws_cdk import Aws, Environment, RemovalPolicies, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from benchmarks.by_hand.acknowledge import acknowledge
from benchmarks.by_hand.bucket_policy import BUCKET_ACTIONS
from benchmarks.by_hand.endpoints import gateway, let_out_to_gateway, own_account
from benchmarks.by_hand.instance import client_instance, permit_objects
from benchmarks.by_hand.vpc import isolated_vpc

__all__ = ["PrivateS3"]


class PrivateS3(Stack):
    """An instance without internet copies files to and from a bucket, and installs Amazon Linux packages."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = isolated_vpc(self, "Vpc")
        files = s3.Bucket(self, "Files", block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True)
        acknowledge(files, "AwsSolutions::AwsSolutions-S1", reason="A sample's files need no access log")

        gateway(
            vpc,
            "S3",
            ec2.GatewayVpcEndpointAwsService.S3,
            own_account("Files", actions=BUCKET_ACTIONS, resources=[files.bucket_arn, files.arn_for_objects("*")]),
            own_account("ListAllMyBuckets", actions=["s3:ListAllMyBuckets"], resources=["*"]),
            _amazon_linux(),
        )

        client = client_instance(self, "Client", vpc=vpc)
        permissions = iam.ManagedPolicy(client, "Permissions", roles=[client.role])
        permit_objects(permissions, files, "s3:GetObject", "s3:PutObject", logical_id="Files8E6940B8")
        permissions.add_statements(iam.PolicyStatement(actions=["s3:ListAllMyBuckets"], resources=["*"]))
        acknowledge(
            client,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            reason="s3:ListAllMyBuckets is an action on all buckets",
        )
        let_out_to_gateway(self, client, "s3")

        RemovalPolicies.of(self).destroy()


def _amazon_linux() -> iam.PolicyStatement:
    """The package repositories, which are read without credentials."""
    names = (f"al2023-{Aws.REGION}", f"al2023-repos-{Aws.REGION}-de612dc2")
    return iam.PolicyStatement(
        sid="AmazonLinux",
        principals=[iam.StarPrincipal()],
        actions=["s3:GetObject"],
        resources=[f"arn:{Aws.PARTITION}:s3:::{name}{objects}" for name in names for objects in ("", "/*")],
    )
