"""EKS node groups and Fargate profiles."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.instances import launch_data
from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, Maybe, Workload
from private_endpoints.values import Unknown

__all__ = ["read_clusters"]

Groups = Maybe[tuple[Maybe[str], ...]]


def read_clusters(reading: Reading) -> Iterator[Element]:
    """What runs in the clusters; the group that EKS makes for a cluster is a group like any other."""
    for name in reading.every("eks", "list_clusters", "clusters"):
        answer = reading.calls.one("eks", "describe_cluster", name=name)
        group: Maybe[str] = Unknown(frozenset({f"the security group of the cluster {name}"}))
        if answer is not None and not isinstance(answer, Unknown):
            group = answer["cluster"]["resourcesVpcConfig"].get("clusterSecurityGroupId") or group
        yield from _node_groups(reading, str(name), group)
        yield from _fargate_profiles(reading, str(name), group)


def _node_groups(reading: Reading, cluster: str, group: Maybe[str]) -> Iterator[Element]:
    for name in reading.calls.every("eks", "list_nodegroups", "nodegroups", clusterName=cluster):
        answer = reading.calls.one("eks", "describe_nodegroup", clusterName=cluster, nodegroupName=name)
        if answer is None or isinstance(answer, Unknown):
            continue
        row: Row = answer["nodegroup"]
        yield Workload(
            **reading.common(row["nodegroupArn"]),
            value=f"{cluster}/{name}",
            kind="AWS::EKS::Nodegroup",
            subnets=tuple(row.get("subnets") or ()),
            groups=_groups(reading, row, group),
            role=row.get("nodeRole"),
            uses=("eks",),
        )


def _groups(reading: Reading, row: Row, group: Maybe[str]) -> Groups:
    """Those of the launch template; without any, that of the cluster."""
    if not row.get("launchTemplate"):
        return (group,)
    data = launch_data(reading, row["launchTemplate"])
    if isinstance(data, Unknown):
        return data
    first: Row = next(iter(data.get("NetworkInterfaces") or ()), {})
    own = first.get("Groups") or data.get("SecurityGroupIds")
    return tuple(own) if own else (group,)


def _fargate_profiles(reading: Reading, cluster: str, group: Maybe[str]) -> Iterator[Element]:
    for name in reading.calls.every("eks", "list_fargate_profiles", "fargateProfileNames", clusterName=cluster):
        answer = reading.calls.one("eks", "describe_fargate_profile", clusterName=cluster, fargateProfileName=name)
        if answer is None or isinstance(answer, Unknown):
            continue
        row: Row = answer["fargateProfile"]
        yield Workload(
            **reading.common(row["fargateProfileArn"]),
            value=f"{cluster}|{name}",
            kind="AWS::EKS::FargateProfile",
            subnets=tuple(row.get("subnets") or ()),
            groups=(group,),
            public_ip=False,
            role=row.get("podExecutionRoleArn"),
            uses=("eks-fargate",),
        )
