"""An instance without internet copies files to and from a bucket (S1)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import PrivateS3Access, PrivateVpc
from private_endpoints.samples.acknowledge import acknowledge
from private_endpoints.samples.client_instance import ClientInstance

__all__ = ["PrivateS3"]


class PrivateS3(Stack):
    """An instance without internet copies files to and from a bucket, and installs Amazon Linux packages."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        files = s3.Bucket(self, "Files", block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True)
        acknowledge(files, "AwsSolutions-S1", reason="Who reads and writes a sample's files need not be logged")

        access = PrivateS3Access(self, "S3", vpc=vpc, buckets=[files], owned_buckets=["amazon-linux-2023"])
        access.allow_list_all_my_buckets()  # `aws s3 ls` without a bucket

        client = ClientInstance(self, "Client", vpc=vpc)
        client.permit("s3:ListAllMyBuckets", on="*")
        acknowledge(client, "AwsSolutions-IAM5[Resource::*]", reason="s3:ListAllMyBuckets is an action on all buckets")
        client.permit_objects("s3:GetObject", "s3:PutObject", of=files)
        access.allow_from(client)

        RemovalPolicies.of(self).destroy()
