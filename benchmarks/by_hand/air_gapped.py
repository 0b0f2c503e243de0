"""AirGapped by hand."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from benchmarks.by_hand.acknowledge import COMPLIANCE_PACKS, acknowledge
from benchmarks.by_hand.bucket_policy import BUCKET_ACTIONS, only_through
from benchmarks.by_hand.endpoints import gateway, interface, let_out_to_gateway, own_account
from benchmarks.by_hand.instance import client_instance, permit_objects
from benchmarks.by_hand.systems_manager import make_managed, session_document, systems_manager, transcript_policy
from benchmarks.by_hand.vpc import isolated_vpc

__all__ = ["AirGapped"]

_HTTPS = 443


class AirGapped(Stack):
    """A compliance system without a way out: archive in S3, a secret, jobs on EC2, all behind endpoints."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        self.node.set_context("@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", True)  # noqa: FBT003 - jsii's own
        key = kms.Key(self, "Key", enable_key_rotation=True)
        vpc = isolated_vpc(self, "Vpc", key=key)
        archive = self._archive(key)
        secret = self._secret(key)
        transcripts = logs.LogGroup(self, "Transcripts", encryption_key=key, retention=logs.RetentionDays.ONE_YEAR)

        s3_endpoint = gateway(
            vpc,
            "S3",
            ec2.GatewayVpcEndpointAwsService.S3,
            own_account(
                "Archive", actions=BUCKET_ACTIONS, resources=[archive.bucket_arn, archive.arn_for_objects("*")]
            ),
        )
        only_through(s3_endpoint, archive)
        endpoints = [
            *systems_manager(vpc),
            interface(vpc, "Kms", ec2.InterfaceVpcEndpointAwsService.KMS),
            interface(vpc, "SecretsManager", ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER),
        ]
        transcript_writer = transcript_policy(self, transcripts)
        session_document(self, transcripts, encrypted=True)

        worker = client_instance(self, "Worker", vpc=vpc)
        permissions = iam.ManagedPolicy(worker, "Permissions", roles=[worker.role])
        permit_objects(permissions, archive, "s3:GetObject", "s3:PutObject", logical_id="ArchiveDA4CB258")
        permissions.add_statements(
            iam.PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[secret.secret_arn]),
            iam.PolicyStatement(actions=["kms:Decrypt", "kms:GenerateDataKey"], resources=[key.key_arn]),
        )
        make_managed(worker, transcript_writer)
        let_out_to_gateway(self, worker, "s3")
        for endpoint in endpoints:
            worker.connections.allow_to(endpoint, ec2.Port.tcp(_HTTPS))
        RemovalPolicies.of(self).destroy()

    def _archive(self, key: kms.IKey) -> s3.Bucket:
        access_logs = s3.Bucket(
            self,
            "AccessLogs",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            versioned=True,
        )
        archive = s3.Bucket(
            self,
            "Archive",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            bucket_key_enabled=True,
            encryption_key=key,
            enforce_ssl=True,
            server_access_logs_bucket=access_logs,
            versioned=True,
        )
        for bucket in (access_logs, archive):
            acknowledge(
                bucket,
                *(f"{pack}::{pack}-S3BucketReplicationEnabled" for pack in COMPLIANCE_PACKS),
                reason="A copy in another region would leave the air gap",
            )
        acknowledge(
            access_logs,
            *(f"{pack}::{pack}-S3DefaultEncryptionKMS" for pack in COMPLIANCE_PACKS),
            reason="S3 delivers access logs to a bucket with its own keys only",
        )
        return archive

    def _secret(self, key: kms.IKey) -> secretsmanager.Secret:
        secret = secretsmanager.Secret(self, "Secret", encryption_key=key)
        acknowledge(
            secret,
            "AwsSolutions::AwsSolutions-SMG4",
            "NIST.800.53.R5::NIST.800.53.R5-SecretsManagerRotationEnabled",
            "HIPAA.Security::HIPAA.Security-SecretsManagerRotationEnabled",
            reason="There is no database here whose password could be rotated",
        )
        return secret
