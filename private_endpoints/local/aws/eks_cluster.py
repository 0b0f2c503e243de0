"""`AWS::EKS::Cluster`: its network; no Kubernetes runs."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.placement import check_placement, displace, place
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import as_list, extend, is_true

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_cluster"]

_SERVICE = "Eks"
_CODE = "InvalidParameterException"
# https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
_LEAST_ZONES = 2
_GROUP = "AWS::EC2::SecurityGroup"


def extend_cluster() -> None:
    """Add the cluster's security group, its network interfaces and its name in AWS's form."""
    extend("AWS::EKS::Cluster", check=_check, made=_made, removed=_removed, kept=_kept)


def _check(properties: Properties) -> None:
    config = properties["ResourcesVpcConfig"]
    subnet_ids = as_list(config.get("SubnetIds"))
    if not subnet_ids:
        raise _too_few_zones()
    vpc_id = check_placement(subnet_ids, as_list(config.get("SecurityGroupIds")), service=_SERVICE, code=_CODE)
    if len({ministack.subnets[subnet_id]["AvailabilityZone"] for subnet_id in subnet_ids}) < _LEAST_ZONES:
        raise _too_few_zones()
    public = is_true(config.get("EndpointPublicAccess", True))
    private = is_true(config.get("EndpointPrivateAccess", False))
    if not public and not private:
        # Text as in the source of public repositories.
        raise RefusedError(_CODE, "Private and public endpoint access cannot be false", service=_SERVICE)
    vpc = ministack.vpcs[vpc_id]
    if private and not (is_true(vpc.get("EnableDnsSupport", True)) and is_true(vpc.get("EnableDnsHostnames", False))):
        # https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html asks for both; that a cluster without
        # them is refused, and the text, are from memory.
        raise RefusedError(
            _CODE,
            f"Private endpoint access needs enableDnsSupport and enableDnsHostnames of {vpc_id}",
            service=_SERVICE,
        )


def _too_few_zones() -> RefusedError:
    # Text: https://github.com/awsdocs/amazon-eks-user-guide/pull/795
    return RefusedError(_CODE, "Subnets specified must be in at least two different AZs", service=_SERVICE)


def _made(name: str, properties: Properties) -> Attributes:
    cluster = ministack.kubernetes_clusters[name]
    config = cluster["resourcesVpcConfig"]
    subnet_ids = as_list(properties["ResourcesVpcConfig"].get("SubnetIds"))
    config["vpcId"] = ministack.subnets[subnet_ids[0]]["VpcId"]
    if config["clusterSecurityGroupId"] not in ministack.security_groups:
        config["clusterSecurityGroupId"] = _make_group(name, config["vpcId"])
    # Two to four interfaces: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
    place(
        f"cluster {name}",
        subnet_ids[:4],
        [config["clusterSecurityGroupId"], *as_list(properties["ResourcesVpcConfig"].get("SecurityGroupIds"))],
        description=f"Amazon EKS {name}",
        kind="interface",
    )
    # https://EXAMPLE108C897D9B2F1B21D5EXAMPLE.sk1.region-code.eks.amazonaws.com in
    # https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
    label = hashlib.sha256(cluster["arn"].encode()).hexdigest()[:32].upper()
    cluster["endpoint"] = f"https://{label}.sk1.{ministack.region()}.eks.amazonaws.com"
    return {
        "ClusterSecurityGroupId": config["clusterSecurityGroupId"],
        "Endpoint": cluster["endpoint"],
    }


def _make_group(name: str, vpc_id: str) -> str:
    # https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html: from itself everything, out everything.
    properties = {
        "GroupName": f"eks-cluster-sg-{name}",
        "GroupDescription": "EKS created security group applied to ENI that is attached to EKS Control Plane master "
        "nodes, as well as any managed workloads.",
        "VpcId": vpc_id,
    }
    group_id, _ = ministack.handlers[_GROUP]["create"]("Cluster", properties, name)
    own = {"IpProtocol": "-1", "SourceSecurityGroupId": group_id}
    ministack.security_groups[group_id]["IpPermissions"] = ministack.group_rules([own])
    return str(group_id)


def _kept(name: str) -> None:
    groups = [key for key in ministack.kubernetes_node_groups if key.startswith(f"{name}/")]
    if groups:
        # https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteCluster.html; text from memory.
        raise RefusedError("ResourceInUseException", "Cluster has nodegroups attached", service=_SERVICE)


def _removed(name: str, properties: Properties) -> None:
    del properties
    displace(f"cluster {name}")
    for group_id, group in list(ministack.security_groups.items()):
        if group["GroupName"] == f"eks-cluster-sg-{name}":
            # One that others still name stays behind; from memory.
            with suppress(RefusedError):
                ministack.handlers[_GROUP]["delete"](group_id, {})
