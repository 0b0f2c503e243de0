"""`AWS::EKS::Nodegroup`: its instances, as records."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.launch import launch, terminate
from private_endpoints.local.aws.placement import check_placement
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import as_list, extend, new_id

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_node_group"]

_SERVICE = "Eks"
_CODE = "InvalidParameterException"
_TYPE = "AWS::EKS::Nodegroup"
_CLUSTER_TAG = "eks:cluster-name"
_GROUP_TAG = "eks:nodegroup-name"


def extend_node_group() -> None:
    """Add instances in the cluster's security group, and AWS's physical id."""
    _use_physical_id_of_aws()
    extend(_TYPE, check=_check, made=_made, removed=_removed)


def _use_physical_id_of_aws() -> None:
    # <cluster>/<node group>: "Id" is the primary identifier of the type. The emulator has the second half only.
    handler = ministack.handlers[_TYPE]
    original_create, original_update, original_delete = handler["create"], handler["update"], handler["delete"]

    def create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
        name, attributes = original_create(logical_id, properties, stack)
        return _identified(properties, name, attributes)

    def update(physical_id: str, old: Properties, new: Properties, *more: object) -> tuple[str, Attributes]:
        name, attributes = original_update(physical_id.partition("/")[2], old, new, *more)
        return _identified(new, name, attributes)

    def delete(physical_id: str, properties: Properties) -> None:
        original_delete(physical_id.partition("/")[2], properties)

    handler.update(create=create, update=update, delete=delete)


def _identified(properties: Properties, name: str, attributes: Attributes) -> tuple[str, Attributes]:
    physical_id = f"{properties['ClusterName']}/{name}"
    return physical_id, {**attributes, "Id": physical_id}


def _check(properties: Properties) -> None:
    cluster = ministack.kubernetes_clusters.get(str(properties["ClusterName"]))
    if cluster is None:
        # https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html; the emulator has the text.
        raise RefusedError(
            "ResourceNotFoundException", f"No cluster found for name: {properties['ClusterName']}.", service=_SERVICE
        )
    subnet_ids = as_list(properties["Subnets"])
    if not subnet_ids:
        # Text from memory.
        raise RefusedError(_CODE, "Subnets cannot be empty", service=_SERVICE)
    vpc_id = check_placement(subnet_ids, [], service=_SERVICE, code=_CODE)
    if vpc_id != cluster["resourcesVpcConfig"]["vpcId"]:
        # Text from memory.
        raise RefusedError(_CODE, "The subnets of a node group must be in the VPC of its cluster", service=_SERVICE)


def _made(physical_id: str, properties: Properties) -> Attributes:
    group = ministack.kubernetes_node_groups[physical_id]
    cluster = ministack.kubernetes_clusters[group["clusterName"]]
    _removed(physical_id, properties)
    wanted = int(group["scalingConfig"].get("desiredSize", 1))
    for subnet_id in islice(cycle(as_list(properties["Subnets"])), wanted):
        instance_id = launch(
            # The image that EKS chooses for a version and a region is not known here.
            new_id("ami"),
            as_list(group["instanceTypes"])[0],
            subnet_id,
            [cluster["resourcesVpcConfig"]["clusterSecurityGroupId"]],
        )
        ministack.tags[instance_id] = [
            {"Key": _CLUSTER_TAG, "Value": group["clusterName"]},
            {"Key": _GROUP_TAG, "Value": group["nodegroupName"]},
        ]
    return {}


def _removed(physical_id: str, properties: Properties) -> None:
    del properties
    cluster_name, _, group_name = physical_id.partition("/")
    wanted = ({"Key": _CLUSTER_TAG, "Value": cluster_name}, {"Key": _GROUP_TAG, "Value": group_name})
    for instance_id in list(ministack.instances):
        if all(tag in ministack.tags.get(instance_id, []) for tag in wanted):
            terminate(instance_id)
