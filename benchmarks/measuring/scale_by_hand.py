"""Many stacks, and many clients of one VPC, with aws-cdk-lib alone."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3

from benchmarks.by_hand.bucket_policy import BUCKET_ACTIONS
from benchmarks.by_hand.endpoints import gateway, interface, own_account, prefix_list
from benchmarks.by_hand.systems_manager import public_resources
from benchmarks.by_hand.vpc import isolated_vpc

__all__ = ["accesses", "stacks"]

_HTTPS = 443


def stacks(app: cdk.App, count: int) -> None:
    """Stacks with a VPC, a bucket, endpoints for it, for Systems Manager and for two services, and a client."""
    services = ec2.InterfaceVpcEndpointAwsService
    for index in range(count):
        stack = cdk.Stack(app, f"Stack{index}")
        vpc = isolated_vpc(stack, "Vpc")
        bucket = s3.Bucket(stack, "Bucket")
        arns = [bucket.bucket_arn, bucket.arn_for_objects("*")]
        gateway(
            vpc,
            "S3",
            ec2.GatewayVpcEndpointAwsService.S3,
            own_account("Bucket", actions=BUCKET_ACTIONS, resources=arns),
        )
        endpoints = [
            interface(vpc, "Ssm", services.SSM, *public_resources()),
            interface(vpc, "SsmMessages", services.SSM_MESSAGES),
            interface(vpc, "Kms", services.KMS),
            interface(vpc, "SecretsManager", services.SECRETS_MANAGER),
        ]
        client = ec2.SecurityGroup(stack, "Client", vpc=vpc, allow_all_outbound=False)
        client.connections.allow_to(prefix_list(stack, "s3"), ec2.Port.tcp(_HTTPS))
        for endpoint in endpoints:
            client.connections.allow_to(endpoint, ec2.Port.tcp(_HTTPS))


def accesses(app: cdk.App, count: int) -> None:
    """One VPC, and clients that share its endpoints, with a bucket each."""
    stack = cdk.Stack(app, "Stack")
    vpc = isolated_vpc(stack, "Vpc")
    s3_endpoint = gateway(vpc, "S3", ec2.GatewayVpcEndpointAwsService.S3)
    endpoints = [
        interface(vpc, "Kms", ec2.InterfaceVpcEndpointAwsService.KMS),
        interface(vpc, "SecretsManager", ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER),
    ]
    addresses = prefix_list(stack, "s3")
    for index in range(count):
        bucket = s3.Bucket.from_bucket_name(stack, f"Bucket{index}", f"bucket-{index}")
        arns = [bucket.bucket_arn, bucket.arn_for_objects("*")]
        s3_endpoint.add_to_policy(own_account(f"Bucket{index}", actions=["s3:GetObject"], resources=arns))
        client = ec2.SecurityGroup(stack, f"Client{index}", vpc=vpc, allow_all_outbound=False)
        client.connections.allow_to(addresses, ec2.Port.tcp(_HTTPS))
        for endpoint in endpoints:
            client.connections.allow_to(endpoint, ec2.Port.tcp(_HTTPS))
