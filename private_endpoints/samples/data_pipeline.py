"""Data goes from one bucket through an instance to another, and nowhere else (S9)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import PrivateS3Access, PrivateVpc, SourceVpceBucketPolicy
from private_endpoints.samples.acknowledge import acknowledge
from private_endpoints.samples.client_instance import ClientInstance

__all__ = ["DataPipeline"]


class DataPipeline(Stack):
    """Data goes from one bucket through an instance to another, over an endpoint that knows only these two."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        raw, refined = (
            s3.Bucket(self, name, block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True)
            for name in ("Raw", "Refined")
        )
        for bucket in (raw, refined):
            acknowledge(bucket, "AwsSolutions-S1", reason="Who reads and writes a sample's files need not be logged")

        access = PrivateS3Access(self, "S3", vpc=vpc, buckets=[raw, refined])
        SourceVpceBucketPolicy(self, "RawOnlyFromHere", bucket=raw, access=[access])
        SourceVpceBucketPolicy(self, "RefinedOnlyFromHere", bucket=refined, access=[access])

        worker = ClientInstance(self, "Worker", vpc=vpc)
        worker.permit_objects("s3:GetObject", of=raw)
        worker.permit_objects("s3:PutObject", of=refined)
        access.allow_from(worker)

        RemovalPolicies.of(self).destroy()
