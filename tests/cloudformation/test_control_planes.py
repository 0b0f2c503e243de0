"""Nodes of EKS call the API server of their cluster.

https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
"""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import INTERNET, Workload


@pytest.mark.parametrize(
    ("access", "outside"),
    [({}, True), ({"EndpointPrivateAccess": False}, True), ({"EndpointPrivateAccess": True}, False),
     ({"EndpointPrivateAccess": "true"}, False), ({"EndpointPrivateAccess": {"Ref": "P"}}, False)],
)  # fmt: skip
def test_nodes_need_the_internet_where_the_api_server_has_public_addresses_only(
    access: dict[str, Any],
    outside: bool,  # noqa: FBT001 - a row
) -> None:
    vpc, subnets = {"Ref": "Vpc"}, [{"Ref": "Subnet"}]
    cluster = {"RoleArn": "r", "ResourcesVpcConfig": {"SubnetIds": subnets, **access}}
    resources = {
        "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Subnet": ("AWS::EC2::Subnet", {"VpcId": vpc, "CidrBlock": "10.0.0.0/24"}),
        "Cluster": ("AWS::EKS::Cluster", cluster),
        "Nodes": ("AWS::EKS::Nodegroup", {"ClusterName": {"Ref": "Cluster"}, "NodeRole": "n", "Subnets": subnets}),
    }
    body = {
        "Parameters": {"P": {"Type": "String"}},
        "Resources": {name: {"Type": one, "Properties": more} for name, (one, more) in resources.items()},
    }
    for network in Deployment.of({"T": body}, region="us-east-1").networks():
        (nodes,) = (one for one in network.of(Workload) if one.kind == "AWS::EKS::Nodegroup")
        assert (INTERNET in {one.service for one in nodes.requires}) is outside
