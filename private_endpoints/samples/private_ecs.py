"""Containers without internet, on Fargate (S11)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from private_endpoints import PrivateVpc, PrivateWorkloadAccess
from private_endpoints.samples.acknowledge import acknowledge

__all__ = ["PrivateEcs"]


class PrivateEcs(Stack):
    """Containers on Fargate without internet: an image from ECR, a log, and a secret in the task definition."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        images = ecr.Repository(
            self, "Images", empty_on_delete=True, image_scan_on_push=True, removal_policy=RemovalPolicy.DESTROY
        )
        secret = secretsmanager.Secret(self, "Secret")
        acknowledge(secret, "AwsSolutions-SMG4", reason="There is no database here whose password could be rotated")

        access = PrivateWorkloadAccess(self, "Ecs", vpc=vpc, workloads=["ecs-fargate"], include=["secretsmanager"])

        service = ecs.FargateService(
            self,
            "Service",
            cluster=ecs.Cluster(self, "Cluster", vpc=vpc, container_insights_v2=ecs.ContainerInsights.ENABLED),
            task_definition=self._task(images, secret),
            # The repository is empty at first. Push an image, then set the number of tasks.
            desired_count=0,
            circuit_breaker=ecs.DeploymentCircuitBreaker(rollback=True),
            min_healthy_percent=100,
            security_groups=[ec2.SecurityGroup(self, "Tasks", vpc=vpc, allow_all_outbound=False)],
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        )
        access.allow_from(service)

        RemovalPolicies.of(self).destroy()

    def _task(self, images: ecr.IRepository, secret: secretsmanager.ISecret) -> ecs.FargateTaskDefinition:
        log = logs.LogGroup(self, "Log", retention=logs.RetentionDays.ONE_WEEK)
        # The agent pulls the image, reads the secret and writes the log, all from the network of the task.
        agent = iam.Role(self, "AgentRole", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
        task = ecs.FargateTaskDefinition(self, "Task", cpu=256, memory_limit_mib=512, execution_role=agent)
        task.add_container(
            "App",
            image=ecs.ContainerImage.from_ecr_repository(images),
            logging=ecs.LogDrivers.aws_logs(stream_prefix="app", log_group=log),
            secrets={"SECRET": ecs.Secret.from_secrets_manager(secret)},
            readonly_root_filesystem=True,
        )
        acknowledge(
            agent, "AwsSolutions-IAM5[Resource::*]", reason="ecr:GetAuthorizationToken is an action on no resource"
        )
        return task
