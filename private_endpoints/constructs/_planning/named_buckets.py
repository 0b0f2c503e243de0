"""Buckets in the policy of an endpoint."""

from __future__ import annotations

from collections.abc import Iterable

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.constructs._planning.named_resources import NamedResources, is_literal, named
from private_endpoints.errors import Problem

__all__ = ["bucket_arns"]


def bucket_arns(
    buckets: Iterable[s3.IBucket], *, vpc: ec2.IVpc, asker: Construct, problems: list[Problem]
) -> NamedResources:
    """Buckets and their objects."""
    found = named(
        buckets,
        argument="buckets",
        what="bucket",
        literal=_literal_arn,
        arn=lambda bucket: bucket.bucket_arn,
        vpc=vpc,
        asker=asker,
        problems=problems,
    )
    return NamedResources(tuple(one for arn in found.arns for one in (arn, f"{arn}/*")), found.references)


def _literal_arn(bucket: s3.IBucket) -> str | None:
    cfn = bucket.node.default_child
    name = cfn.bucket_name if isinstance(cfn, s3.CfnBucket) else None
    return f"arn:{cdk.Aws.PARTITION}:s3:::{name}" if is_literal(name) else None
