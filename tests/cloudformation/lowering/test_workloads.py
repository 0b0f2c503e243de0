"""What workloads are lowered to, by their types."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import SecurityGroup, SecurityGroupRule, Workload
from private_endpoints.values import Unknown
from support.lowered import REF, element, network


def test_an_auto_scaling_group_has_what_its_launch_template_says() -> None:
    data = {
        "IamInstanceProfile": {"Arn": {"Fn::GetAtt": ["Profile", "Arn"]}},
        "NetworkInterfaces": [{"DeviceIndex": 0, "Groups": [REF["Group"]], "AssociatePublicIpAddress": False}],
    }
    resources: dict[str, Any] = {
        "Role": ("AWS::IAM::Role", {}),
        "Profile": ("AWS::IAM::InstanceProfile", {"Roles": [{"Ref": "Role"}]}),
        "Launch": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": data}),
        "X": (
            "AWS::AutoScaling::AutoScalingGroup",
            {"VPCZoneIdentifier": [REF["Subnet"]], "LaunchTemplate": {"LaunchTemplateId": {"Ref": "Launch"}}},
        ),
    }
    group = element(Workload, resources)
    assert (group.subnets, group.groups, group.role, group.public_ip) == (("T.Subnet",), ("T.Group",), "T.Role", False)
    resources["X"][1]["LaunchTemplate"] = {"LaunchTemplateId": "lt-1"}
    assert isinstance(element(Workload, resources).groups, Unknown)


def test_subnets_joined_with_commas_are_subnets() -> None:
    zones = [{"Fn::Join": [",", [REF["Subnet"], "subnet-1"]]}]
    properties = {"VPCZoneIdentifier": zones, "LaunchTemplate": {"LaunchTemplateId": "lt-1"}}
    found = element(Workload, {"X": ("AWS::AutoScaling::AutoScalingGroup", properties)})
    assert found.subnets == ("T.Subnet", "subnet-1")


def test_a_database_is_in_the_subnets_of_its_group() -> None:
    resources = {
        "Subnets": ("AWS::RDS::DBSubnetGroup", {"SubnetIds": [REF["Subnet"]]}),
        "Cluster": ("AWS::RDS::DBCluster", {"DBSubnetGroupName": {"Ref": "Subnets"}, "Port": 3306}),
        "X": ("AWS::RDS::DBInstance", {"DBClusterIdentifier": {"Ref": "Cluster"}}),
    }
    found = {one.id: one for one in network(resources).of(Workload)}
    assert {one.subnets for one in found.values()} == {("T.Subnet",)}
    assert found["T.Cluster"].serves == (3306,)


def test_nodes_share_the_group_that_eks_makes() -> None:
    resources = {
        "Cluster": ("AWS::EKS::Cluster", {"Name": "c", "ResourcesVpcConfig": {"SubnetIds": [REF["Subnet"]]}}),
        "Role": ("AWS::IAM::Role", {}),
        "X": (
            "AWS::EKS::Nodegroup",
            {
                "ClusterName": {"Ref": "Cluster"},
                "Subnets": [REF["Subnet"]],
                "NodeRole": {"Fn::GetAtt": ["Role", "Arn"]},
            },
        ),
    }
    found = network(resources)
    workload = found.of(Workload)[0]
    assert (workload.groups, workload.role) == (("T.Cluster.ClusterSecurityGroupId",), "T.Role")
    group = found.find(SecurityGroup, "T.Cluster.ClusterSecurityGroupId")
    assert group is not None
    assert group.vpc == "T.Vpc"


def test_a_task_needs_what_its_containers_say() -> None:
    image = {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/x:1"}
    container: dict[str, Any] = {
        "Image": image,
        "LogConfiguration": {"LogDriver": "awslogs"},
        "Secrets": [{"Name": "a", "ValueFrom": "arn:aws:secretsmanager:us-east-1:111111111111:secret:x"}],
    }
    resources = {
        "Task": (
            "AWS::ECS::TaskDefinition",
            {"ContainerDefinitions": [container], "RequiresCompatibilities": ["FARGATE"], "TaskRoleArn": "r"},
        ),
        "X": (
            "AWS::ECS::Service",
            {
                "TaskDefinition": {"Ref": "Task"},
                "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": [REF["Subnet"]]}},
            },
        ),
    }
    service = element(Workload, resources)
    assert (service.uses, [one.service for one in service.requires]) == (("ecs-fargate",), ["logs", "secretsmanager"])
    container["Image"] = "nginx"
    assert element(Workload, resources).uses == ()


def test_a_network_configuration_that_nobody_decides_is_unknown() -> None:
    awsvpc = {"AwsvpcConfiguration": {"Subnets": [REF["Subnet"]]}}
    properties = {"NetworkConfiguration": {"Fn::If": ["C", awsvpc, {"AwsvpcConfiguration": {"Subnets": ["subnet-1"]}}]}}
    conditions = {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}
    service = element(Workload, {"X": ("AWS::ECS::Service", properties)}, parameters=("P",), Conditions=conditions)
    assert all(isinstance(one, Unknown) for one in (service.subnets, service.groups, service.public_ip))


def test_a_glue_job_is_in_the_subnet_of_its_connection() -> None:
    physical = {"SubnetId": REF["Subnet"], "SecurityGroupIdList": [REF["Group"]]}
    resources = {
        "Connection": (
            "AWS::Glue::Connection",
            {"CatalogId": "x", "ConnectionInput": {"Name": "c", "PhysicalConnectionRequirements": physical}},
        ),
        "X": ("AWS::Glue::Job", {"Role": "r", "Connections": {"Connections": ["c"]}}),
    }
    assert element(Workload, resources).subnets == ("T.Subnet",)
    resources["X"] = ("AWS::Glue::Job", {"Role": "r"})
    assert element(Workload, resources).subnets == ()


@pytest.mark.parametrize(("type_", "group"), [("network", "T.X.NoSecurityGroup"), ("application", None)])
def test_a_network_load_balancer_without_groups_lets_in_what_it_listens_to(type_: str, group: str | None) -> None:
    resources = {
        "X": ("AWS::ElasticLoadBalancingV2::LoadBalancer", {"Type": type_, "Subnets": [REF["Subnet"]]}),
        "Listener": (
            "AWS::ElasticLoadBalancingV2::Listener",
            {"LoadBalancerArn": {"Ref": "X"}, "Port": 8443, "Protocol": "TCP"},
        ),
    }
    found = network(resources)
    (balancer,) = found.of(Workload)
    assert (balancer.groups, balancer.serves) == (() if group is None else (group,), (8443,))
    assert {(rule.group, rule.protocol.first) for rule in found.of(SecurityGroupRule)} == (
        set() if group is None else {(group, 8443)}
    )


def test_what_a_service_makes_may_have_an_ipv6_address_where_the_subnet_has_a_range() -> None:
    project = {"VpcConfig": {"Subnets": [REF["Subnet"]], "SecurityGroupIds": [REF["Group"]]}}
    resources: dict[str, Any] = {"X": ("AWS::CodeBuild::Project", project)}
    assert element(Workload, resources).ipv6 is False
    resources["Range"] = (
        "AWS::EC2::SubnetCidrBlock",
        {"SubnetId": REF["Subnet"], "Ipv6CidrBlock": "2600:1f13::/64"},
    )
    assert isinstance(element(Workload, resources).ipv6, Unknown)


def test_a_name_that_several_stacks_have_means_the_resource_of_the_same_stack() -> None:
    def stack(address: str) -> dict[str, Any]:
        return {
            "Resources": {
                "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": address}},
                "Subnet": {
                    "Type": "AWS::EC2::Subnet",
                    "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": address},
                },
                "Cluster": {
                    "Type": "AWS::EKS::Cluster",
                    "Properties": {"Name": "one", "ResourcesVpcConfig": {"SubnetIds": [{"Ref": "Subnet"}]}},
                },
                "Nodes": {
                    "Type": "AWS::EKS::Nodegroup",
                    "Properties": {"ClusterName": {"Ref": "Cluster"}, "Subnets": [{"Ref": "Subnet"}]},
                },
            }
        }

    (found,) = Deployment.of({"A": stack("10.0.0.0/24"), "B": stack("10.1.0.0/24")}).networks()
    nodes = {one.id: one.groups for one in found.of(Workload) if one.id.endswith(".Nodes")}
    assert nodes == {f"{name}.Nodes": (f"{name}.Cluster.ClusterSecurityGroupId",) for name in "AB"}
