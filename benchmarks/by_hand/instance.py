"""The instance that uses the endpoints."""

from __future__ import annotations

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from benchmarks.by_hand.acknowledge import acknowledge

__all__ = ["client_instance", "permit_objects"]


def client_instance(scope: Construct, id: str, *, vpc: ec2.IVpc) -> ec2.Instance:
    """A small Amazon Linux 2023 instance whose group lets nothing out by itself."""
    instance = ec2.Instance(
        scope,
        id,
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        instance_type=ec2.InstanceType("t3.micro"),
        machine_image=ec2.MachineImage.latest_amazon_linux2023(),
        allow_all_outbound=False,
        block_devices=[ec2.BlockDevice(device_name="/dev/xvda", volume=ec2.BlockDeviceVolume.ebs(8, encrypted=True))],
        detailed_monitoring=True,
        ebs_optimized=True,
        http_tokens=ec2.HttpTokens.REQUIRED,
    )
    acknowledge(instance, "AwsSolutions::AwsSolutions-EC29", reason="Deployed to be tried and destroyed")
    return instance


def permit_objects(policy: iam.ManagedPolicy, bucket: s3.Bucket, *actions: str, logical_id: str) -> None:
    """Let the holder of a policy list a bucket and work on its objects."""
    policy.add_statements(
        iam.PolicyStatement(actions=["s3:ListBucket"], resources=[bucket.bucket_arn]),
        iam.PolicyStatement(actions=list(actions), resources=[bucket.arn_for_objects("*")]),
    )
    acknowledge(
        policy,
        f"AwsSolutions::AwsSolutions-IAM5[Resource::<{logical_id}.Arn>/*]",
        reason="The objects of one bucket; they have no narrower name in common",
    )
