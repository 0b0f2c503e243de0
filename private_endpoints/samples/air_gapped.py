"""A system that no network connects to the outside: its archive, secret and jobs stay inside (S10)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from private_endpoints import (
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
    SessionLogging,
    SourceVpceBucketPolicy,
    SsmPrivateAccess,
)
from private_endpoints.samples.acknowledge import acknowledge
from private_endpoints.samples.client_instance import ClientInstance

__all__ = ["AirGapped"]

COMPLIANCE_PACKS = ("NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321")


class AirGapped(Stack):
    """A compliance system without a way out: archive in S3, a secret, jobs on EC2, all behind endpoints."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        # Access logs are let in by a bucket policy, not by a legacy ACL.
        self.node.set_context("@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", True)  # noqa: FBT003 - jsii's own
        key = kms.Key(self, "Key", enable_key_rotation=True)
        vpc = PrivateVpc(self, "Vpc", encryption_key=key)
        archive = self._archive(key)
        secret = self._secret(key)
        transcripts = logs.LogGroup(self, "Transcripts", encryption_key=key, retention=logs.RetentionDays.ONE_YEAR)

        s3_access = PrivateS3Access(self, "S3", vpc=vpc, buckets=[archive])
        SourceVpceBucketPolicy(self, "ArchiveOnlyFromHere", bucket=archive, access=[s3_access])
        ssm = SsmPrivateAccess(self, "Ssm", vpc=vpc, session_logging=SessionLogging(log_group=transcripts))
        services = PrivateServiceAccess(self, "Services", vpc=vpc, services=["kms", "secretsmanager"])

        worker = ClientInstance(self, "Worker", vpc=vpc)
        worker.permit_objects("s3:GetObject", "s3:PutObject", of=archive)
        worker.permit("secretsmanager:GetSecretValue", on=secret.secret_arn)
        worker.permit("kms:Decrypt", "kms:GenerateDataKey", on=key.key_arn)
        ssm.grant_managed(worker)
        for access in (s3_access, ssm, services):
            access.allow_from(worker)

        acknowledge(
            worker,
            "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]",
            reason="AWS keeps this policy in step with the agent",
        )
        acknowledge(
            ssm, "AwsSolutions-IAM5[Resource::*]", reason="logs:DescribeLogGroups is an action on all log groups"
        )
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
                *(f"{pack}-S3BucketReplicationEnabled" for pack in COMPLIANCE_PACKS),
                reason="A copy in another region would leave the air gap",
            )
        acknowledge(
            access_logs,
            *(f"{pack}-S3DefaultEncryptionKMS" for pack in COMPLIANCE_PACKS),
            reason="S3 delivers access logs to a bucket with its own keys only: "
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
        )
        return archive

    def _secret(self, key: kms.IKey) -> secretsmanager.Secret:
        secret = secretsmanager.Secret(self, "Secret", encryption_key=key)
        acknowledge(
            secret,
            "AwsSolutions-SMG4",
            "NIST.800.53.R5-SecretsManagerRotationEnabled",
            "HIPAA.Security-SecretsManagerRotationEnabled",
            reason="There is no database here whose password could be rotated",
        )
        return secret
