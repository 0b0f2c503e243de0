"""Functions that the CDK runs outside the VPC to work on the objects of a bucket."""

from __future__ import annotations

from collections.abc import Iterator

import aws_cdk as cdk
from aws_cdk import aws_s3 as s3

__all__ = ["cdk_helper_roles"]

_AUTO_DELETE = "AutoDeleteObjectsCustomResource"
_AUTO_DELETE_PROVIDER = "Custom::S3AutoDeleteObjectsCustomResourceProvider"


def cdk_helper_roles(bucket: s3.IBucket) -> Iterator[str]:
    """The exact ARNs of the roles of such functions, as far as the bucket itself tells of them.

    https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html#autodeleteobjects
    """
    if bucket.node.try_find_child(_AUTO_DELETE) is not None:
        role = cdk.Stack.of(bucket).node.find_child(_AUTO_DELETE_PROVIDER).node.find_child("Role")
        assert isinstance(role, cdk.CfnResource)  # noqa: S101 - what the provider is made of
        yield role.get_att("Arn").to_string()
