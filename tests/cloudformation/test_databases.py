"""On which ports databases answer, and whether they have public addresses.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
"""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Workload
from private_endpoints.values import Unknown

_CLUSTER = {"Engine": "aurora-postgresql", "DBSubnetGroupName": {"Ref": "Subnets"}}
_MEMBER: dict[str, Any] = {"Engine": "aurora-postgresql", "DBClusterIdentifier": {"Ref": "Cluster"}}


def _database(
    cluster: dict[str, Any] | None = None,
    *,
    more: dict[str, tuple[str, dict[str, Any]]] | None = None,
    **properties: Any,
) -> Workload:
    every: dict[str, tuple[str, dict[str, Any]]] = {
        "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Subnet": ("AWS::EC2::Subnet", {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}),
        "Subnets": ("AWS::RDS::DBSubnetGroup", {"SubnetIds": [{"Ref": "Subnet"}], "DBSubnetGroupDescription": "x"}),
        "Db": ("AWS::RDS::DBInstance", {"DBSubnetGroupName": {"Ref": "Subnets"}, **properties}),
        **(more or {}),
    }
    if cluster is not None:
        every["Cluster"] = ("AWS::RDS::DBCluster", cluster)
    resources = {name: {"Type": one, "Properties": given} for name, (one, given) in every.items()}
    parameters = {"Engine": {"Type": "String"}, "Port": {"Type": "Number"}}
    template = {"Parameters": parameters, "Resources": resources}
    (network,) = Deployment.of({"T": template}, region="us-east-1").networks()
    (found,) = (one for one in network.of(Workload) if one.id == "T.Db")
    return found


def _ports(cluster: dict[str, Any] | None = None, **properties: Any) -> tuple[int | Unknown, ...] | None:
    return _database(cluster, **properties).serves


@pytest.mark.parametrize(
    ("engine", "port"),
    [("mysql", 3306), ("mariadb", 3306), ("postgres", 5432), ("oracle-se2", 1521), ("sqlserver-ex", 1433)],
)
def test_an_engine_has_a_port_of_its_own(engine: str, port: int) -> None:
    assert _ports(Engine=engine) == (port,)
    assert _ports(Engine=engine, Port=6033) == (6033,)


def test_what_is_not_known_is_not_guessed() -> None:
    assert _ports(Engine={"Ref": "Engine"}) is None
    assert _ports(Engine="mysql", Port={"Ref": "Port"}) == (Unknown(frozenset({"T.Port"})),)
    assert _ports() is None


def test_a_member_of_a_cluster_answers_on_the_ports_of_the_cluster() -> None:
    assert _ports(_CLUSTER, **_MEMBER) == (5432,)
    assert _ports({**_CLUSTER, "Port": 6033}, **_MEMBER) == (6033,)
    assert _ports({**_CLUSTER, "Port": 6033}, Engine="aurora-postgresql", Port=1234) == (1234,)
    assert _ports(**{**_MEMBER, "DBClusterIdentifier": "of-elsewhere"}) is None


def _attached(vpc: Any = None, *, to: str = "InternetGatewayId") -> dict[str, tuple[str, dict[str, Any]]]:
    return {"Attached": ("AWS::EC2::VPCGatewayAttachment", {"VpcId": vpc or {"Ref": "Vpc"}, to: "gateway-1"})}


def test_without_an_internet_gateway_a_database_is_private_by_default() -> None:
    assert _database().public_ip is False
    assert _database(more=_attached(to="VpnGatewayId")).public_ip is False
    assert _database(more=_attached("vpc-0a1b2c3d4e5f60718")).public_ip is False


def test_with_an_internet_gateway_pages_of_aws_disagree() -> None:
    assert isinstance(_database(more=_attached()).public_ip, Unknown)
    assert isinstance(_database(more=_attached(), DBSubnetGroupName={"Ref": "Engine"}).public_ip, Unknown)


@pytest.mark.parametrize("said", [True, False])
def test_what_a_database_says_counts(said: bool) -> None:  # noqa: FBT001 - a property
    assert _database(more=_attached(), PubliclyAccessible=said).public_ip is said


@pytest.mark.parametrize(("said", "public"), [({}, True), ({"PubliclyAccessible": False}, False)])
def test_a_replication_instance_is_public_by_default(said: dict[str, Any], public: bool) -> None:  # noqa: FBT001
    # https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateReplicationInstance.html
    group = {"ReplicationSubnetGroupIdentifier": {"Ref": "Places"}, "ReplicationInstanceClass": "dms.t3.micro"}
    resources = {
        "Places": {"Type": "AWS::DMS::ReplicationSubnetGroup", "Properties": {"SubnetIds": ["subnet-1"]}},
        "X": {"Type": "AWS::DMS::ReplicationInstance", "Properties": {**group, **said}},
    }
    (network,) = Deployment.of({"T": {"Resources": resources}}, region="us-east-1").networks()
    assert network.of(Workload)[0].public_ip is public


def test_a_database_calls_with_the_role_of_its_feature() -> None:
    one, two = ({"FeatureName": name, "RoleArn": f"arn:aws:iam::111111111111:role/{name}"} for name in ("in", "out"))
    assert _database().role is None
    assert _database(AssociatedRoles=[one]).role == one["RoleArn"]
    assert isinstance(_database(AssociatedRoles=[one, two]).role, Unknown)
