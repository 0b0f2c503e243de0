"""What the samples of workloads promise beside their endpoints, read from their templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2

from private_endpoints import PrivateWorkloadAccess
from private_endpoints.samples import SAMPLES
from support.vpcs import ENV

Templates = dict[str, dict[str, Any]]

# The workloads of each sample as the catalog calls them, and what it includes of their options.
WORKLOADS: dict[str, tuple[list[str], list[str]]] = {
    "PrivateBedrock": (["bedrock"], []),
    "PrivateCodeBuild": (["codebuild", "ecr"], []),
    "PrivateEcs": (["ecs-fargate"], ["secretsmanager"]),
    "PrivateEks": (["eks"], []),
    "PrivateLambda": (["secrets"], []),
    "PrivateSageMaker": (["sagemaker-studio"], []),
}
# Actions on no resource that is known before: https://docs.aws.amazon.com/service-authorization/latest/reference/
ON_EVERYTHING = {
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
    "ec2:UnassignPrivateIpAddresses",
    "ecr:GetAuthorizationToken",
}

pytestmark = pytest.mark.parametrize("name", WORKLOADS)


def of_type(template: dict[str, Any], *types: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in template["Resources"].values() if one["Type"] in types]


def subnets_of_workloads(template: dict[str, Any]) -> Iterator[Any]:
    """The subnets that a service is told to put a workload into."""
    for one in of_type(template, "AWS::Lambda::Function"):
        yield from one.get("VpcConfig", {}).get("SubnetIds", [])
    for one in of_type(template, "AWS::ECS::Service"):
        yield from one["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"]
    for one in of_type(template, "AWS::EKS::Cluster"):
        yield from one["ResourcesVpcConfig"]["SubnetIds"]
    for one in of_type(template, "AWS::EKS::Nodegroup"):
        yield from one["Subnets"]
    for one in of_type(template, "AWS::CodeBuild::Project"):
        yield from one["VpcConfig"]["Subnets"]
    for one in of_type(template, "AWS::SageMaker::NotebookInstance"):
        yield one["SubnetId"]


def statements(template: dict[str, Any]) -> list[dict[str, Any]]:
    policies = of_type(template, "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
    return [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_the_workload_is_in_isolated_subnets_only(name: str, templates: Templates) -> None:
    found = list(subnets_of_workloads(templates[name]))
    assert found
    isolated = {key for key, one in templates[name]["Resources"].items() if one["Type"] == "AWS::EC2::Subnet"}
    assert {one["Ref"] for one in found} <= isolated


def test_no_workload_has_a_public_address_or_endpoint(name: str, templates: Templates) -> None:
    text = json.dumps(templates[name])
    for open_one in (
        '"AssignPublicIp": "ENABLED"',
        '"EndpointPublicAccess": true',
        '"DirectInternetAccess": "Enabled"',
    ):
        assert open_one not in text
    for one in of_type(templates[name], "AWS::SageMaker::NotebookInstance"):
        assert one["DirectInternetAccess"] == "Disabled"
    for one in of_type(templates[name], "AWS::EKS::Cluster"):
        assert one["ResourcesVpcConfig"]["EndpointPublicAccess"] is False


def test_no_role_is_given_actions_by_wildcard(name: str, templates: Templates) -> None:
    actions = [action for one in statements(templates[name]) for action in listed(one["Action"])]
    assert actions
    assert [action for action in actions if "*" in action] == []


def test_what_a_role_may_do_on_everything_has_no_narrower_resource(name: str, templates: Templates) -> None:
    on_everything = [one for one in statements(templates[name]) if "*" in listed(one["Resource"])]
    allowed = {action for one in on_everything if one["Effect"] == "Allow" for action in listed(one["Action"])}
    assert allowed <= ON_EVERYTHING


def test_nothing_of_what_the_workload_needs_is_missing(name: str) -> None:
    stack = SAMPLES[name](cdk.App(), name, env=ENV)
    vpc = stack.node.find_child("Vpc")
    assert isinstance(vpc, ec2.Vpc)
    workloads, include = WORKLOADS[name]
    missing = PrivateWorkloadAccess.missing_for(vpc, workloads=workloads, include=include)
    assert [one.service for one in missing if one.required] == []
    assert {one.service for one in missing} & set(include) == set()
