"""Databases of RDS."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, Workload

__all__ = ["read_databases"]


def read_databases(reading: Reading) -> Iterator[Element]:
    """Instances and clusters of RDS; a cluster is where its subnet group is."""
    placed: dict[str, tuple[str, ...]] = {}
    for group in reading.every("rds", "describe_db_subnet_groups", "DBSubnetGroups"):
        placed[group["DBSubnetGroupName"]] = tuple(one["SubnetIdentifier"] for one in group["Subnets"])
    for row in reading.every("rds", "describe_db_clusters", "DBClusters"):
        subnets = placed.get(row.get("DBSubnetGroup", ""), ())
        if subnets:
            port = row.get("Port")
            yield Workload(
                **reading.common(row["DBClusterArn"]),
                value=row["DBClusterIdentifier"],
                kind="AWS::RDS::DBCluster",
                subnets=subnets,
                groups=_groups(row),
                public_ip=bool(row.get("PubliclyAccessible")),
                serves=(port,) if port else None,
            )
    for row in reading.every("rds", "describe_db_instances", "DBInstances"):
        subnet_group = row.get("DBSubnetGroup") or {}
        subnets = tuple(one["SubnetIdentifier"] for one in subnet_group.get("Subnets") or ())
        if subnets:
            port = (row.get("Endpoint") or {}).get("Port")
            yield Workload(
                **reading.common(row["DBInstanceArn"]),
                value=row["DBInstanceIdentifier"],
                kind="AWS::RDS::DBInstance",
                subnets=subnets,
                groups=_groups(row),
                public_ip=bool(row.get("PubliclyAccessible")),
                serves=(port,) if port else None,
            )


def _groups(row: Row) -> tuple[str, ...]:
    return tuple(one["VpcSecurityGroupId"] for one in row.get("VpcSecurityGroups") or ())
