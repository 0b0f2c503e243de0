"""Kubernetes without internet (S11)."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_eks as eks
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from private_endpoints import PrivateVpc, PrivateWorkloadAccess
from private_endpoints.samples.acknowledge import acknowledge

__all__ = ["PrivateEks"]

_CONTROL_PLANE_LOGS = ("api", "audit", "authenticator", "controllerManager", "scheduler")
# https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
_NODE_POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy")


class PrivateEks(Stack):
    """A Kubernetes cluster whose API answers inside the VPC only, with managed nodes in isolated subnets."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = PrivateVpc(self, "Vpc")
        subnet_ids = vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED).subnet_ids

        access = PrivateWorkloadAccess(self, "Eks", vpc=vpc, workloads=["eks"])

        cluster = self._cluster(subnet_ids)
        # EKS makes this group and puts the nodes in it.
        nodes = ec2.SecurityGroup.from_security_group_id(
            self, "ClusterGroup", cluster.attr_cluster_security_group_id, allow_all_outbound=False
        )
        access.allow_from(nodes)
        group = eks.CfnNodegroup(
            self,
            "Nodes",
            cluster_name=cluster.ref,
            node_role=self._role("NodeRole", "ec2.amazonaws.com", *_NODE_POLICIES).role_arn,
            subnets=subnet_ids,
            ami_type="AL2023_x86_64_STANDARD",
            instance_types=["t3.medium"],
            scaling_config=eks.CfnNodegroup.ScalingConfigProperty(min_size=2, desired_size=2, max_size=3),
        )
        # Nodes pull their first images when they start, and without the endpoints they never become ready.
        group.node.add_dependency(vpc.node.find_child("PrivateEndpoints"), nodes)

        RemovalPolicies.of(self).destroy()

    def _cluster(self, subnet_ids: list[str]) -> eks.CfnCluster:
        # A name of its own, so that the log group can be made first: EKS would make one that nobody deletes.
        name = f"{self.stack_name}-cluster"
        log = logs.LogGroup(
            self, "Log", log_group_name=f"/aws/eks/{name}/cluster", retention=logs.RetentionDays.ONE_WEEK
        )
        cluster = eks.CfnCluster(
            self,
            "Cluster",
            name=name,
            role_arn=self._role("ClusterRole", "eks.amazonaws.com", "AmazonEKSClusterPolicy").role_arn,
            access_config=eks.CfnCluster.AccessConfigProperty(authentication_mode="API"),
            resources_vpc_config=eks.CfnCluster.ResourcesVpcConfigProperty(
                subnet_ids=subnet_ids, endpoint_private_access=True, endpoint_public_access=False
            ),
            logging=eks.CfnCluster.LoggingProperty(
                cluster_logging=eks.CfnCluster.ClusterLoggingProperty(
                    enabled_types=[
                        eks.CfnCluster.LoggingTypeConfigProperty(type=type_) for type_ in _CONTROL_PLANE_LOGS
                    ]
                )
            ),
        )
        cluster.node.add_dependency(log)
        return cluster

    def _role(self, id: str, service: str, *policies: str) -> iam.Role:
        role = iam.Role(
            self,
            id,
            assumed_by=iam.ServicePrincipal(service),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(policy) for policy in policies],
        )
        for policy in policies:
            acknowledge(
                role,
                f"AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{policy}]",
                reason="AWS keeps this policy in step with EKS: "
                "https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html",
            )
        return role
