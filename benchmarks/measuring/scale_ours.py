"""Many stacks, and many askers on one VPC, with the library."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3

from private_endpoints import PrivateS3Access, PrivateServiceAccess, PrivateVpc, SsmPrivateAccess

__all__ = ["accesses", "stacks"]


def stacks(app: cdk.App, count: int) -> None:
    """Stacks with a VPC, a bucket, access to it, to Systems Manager and to two services, and a client."""
    for index in range(count):
        stack = cdk.Stack(app, f"Stack{index}")
        vpc = PrivateVpc(stack, "Vpc")
        bucket = s3.Bucket(stack, "Bucket")
        s3_access = PrivateS3Access(stack, "S3", vpc=vpc, buckets=[bucket])
        ssm = SsmPrivateAccess(stack, "Ssm", vpc=vpc)
        services = PrivateServiceAccess(stack, "Services", vpc=vpc, services=["kms", "secretsmanager"])
        client = ec2.SecurityGroup(stack, "Client", vpc=vpc, allow_all_outbound=False)
        for access in (s3_access, ssm, services):
            access.allow_from(client)


def accesses(app: cdk.App, count: int) -> None:
    """One VPC, and askers for the same endpoints on behalf of a bucket and a client each."""
    stack = cdk.Stack(app, "Stack")
    vpc = PrivateVpc(stack, "Vpc")
    for index in range(count):
        bucket = s3.Bucket.from_bucket_name(stack, f"Bucket{index}", f"bucket-{index}")
        s3_access = PrivateS3Access(stack, f"S3{index}", vpc=vpc, buckets=[bucket], actions=["s3:GetObject"])
        services = PrivateServiceAccess(stack, f"Services{index}", vpc=vpc, services=["kms", "secretsmanager"])
        client = ec2.SecurityGroup(stack, f"Client{index}", vpc=vpc, allow_all_outbound=False)
        for access in (s3_access, services):
            access.allow_from(client)
