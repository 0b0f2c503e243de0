"""Custom resources of the CDK: some are what they make, some touch no network, some only ask."""

from __future__ import annotations

import json
from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Network, Route, SecurityGroup, SecurityGroupRule, UnknownResource, Workload
from private_endpoints.values import Unknown

_REF = {name: {"Ref": name} for name in ("Vpc", "Subnet", "Group", "Cluster", "Table")}
_BASE: dict[str, tuple[str, dict[str, Any]]] = {
    "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
    "Subnet": ("AWS::EC2::Subnet", {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.0.0/24"}),
    "Public": (
        "AWS::EC2::Subnet",
        {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.1.0/24", "MapPublicIpOnLaunch": True},
    ),
    "Group": ("AWS::EC2::SecurityGroup", {"VpcId": _REF["Vpc"], "GroupDescription": "x"}),
    "Cluster": (
        "Custom::AWSCDK-EKS-Cluster",
        {
            "ServiceToken": "arn",
            "Config": {"resourcesVpcConfig": {"subnetIds": [_REF["Subnet"], {"Ref": "Public"}]}},
        },
    ),
}


def _network(**resources: tuple[str, dict[str, Any]]) -> Network:
    every = {**_BASE, **resources}
    template = {"Resources": {name: {"Type": one, "Properties": more} for name, (one, more) in every.items()}}
    (only,) = Deployment.of({"T": template}, region="us-east-1").networks()
    return only


def test_a_cluster_is_a_cluster() -> None:
    network = _network(Nodes=("AWS::EKS::Nodegroup", {"ClusterName": _REF["Cluster"], "Subnets": [_REF["Subnet"]]}))
    group = network.find(SecurityGroup, "T.Cluster.ClusterSecurityGroupId")
    assert group is not None
    assert group.vpc == "T.Vpc"
    assert network.of(Workload)[0].groups == (group.id,)
    assert network.of(UnknownResource) == []


@pytest.mark.parametrize("subnets", [{}, {"subnets": [_REF["Subnet"]]}])
def test_a_fargate_profile_is_in_its_subnets_or_in_the_private_ones_of_the_cluster(subnets: dict[str, Any]) -> None:
    config = {"clusterName": _REF["Cluster"], "podExecutionRoleArn": "r", **subnets}
    (pods,) = _network(Pods=("Custom::AWSCDK-EKS-FargateProfile", {"Config": config})).of(Workload)
    assert (pods.subnets, pods.groups) == (("T.Subnet",), ("T.Cluster.ClusterSecurityGroupId",))


@pytest.mark.parametrize(
    ("name", "type_", "touches"),
    [
        ("X", "Custom::AWSCDK-EKS-KubernetesPatch", False),
        ("X", "Custom::LogRetention", False),
        ("X", "Custom::SomethingElse", True),
        ("awscdkawseksKubectlProviderNestedStack1", "AWS::CloudFormation::Stack", False),
        ("Nested", "AWS::CloudFormation::Stack", True),
    ],
)
def test_a_helper_touches_no_network(name: str, type_: str, touches: bool) -> None:  # noqa: FBT001
    properties = {"Parameters": {"subnet": _REF["Subnet"]}, "TemplateURL": "https://x/y.json"}
    assert bool(_network(**{name: (type_, properties)}).of(UnknownResource)) is touches


def _lookup(action: str, name: str) -> tuple[str, dict[str, Any]]:
    filters = {"Filters": [{"Name": "prefix-list-name", "Values": [name]}]}
    call = json.dumps({"service": "EC2", "action": action, "parameters": filters})
    return ("Custom::AWS", {"ServiceToken": "arn", "Create": call})


@pytest.mark.parametrize(
    ("lookup", "known"),
    [
        (_lookup("describeManagedPrefixLists", "com.amazonaws.us-east-1.s3"), True),
        (_lookup("describeManagedPrefixLists", "com.amazonaws.eu-west-1.s3"), False),
        (_lookup("createManagedPrefixList", "com.amazonaws.us-east-1.s3"), False),
    ],
)
def test_a_prefix_list_that_is_asked_for_by_name_is_that_of_the_service(
    lookup: tuple[str, dict[str, Any]],
    known: bool,  # noqa: FBT001
) -> None:
    id_ = {"Fn::GetAtt": ["Lookup", "PrefixLists.0.PrefixListId"]}
    egress = {"GroupId": _REF["Group"], "IpProtocol": "tcp", "FromPort": 443, "DestinationPrefixListId": id_}
    network = _network(Lookup=lookup, Egress=("AWS::EC2::SecurityGroupEgress", egress))
    (rule,) = (one for one in network.of(SecurityGroupRule) if one.egress)
    assert (rule.prefix_list == "managed prefix list of s3") is known


def test_a_route_in_a_table_that_a_function_looks_up_may_be_in_any() -> None:
    def route(table: Any) -> Route:
        properties = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1"}
        table_of = ("AWS::EC2::RouteTable", {"VpcId": _REF["Vpc"]})
        looks_up = ("Custom::MainTable", {"ServiceToken": "arn"})
        (found,) = _network(Table=table_of, Main=looks_up, Route=("AWS::EC2::Route", properties)).of(Route)
        return found

    assert isinstance(route({"Fn::GetAtt": ["Main", "Id"]}).route_table, Unknown)
    assert route(_REF["Table"]).route_table == "T.Table"
