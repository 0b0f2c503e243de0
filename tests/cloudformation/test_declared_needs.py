"""Needs that templates declare are needs of the workloads that they speak for."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Requirement, Workload
from private_endpoints.network.declared import DECLARED

GROUP = {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "g", "VpcId": {"Ref": "Vpc"}}}
VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
SUBNET = {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}}


def worker(group: Any = None, **more: Any) -> dict[str, Any]:
    worn = {"Fn::GetAtt": ["Group", "GroupId"]} if group is None else group
    properties = {"SubnetId": {"Ref": "Subnet"}, "SecurityGroupIds": [worn]}
    return {"Type": "AWS::EC2::Instance", "Properties": properties, **more}


def endpoint(**properties: Any) -> dict[str, Any]:
    own = {"VpcId": {"Ref": "Vpc"}, "ServiceName": "com.amazonaws.us-east-1.s3", "VpcEndpointType": "Interface"}
    return {"Type": "AWS::EC2::VPCEndpoint", "Properties": {**own, **properties}}


def saying(resource: dict[str, Any], *needs: dict[str, Any]) -> dict[str, Any]:
    return {**resource, "Metadata": {DECLARED: {"version": 1, "needs": list(needs)}}}


def required(**resources: Any) -> dict[str, list[Requirement]]:
    """What the workloads of a template require, by id."""
    template = {"Resources": {"Vpc": VPC, "Subnet": SUBNET, **resources}}
    (network,) = Deployment.of({"Stack": template}, region="us-east-1", account="111111111111").networks()
    return {one.id: list(one.requires) for one in network.of(Workload)}


def test_what_a_group_says_is_said_for_all_that_wear_it() -> None:
    found = required(Group=saying(GROUP, {"service": "s3"}), One=worker(), Two=worker(), Three=worker("sg-0a1b2c3d"))
    assert {id_: [one.service for one in needs] for id_, needs in found.items()} == {
        "Stack.One": ["s3"],
        "Stack.Two": ["s3"],
        "Stack.Three": [],
    }


@pytest.mark.parametrize("name", ["Stack.One", "One", "Elsewhere.One"])
def test_what_a_group_says_for_one_client_is_said_for_no_other(name: str) -> None:
    found = required(Group=saying(GROUP, {"service": "s3", "client": name}), One=worker(), Two=worker())
    assert [len(found["Stack.One"]), len(found["Stack.Two"])] == [1, 0]


def test_a_client_that_is_no_workload_of_the_group_leaves_it_said_for_all() -> None:
    found = required(Group=saying(GROUP, {"service": "s3", "client": "Stack.Gone"}), One=worker(), Two=worker())
    assert [len(found["Stack.One"]), len(found["Stack.Two"])] == [1, 1]


def test_a_client_of_another_stack_is_found() -> None:
    other = {"One": worker({"Fn::ImportValue": "group"})}
    group = saying(GROUP, {"service": "s3", "client": "Named otherwise.One"})
    first = {
        "Resources": {"Vpc": VPC, "Group": group, "Two": worker(), "Subnet": SUBNET},
        "Outputs": {"Group": {"Value": {"Fn::GetAtt": ["Group", "GroupId"]}, "Export": {"Name": "group"}}},
    }
    second = {"Resources": {**other, "Vpc": VPC, "Subnet": SUBNET}}
    (network,) = Deployment.of({"Stack": first, "Other": second}).networks()
    assert {one.id: len(one.requires) for one in network.of(Workload)} == {"Stack.Two": 0, "Other.One": 1}


def test_an_endpoint_speaks_for_a_group_made_elsewhere() -> None:
    said = saying(endpoint(), {"service": "sqs", "group": "sg-0a1b2c3d"})
    found = required(Endpoint=said, Group=GROUP, One=worker("sg-0a1b2c3d"), Two=worker())
    assert [len(found["Stack.One"]), len(found["Stack.Two"])] == [1, 0]


def test_a_cluster_speaks_for_the_nodes_in_the_group_that_it_makes() -> None:
    cluster = {
        "Type": "AWS::EKS::Cluster",
        "Properties": {"ResourcesVpcConfig": {"SubnetIds": [{"Ref": "Subnet"}]}, "RoleArn": "arn:aws:iam::1:role/a"},
    }
    nodes = {
        "Type": "AWS::EKS::Nodegroup",
        "Properties": {
            "ClusterName": {"Ref": "Cluster"},
            "Subnets": [{"Ref": "Subnet"}],
            "NodeRole": "arn:aws:iam::1:role/b",
        },
    }
    found = required(Cluster=saying(cluster, {"service": "ecr.api"}), Nodes=nodes)
    assert "ecr.api" in [one.service for one in found["Stack.Nodes"]]


def test_a_workload_speaks_for_itself_and_may_say_more() -> None:
    need = {"service": "s3", "action": "s3:GetObject", "resource": {"Fn::GetAtt": ["Bucket", "Arn"]}, "port": "8443"}
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "files"}}
    found = required(Group=GROUP, One=saying(worker(), need), Two=worker(), Bucket=bucket)
    assert found == {
        "Stack.One": [
            Requirement(
                service="s3",
                reason="declared in the template",
                action="s3:GetObject",
                resource="arn:aws:s3:::files",
                port=8443,
            )
        ],
        "Stack.Two": [],
    }


@pytest.mark.parametrize(
    ("properties", "by_own_name"),
    [
        (
            {"PrivateDnsEnabled": True, "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "AllResolvers"}},
            False,
        ),
        (
            {
                "PrivateDnsEnabled": True,
                "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"},
            },
            True,
        ),
        ({"PrivateDnsEnabled": False}, True),
        ({}, True),
        ({"VpcEndpointType": "Gateway"}, False),
    ],
)
def test_an_endpoint_that_does_not_answer_to_the_service_s_name_is_called_by_its_own(
    properties: dict[str, Any], *, by_own_name: bool
) -> None:
    said = saying(GROUP, {"service": "s3", "endpoint": "Stack.Endpoint"})
    found = required(Group=said, Endpoint=endpoint(**properties), One=worker())
    assert [one.host for one in found["Stack.One"]] == ["endpoint:Stack.Endpoint" if by_own_name else None]


def test_a_declaration_of_what_is_not_made_says_nothing() -> None:
    group = {**saying(GROUP, {"service": "s3"}), "Condition": "Never"}
    template = {
        "Conditions": {"Never": {"Fn::Equals": ["a", "b"]}},
        "Resources": {"Vpc": VPC, "Subnet": SUBNET, "Group": group, "One": worker("sg-0a1b2c3d")},
    }
    (network,) = Deployment.of({"Stack": template}).networks()
    assert [one.requires for one in network.of(Workload)] == [()]


def test_a_bad_declaration_is_an_error_that_names_file_and_resource() -> None:
    with pytest.raises(InvalidInputError, match=r"Stack:\d+ \(Group\).*\[bad-declaration\]"):
        required(Group=saying(GROUP, {"services": ["s3"]}))
