"""Resources with a value of another kind somewhere are read or refused: any other error would end the test."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from support.labelled import att, ref
from support.labelled.beanstalk import ALONE, PROFILE, SUBNETS, WEARS
from support.labelled.callers import GROUPS, HERE, NETWORK
from support.labelled.networks import identity, role, vpc

_EVERYTHING: dict[str, tuple[str, dict[str, Any]]] = {
    "TaskSet": ("AWS::ECS::TaskSet", {"TaskDefinition": "t", "NetworkConfiguration": {"AwsVpcConfiguration": NETWORK}}),
    "Pipe": (
        "AWS::Pipes::Pipe",
        {
            "TargetParameters": {
                "EcsTaskParameters": {
                    "TaskDefinitionArn": "t",
                    "NetworkConfiguration": {"AwsvpcConfiguration": NETWORK},
                }
            }
        },
    ),
    "Runner": (
        "AWS::AppRunner::Service",
        {
            "NetworkConfiguration": {"EgressConfiguration": {"EgressType": "VPC", "VpcConnectorArn": ref("Connector")}},
            "InstanceConfiguration": {"InstanceRoleArn": att("Rights", "Arn")},
        },
    ),
    "Connector": ("AWS::AppRunner::VpcConnector", NETWORK),
    "Shared": ("AWS::ElasticBeanstalk::ConfigurationTemplate", {"OptionSettings": [SUBNETS]}),
    "Environment": (
        "AWS::ElasticBeanstalk::Environment",
        {"TemplateName": ref("Shared"), "OptionSettings": [WEARS, ALONE, PROFILE]},
    ),
    "Fleet": (
        "AWS::EC2::EC2Fleet",
        {
            "LaunchTemplateConfigs": [
                {
                    "LaunchTemplateSpecification": {"LaunchTemplateId": ref("Launch"), "Version": "1"},
                    "Overrides": [{"SubnetId": "subnet-1"}],
                }
            ]
        },
    ),
    "Launch": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"SecurityGroupIds": GROUPS}}),
    "Firewall": (
        "AWS::NetworkFirewall::Firewall",
        {"VpcId": ref("Vpc"), "FirewallPolicyArn": ref("Policy"), "SubnetMappings": [{"SubnetId": ref("VpcSubnetB")}]},
    ),
    "Policy": (
        "AWS::NetworkFirewall::FirewallPolicy",
        {
            "FirewallPolicy": {
                "StatelessDefaultActions": ["aws:forward_to_sfe"],
                "StatefulDefaultActions": ["aws:drop_strict"],
                "StatefulRuleGroupReferences": [{"ResourceArn": "r"}],
            }
        },
    ),
    "Task": ("AWS::ECS::TaskDefinition", {"Family": "t", "TaskRoleArn": att("Rights", "Arn")}),
    "Job": (
        "AWS::Glue::Job",
        {
            "Connections": {"Connections": ["c"]},
            "DefaultArguments": {"--disable-proxy-v2": "true"},
            "GlueVersion": "4.0",
        },
    ),
    "Database": ("AWS::RDS::DBInstance", {"DBSubnetGroupName": ref("Places")}),
    "Places": ("AWS::RDS::DBSubnetGroup", {"SubnetIds": HERE}),
    "Association": (
        "AWS::NetworkFirewall::VpcEndpointAssociation",
        {"VpcId": ref("Vpc"), "SubnetMapping": {"SubnetId": ref("VpcSubnetB")}},
    ),
    "Through": (
        "AWS::EC2::Route",
        {
            "RouteTableId": ref("VpcTable"),
            "DestinationCidrBlock": "0.0.0.0/0",
            "VpcEndpointId": {
                "Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [0, att("Firewall", "EndpointIds")]}]}]
            },
        },
    ),
    "Blocking": ("AWS::EC2::VPCBlockPublicAccessOptions", {"InternetGatewayBlockMode": "block-bidirectional"}),
    "Except": (
        "AWS::EC2::VPCBlockPublicAccessExclusion",
        {"VpcId": ref("Vpc"), "InternetGatewayExclusionMode": "allow-egress"},
    ),
    "Workgroup": ("AWS::RedshiftServerless::Workgroup", {"SubnetIds": HERE, "EnhancedVpcRouting": True}),
    "Balancer": ("AWS::ElasticLoadBalancingV2::LoadBalancer", {"Subnets": HERE, "Scheme": "internal"}),
    "Images": ("AWS::ImageBuilder::InfrastructureConfiguration", {"SubnetId": HERE[0], "InstanceProfileName": "p"}),
}
_ODD: list[Any] = [
    *(None, True, 0, "", "x"),
    *([], [{}], {}, {"a": 1}, ref("AWS::NoValue"), ref("P")),
    {"Fn::If": ["C", 1, [2]]},
    {"Fn::Split": [",", ref("P")]},
    {"Fn::Sub": "${Vpc}-${P}"},
]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(inner, (*path, key))


@pytest.mark.parametrize("name", _EVERYTHING)
def test_a_bent_resource_is_read_or_refused(name: str) -> None:
    whole = vpc() | role("Rights", identity())
    for other, (type_, properties) in _EVERYTHING.items():
        whole = whole.plus(other, type_, properties)
    whole = whole.section("Parameters", P={"Type": "String"}).section("Conditions", C={"Fn::Equals": [ref("P"), "x"]})
    for path in _paths(_EVERYTHING[name][1]):
        for odd in _ODD:
            bent = copy.deepcopy(whole.body)
            container = bent["Resources"][name]["Properties"]
            for key in path[:-1]:
                container = container[key]
            container[path[-1]] = odd
            with suppress(InvalidInputError):
                assert list(Deployment.of({"T": bent}, region="us-east-1").networks())
