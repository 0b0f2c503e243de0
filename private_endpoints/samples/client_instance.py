"""The instance that the samples put into their VPCs: a client without any way out of its own."""

from __future__ import annotations

from functools import cached_property

from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.samples.acknowledge import acknowledge

__all__ = ["ClientInstance"]


class ClientInstance(ec2.Instance):
    """A small Amazon Linux 2023 instance in the isolated subnets, whose group lets out only what `allow_from` opens."""

    def __init__(self, scope: Construct, id: str, *, vpc: ec2.IVpc) -> None:
        super().__init__(
            scope,
            id,
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            instance_type=ec2.InstanceType("t3.micro"),
            machine_image=ec2.MachineImage.latest_amazon_linux2023(),
            allow_all_outbound=False,
            block_devices=[
                ec2.BlockDevice(device_name="/dev/xvda", volume=ec2.BlockDeviceVolume.ebs(8, encrypted=True))
            ],
            detailed_monitoring=True,
            ebs_optimized=True,
            http_tokens=ec2.HttpTokens.REQUIRED,
        )
        acknowledge(
            self,
            "AwsSolutions-EC29",
            reason="A sample is deployed to be tried and destroyed; termination protection would prevent that",
        )

    @cached_property
    def _permissions(self) -> iam.ManagedPolicy:
        # Made at the first permission, because IAM takes no empty policy.
        return iam.ManagedPolicy(self, "Permissions", roles=[self.role])

    def permit(self, *actions: str, on: str) -> None:
        """Let the instance do some actions on one resource. Actions are named one by one, not by wildcards."""
        self._permissions.add_statements(iam.PolicyStatement(actions=list(actions), resources=[on]))

    def permit_objects(self, *actions: str, of: s3.Bucket) -> None:
        """Let the instance list a bucket and work on its objects."""
        self.permit("s3:ListBucket", on=of.bucket_arn)
        self.permit(*actions, on=of.arn_for_objects("*"))
        bucket_id = Stack.of(of).resolve(of.bucket_arn)["Fn::GetAtt"][0]
        acknowledge(
            self._permissions,
            f"AwsSolutions-IAM5[Resource::<{bucket_id}.Arn>/*]",
            reason="The objects of one bucket; they have no narrower name in common",
        )
