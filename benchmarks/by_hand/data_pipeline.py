"""DataPipeline by hand."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from benchmarks.by_hand.acknowledge import acknowledge
from benchmarks.by_hand.bucket_policy import BUCKET_ACTIONS, only_through
from benchmarks.by_hand.endpoints import gateway, let_out_to_gateway, own_account
from benchmarks.by_hand.instance import client_instance, permit_objects
from benchmarks.by_hand.vpc import isolated_vpc

__all__ = ["DataPipeline"]


class DataPipeline(Stack):
    """Data goes from one bucket through an instance to another, over an endpoint that knows only these two."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = isolated_vpc(self, "Vpc")
        raw, refined = (
            s3.Bucket(self, name, block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True)
            for name in ("Raw", "Refined")
        )
        endpoint = gateway(
            vpc,
            "S3",
            ec2.GatewayVpcEndpointAwsService.S3,
            own_account(
                "Buckets",
                actions=BUCKET_ACTIONS,
                resources=[arn for one in (raw, refined) for arn in (one.bucket_arn, one.arn_for_objects("*"))],
            ),
        )
        for bucket in (raw, refined):
            acknowledge(bucket, "AwsSolutions::AwsSolutions-S1", reason="A sample's files need no access log")
            only_through(endpoint, bucket)

        worker = client_instance(self, "Worker", vpc=vpc)
        permissions = iam.ManagedPolicy(worker, "Permissions", roles=[worker.role])
        permit_objects(permissions, raw, "s3:GetObject", logical_id="Raw72517081")
        permit_objects(permissions, refined, "s3:PutObject", logical_id="Refined8A4BF5B7")
        let_out_to_gateway(self, worker, "s3")

        RemovalPolicies.of(self).destroy()
