"""Builds without internet (S12)."""

from __future__ import annotations

from aws_cdk import Aws, Environment, RemovalPolicies, RemovalPolicy, Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import PrivateVpc, PrivateWorkloadAccess
from private_endpoints.samples.acknowledge import acknowledge

__all__ = ["PrivateCodeBuild"]

_SOURCE = "source.zip"
_ARTIFACTS = "artifacts"
_NETWORK = (
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
)


class PrivateCodeBuild(Stack):
    """Builds without internet: source and artifacts in S3, the image of the build from ECR, a log."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        key = kms.Key(self, "Key", enable_key_rotation=True)
        images = ecr.Repository(
            self, "Images", empty_on_delete=True, image_scan_on_push=True, removal_policy=RemovalPolicy.DESTROY
        )
        files = s3.Bucket(
            self,
            "Files",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            encryption_key=key,
            versioned=True,
        )
        acknowledge(files, "AwsSolutions-S1", reason="Who reads and writes a sample's files need not be logged")

        access = PrivateWorkloadAccess(self, "CodeBuild", vpc=vpc, workloads=["codebuild", "ecr"], buckets=[files])

        log = logs.LogGroup(self, "Log", retention=logs.RetentionDays.ONE_WEEK)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("codebuild.amazonaws.com"))
        project = codebuild.Project(
            self,
            "Project",
            source=codebuild.Source.s3(bucket=files, path=_SOURCE),
            artifacts=codebuild.Artifacts.s3(bucket=files, path=_ARTIFACTS),
            environment=codebuild.BuildEnvironment(build_image=codebuild.LinuxBuildImage.from_ecr_repository(images)),
            encryption_key=key,
            logging=codebuild.LoggingOptions(cloud_watch=codebuild.CloudWatchLoggingOptions(log_group=log)),
            # The project would let its role do more than it needs.
            role=role.without_policy_updates(),
            vpc=vpc,
            subnet_selection=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_groups=[ec2.SecurityGroup(self, "Builds", vpc=vpc, allow_all_outbound=False)],
        )
        # AWS tries the permissions when it makes the project.
        project.node.add_dependency(self._permissions(role, vpc, files=files, key=key, images=images, log=log))
        access.allow_from(project)
        acknowledge(
            project,
            "AwsSolutions-IAM5[Resource::*]",
            reason="This is what the project would let its role do; it is not in the template",
        )
        acknowledge(
            project,
            "AwsSolutions-CB5",
            reason="The images of CodeBuild itself would have to be pulled from outside; this one comes from ECR",
        )

        RemovalPolicies.of(self).destroy()

    def _permissions(
        self,
        role: iam.Role,
        vpc: ec2.IVpc,
        *,
        files: s3.Bucket,
        key: kms.IKey,
        images: ecr.IRepository,
        log: logs.ILogGroup,
    ) -> iam.ManagedPolicy:
        # https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html, and for the network
        # https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html
        network = f"arn:{Aws.PARTITION}:ec2:{Aws.REGION}:{Aws.ACCOUNT_ID}"
        subnets = [f"{network}:subnet/{subnet.subnet_id}" for subnet in vpc.isolated_subnets]
        permissions = iam.ManagedPolicy(
            self,
            "Permissions",
            roles=[role],
            statements=[
                _allow("s3:GetBucketAcl", "s3:GetBucketLocation", on=files.bucket_arn),
                _allow("s3:GetObject", "s3:GetObjectVersion", on=files.arn_for_objects(_SOURCE)),
                _allow("s3:PutObject", on=files.arn_for_objects(f"{_ARTIFACTS}/*")),
                _allow("kms:Decrypt", "kms:GenerateDataKey", on=key.key_arn),
                _allow("ecr:GetAuthorizationToken", on="*"),
                _allow(
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:BatchGetImage",
                    "ecr:GetDownloadUrlForLayer",
                    on=images.repository_arn,
                ),
                _allow("logs:CreateLogStream", "logs:PutLogEvents", on=log.log_group_arn),
                _allow(*_NETWORK, on="*"),
                iam.PolicyStatement(
                    actions=["ec2:CreateNetworkInterfacePermission"],
                    resources=[f"{network}:network-interface/*"],
                    conditions={
                        "StringEquals": {"ec2:AuthorizedService": "codebuild.amazonaws.com", "ec2:Subnet": subnets}
                    },
                ),
            ],
        )
        bucket_id = self.resolve(files.bucket_arn)["Fn::GetAtt"][0]
        acknowledge(
            permissions,
            "AwsSolutions-IAM5[Resource::*]",
            "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:network-interface/*]",
            f"AwsSolutions-IAM5[Resource::<{bucket_id}.Arn>/{_ARTIFACTS}/*]",
            reason="Tokens, network interfaces and artifacts that have no name before the build",
        )
        return permissions


def _allow(*actions: str, on: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=list(actions), resources=[on])
