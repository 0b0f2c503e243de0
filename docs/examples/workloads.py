# ruff: noqa: INP001 - a script, in no package
"""Endpoints and policies for named workloads, and the reason of each."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import PrivateVpc, PrivateWorkloadAccess


class Containers(cdk.Stack):
    """Tasks on Fargate with a secret, entered by ECS Exec, and builds of their images."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, env=cdk.Environment(account="111111111111", region="eu-west-1"))
        vpc = PrivateVpc(self, "Vpc")
        tasks = PrivateWorkloadAccess(
            self,
            "Tasks",
            vpc=vpc,
            workloads=["ecs-fargate", "session-manager"],
            include=["secretsmanager"],  # optional: secrets in the task definition
        )
        tasks.allow_from(ec2.SecurityGroup(self, "TaskGroup", vpc=vpc, allow_all_outbound=False))

        self.reasons = tasks.explain()

        artifacts = s3.Bucket(self, "Artifacts")
        self.lacks = PrivateWorkloadAccess.missing_for(vpc, workloads=["codebuild"])
        builds = PrivateWorkloadAccess(self, "Builds", vpc=vpc, workloads=["codebuild"], buckets=[artifacts])
        builds.allow_from(ec2.SecurityGroup(self, "BuildGroup", vpc=vpc, allow_all_outbound=False))


app = cdk.App()
containers = Containers(app, "Containers")
app.synth()
