"""A notebook without internet (S12)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from private_endpoints import PrivateVpc, PrivateWorkloadAccess
from private_endpoints.samples.acknowledge import acknowledge

__all__ = ["PrivateSageMaker"]


class PrivateSageMaker(Stack):
    """A SageMaker notebook without direct internet access works on one bucket and calls models."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        key = kms.Key(self, "Key", enable_key_rotation=True)
        data = s3.Bucket(self, "Data", block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True)
        acknowledge(data, "AwsSolutions-S1", reason="Who reads and writes a sample's files need not be logged")

        access = PrivateWorkloadAccess(self, "SageMaker", vpc=vpc, workloads=["sagemaker-studio"], buckets=[data])

        group = ec2.SecurityGroup(self, "NotebookGroup", vpc=vpc, allow_all_outbound=False)
        sagemaker.CfnNotebookInstance(
            self,
            "Notebook",
            instance_type="ml.t3.medium",
            platform_identifier="notebook-al2023-v1",
            role_arn=self._role(data).role_arn,
            kms_key_id=key.key_id,
            direct_internet_access="Disabled",
            root_access="Disabled",
            subnet_id=vpc.isolated_subnets[0].subnet_id,
            security_group_ids=[group.security_group_id],
        )
        access.allow_from(group)

        RemovalPolicies.of(self).destroy()

    def _role(self, data: s3.Bucket) -> iam.Role:
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"))
        # A model is deployed by somebody else, under this name.
        model = self.format_arn(service="sagemaker", resource="endpoint", resource_name="model")
        permissions = iam.ManagedPolicy(
            self,
            "Permissions",
            roles=[role],
            statements=[
                iam.PolicyStatement(actions=["s3:ListBucket"], resources=[data.bucket_arn]),
                iam.PolicyStatement(actions=["s3:GetObject", "s3:PutObject"], resources=[data.arn_for_objects("*")]),
                iam.PolicyStatement(
                    actions=["sagemaker:DescribeEndpoint", "sagemaker:InvokeEndpoint"], resources=[model]
                ),
            ],
        )
        bucket_id = self.resolve(data.bucket_arn)["Fn::GetAtt"][0]
        acknowledge(
            permissions,
            f"AwsSolutions-IAM5[Resource::<{bucket_id}.Arn>/*]",
            reason="The objects of one bucket; they have no narrower name in common",
        )
        return role
