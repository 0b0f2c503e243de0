"""On which ports databases answer.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
"""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Workload

_CLUSTER = {"Engine": "aurora-postgresql", "DBSubnetGroupName": {"Ref": "Subnets"}}
_MEMBER: dict[str, Any] = {"Engine": "aurora-postgresql", "DBClusterIdentifier": {"Ref": "Cluster"}}


def _ports(cluster: dict[str, Any] | None = None, **properties: Any) -> tuple[int, ...]:
    every: dict[str, tuple[str, dict[str, Any]]] = {
        "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Subnet": ("AWS::EC2::Subnet", {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}),
        "Subnets": ("AWS::RDS::DBSubnetGroup", {"SubnetIds": [{"Ref": "Subnet"}], "DBSubnetGroupDescription": "x"}),
        "Db": ("AWS::RDS::DBInstance", {"DBSubnetGroupName": {"Ref": "Subnets"}, **properties}),
    }
    if cluster is not None:
        every["Cluster"] = ("AWS::RDS::DBCluster", cluster)
    resources = {name: {"Type": one, "Properties": more} for name, (one, more) in every.items()}
    parameters = {"Engine": {"Type": "String"}, "Port": {"Type": "Number"}}
    template = {"Parameters": parameters, "Resources": resources}
    (network,) = Deployment.of({"T": template}, region="us-east-1").networks()
    (found,) = (one for one in network.of(Workload) if one.id == "T.Db")
    return found.serves


@pytest.mark.parametrize(
    ("engine", "port"),
    [("mysql", 3306), ("mariadb", 3306), ("postgres", 5432), ("oracle-se2", 1521), ("sqlserver-ex", 1433)],
)
def test_an_engine_has_a_port_of_its_own(engine: str, port: int) -> None:
    assert _ports(Engine=engine) == (port,)
    assert _ports(Engine=engine, Port=6033) == (6033,)


def test_what_is_not_known_is_not_guessed() -> None:
    assert _ports(Engine={"Ref": "Engine"}) == ()
    assert _ports(Engine="mysql", Port={"Ref": "Port"}) == ()
    assert _ports() == ()


def test_a_member_of_a_cluster_answers_on_the_ports_of_the_cluster() -> None:
    assert _ports(_CLUSTER, **_MEMBER) == (5432,)
    assert _ports({**_CLUSTER, "Port": 6033}, **_MEMBER) == (6033,)
    assert _ports({**_CLUSTER, "Port": 6033}, Engine="aurora-postgresql", Port=1234) == (1234,)
    assert _ports(**{**_MEMBER, "DBClusterIdentifier": "of-elsewhere"}) == ()
