"""A data perimeter: endpoints, resources and, in an organization, its policies keep data inside (S7, S27)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from private_endpoints import (
    IdentityPerimeter,
    NetworkPerimeter,
    OrganizationPerimeter,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
    ResourcePerimeter,
    SourceVpceBucketPolicy,
    SourceVpceResourcePolicy,
)
from private_endpoints.samples.acknowledge import acknowledge
from private_endpoints.samples.client_instance import ClientInstance

__all__ = ["DataPerimeter"]


class DataPerimeter(Stack):
    """Data in a bucket, a queue and a secret is reached from its VPC only, and the VPC reaches no other data.

    With `--context organization_id=o-...` the whole organization is inside instead of the account, and policies of the
    organization are made and attached to this account, or to `--context targets=ou-...,ou-...`. Only the management
    account and a delegated administrator can deploy those.
    """

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        organization_id = self.node.try_get_context("organization_id")
        vpc = PrivateVpc(self, "Vpc")
        key = kms.Key(self, "Key", enable_key_rotation=True)
        data = self._data(key)
        failed = sqs.Queue(self, "Failed", encryption_master_key=key, enforce_ssl=True)
        queue = sqs.Queue(
            self,
            "Queue",
            encryption_master_key=key,
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(max_receive_count=3, queue=failed),
        )
        secret = secretsmanager.Secret(self, "Secret", encryption_key=key)
        acknowledge(secret, "AwsSolutions-SMG4", reason="There is no database here whose password could be rotated")

        # What leaves the VPC: only to resources of the organization, and for its principals only.
        s3_access = PrivateS3Access(self, "S3", vpc=vpc, buckets=[data], organization_id=organization_id)
        services = PrivateServiceAccess(
            self, "Services", vpc=vpc, services=["kms", "secretsmanager", "sqs"], organization_id=organization_id
        )
        # What the resources answer: only requests through these endpoints.
        SourceVpceBucketPolicy(self, "DataOnlyFromHere", bucket=data, access=[s3_access])
        SourceVpceResourcePolicy(self, "KeyOnlyFromHere", resource=key, access=[services])
        SourceVpceResourcePolicy(self, "QueueOnlyFromHere", resource=queue, access=[services])
        SourceVpceResourcePolicy(self, "SecretOnlyFromHere", resource=secret, access=[services])
        # What all of the organization's principals and resources may do.
        if organization_id is not None:
            self._around(organization_id)

        worker = ClientInstance(self, "Worker", vpc=vpc)
        worker.permit_objects("s3:GetObject", "s3:PutObject", of=data)
        worker.permit("sqs:SendMessage", on=queue.queue_arn)
        worker.permit("secretsmanager:GetSecretValue", on=secret.secret_arn)
        worker.permit("kms:Decrypt", "kms:GenerateDataKey", on=key.key_arn)
        for access in (s3_access, services):
            access.allow_from(worker)

        RemovalPolicies.of(self).destroy()

    def _around(self, organization_id: str) -> None:
        targets = self.node.try_get_context("targets")
        OrganizationPerimeter(
            self,
            "Organization",
            organization_id=organization_id,
            targets=targets.split(",") if targets else [self.account],
            identity=IdentityPerimeter(),
            resource=ResourcePerimeter(),
            # Principals with the tag dp:include:network are bound to the organization's endpoints.
            network=NetworkPerimeter(),
        )

    def _data(self, key: kms.IKey) -> s3.Bucket:
        data = s3.Bucket(
            self,
            "Data",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            bucket_key_enabled=True,
            encryption_key=key,
            enforce_ssl=True,
        )
        acknowledge(data, "AwsSolutions-S1", reason="Who reads and writes a sample's files need not be logged")
        return data
