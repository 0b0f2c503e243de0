"""EKS: clusters, node groups and Fargate profiles, also those that the CDK makes by functions of its own.

Those say what the API is given, in a property `Config`
(https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib/aws-eks/lib/cluster-resource.ts).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from private_endpoints.cloudformation.lowering.compute.launching import launch_of, launch_template
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.policies.roles import role_of
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import INTERNET, Element, Maybe, Requirement, SecurityGroup, SecurityGroupRule, Workload
from private_endpoints.values import Unknown

__all__ = [
    "lower_cdk_fargate_profile",
    "lower_cluster",
    "lower_fargate_profile",
    "lower_node_group",
]

_CLUSTERS = ("AWS::EKS::Cluster", "Custom::AWSCDK-EKS-Cluster")


def lower_cluster(facts: Facts) -> Iterator[Element]:
    """A cluster, for which EKS makes a security group that the nodes and the control plane share.

    https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
    """
    group = _cluster_group(facts.id)
    common = {**facts.common, "id": group}
    yield SecurityGroup(**common, vpc=_vpc(facts, _subnets(facts)))
    yield SecurityGroupRule(**{**common, "id": f"{group}#self"}, group=group, peer=group)


def _cluster_group(cluster: str) -> str:
    return f"{cluster}.ClusterSecurityGroupId"


def _subnets(facts: Facts) -> Ids:
    """The subnets of a cluster."""
    outer: Fields | Unknown | None = facts.one("Config") if facts.type.startswith("Custom::") else facts
    if isinstance(outer, Fields):
        config = outer.one("ResourcesVpcConfig") if outer is facts else outer.one("resourcesVpcConfig")
        if isinstance(config, Fields):
            return config.ids("SubnetIds" if outer is facts else "subnetIds")
    return Unknown(frozenset({f"{facts.id}.ResourcesVpcConfig"}))


def _vpc(facts: Facts, subnets: Ids) -> Maybe[str]:
    """The VPC of the cluster: that of its subnets."""
    for subnet in () if isinstance(subnets, Unknown) else subnets:
        found = facts.context.get(subnet, "AWS::EC2::Subnet")
        if found is not None:
            return found.required_id("VpcId")
    return Unknown(frozenset({f"{facts.id}.ResourcesVpcConfig"}))


def _cluster(facts: Facts, name: Any) -> str | Unknown:  # noqa: ANN401 - a resolved value
    return facts.context.find(name, *_CLUSTERS, near=facts)


def lower_node_group(facts: Facts) -> Iterator[Element]:
    """`AWS::EKS::Nodegroup`: without groups of its own it has that of the cluster."""
    cluster = _cluster(facts, facts.get("ClusterName"))
    groups: Ids = cluster if isinstance(cluster, Unknown) else (_cluster_group(cluster),)
    data = launch_template(facts, facts.one("LaunchTemplate"), id_property="Id", name_property="Name")
    launch = None if data is None else launch_of(facts, data)
    if launch is not None and launch.groups != ():
        groups = launch.groups
    role = facts.get("NodeRole")
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=facts.ids("Subnets"),
        groups=groups,
        public_ip=None if launch is None else launch.public_ip,
        ipv6=None if launch is None else launch.ipv6,
        role=None if role is ABSENT else role_of(facts, role),
        uses=("eks",),
        requires=tuple(_control_plane(facts, cluster)),
    )


def _control_plane(facts: Facts, cluster: str | Unknown) -> Iterator[Requirement]:
    """The way to the API server, where it has public addresses only, as it has unless private access is asked for.

    https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
    """
    found = facts.context.get(cluster, *_CLUSTERS)
    outer = found.one("Config") if found is not None and found.type.startswith("Custom::") else found
    if not isinstance(outer, Facts | Fields):
        return
    config = outer.one("ResourcesVpcConfig" if outer is found else "resourcesVpcConfig")
    name = "EndpointPrivateAccess" if outer is found else "endpointPrivateAccess"
    if isinstance(config, Fields) and config.truth(name, default=False) is False:
        yield Requirement(service=INTERNET, reason="the API server of its cluster, which has no private access")


def lower_fargate_profile(facts: Facts) -> Iterator[Element]:
    """`AWS::EKS::FargateProfile`: its pods have the cluster's security group."""
    cluster = _cluster(facts, facts.get("ClusterName"))
    subnets = facts.ids("Subnets")
    if subnets == ():
        # Which ones EKS takes then, no page says.
        subnets = Unknown(frozenset({f"{facts.id}.Subnets"}))
    yield _pods(facts, cluster, subnets, facts.get("PodExecutionRoleArn"))


def lower_cdk_fargate_profile(facts: Facts) -> Iterator[Element]:
    """`Custom::AWSCDK-EKS-FargateProfile`; without subnets EKS takes the private ones of the cluster."""
    config = facts.one("Config")
    if isinstance(config, Fields):
        cluster = _cluster(facts, config.get("clusterName"))
        subnets = config.ids("subnets")
        if subnets == ():
            subnets = _private_subnets(facts, cluster)
        yield _pods(facts, cluster, subnets, config.get("podExecutionRoleArn"))


def _private_subnets(facts: Facts, cluster: str | Unknown) -> Ids:
    """Those without a public address, which is what tells them from public ones here."""
    unknown = Unknown(frozenset({f"{facts.id}.Config.subnets"}))
    found = facts.context.get(cluster, *_CLUSTERS)
    subnets = unknown if found is None else _subnets(found)
    private: list[str] = []
    for one in (None,) if isinstance(subnets, Unknown) else subnets:
        subnet = facts.context.get(one, "AWS::EC2::Subnet")
        public = unknown if subnet is None else subnet.truth("MapPublicIpOnLaunch", default=False)
        if isinstance(public, Unknown):
            return unknown
        if not public and isinstance(one, str):
            private.append(one)
    return tuple(private) or unknown


def _pods(facts: Facts, cluster: str | Unknown, subnets: Ids, role: Any) -> Workload:  # noqa: ANN401 - resolved
    return Workload(
        **facts.common,
        kind=facts.type,
        subnets=subnets,
        groups=cluster if isinstance(cluster, Unknown) else (_cluster_group(cluster),),
        public_ip=False,
        role=role_of(facts, role),
        uses=("eks-fargate",),
        requires=tuple(_control_plane(facts, cluster)),
    )
