"""A bucket that is reached through one endpoint only."""

from __future__ import annotations

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3

__all__ = ["BUCKET_ACTIONS", "only_through"]

BUCKET_ACTIONS = (
    "s3:AbortMultipartUpload",
    "s3:DeleteObject*",
    "s3:GetBucketLocation",
    "s3:GetEncryptionConfiguration",
    "s3:GetObject*",
    "s3:ListBucket*",
    "s3:ListMultipartUploadParts",
    "s3:PutObject*",
    "s3:RestoreObject",
)


def only_through(endpoint: ec2.IVpcEndpoint, bucket: s3.Bucket) -> None:
    """Refuse to read, write or list objects otherwise."""
    bucket.add_to_resource_policy(
        iam.PolicyStatement(
            sid="OnlyThroughTheEndpoint",
            effect=iam.Effect.DENY,
            principals=[iam.StarPrincipal()],
            actions=[
                "s3:AbortMultipartUpload",
                "s3:DeleteObject*",
                "s3:GetObject*",
                "s3:ListBucket*",
                "s3:ListMultipartUploadParts",
                "s3:PutObject*",
                "s3:ReplicateDelete",
                "s3:ReplicateObject",
                "s3:ReplicateTags",
                "s3:RestoreObject",
            ],
            resources=[bucket.bucket_arn, bucket.arn_for_objects("*")],
            conditions={
                "StringNotEquals": {"aws:SourceVpce": endpoint.vpc_endpoint_id},
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
            },
        )
    )
