"""Where a service puts network interfaces for a resource: subnets and security groups of one VPC."""

from __future__ import annotations

from collections.abc import Sequence

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.network_interface import make_interface, remove_interfaces
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.stores import service_interfaces

__all__ = ["check_placement", "displace", "place"]


def check_placement(subnet_ids: Sequence[str], group_ids: Sequence[str], *, service: str, code: str) -> str:
    """The VPC of subnets and groups.

    Args:
        subnet_ids: at least one.
        group_ids: perhaps none.
        service: who refuses.
        code: with which code.

    Raises:
        RefusedError: one does not exist, or they are of several VPCs. All texts are from memory.
    """
    for subnet_id in subnet_ids:
        if subnet_id not in ministack.subnets:
            raise RefusedError(code, f"The subnet ID '{subnet_id}' does not exist", service=service)
    (vpc_id, *others) = sorted({str(ministack.subnets[subnet_id]["VpcId"]) for subnet_id in subnet_ids})
    if others:
        raise RefusedError(code, f"Subnets are of several VPCs: {', '.join((vpc_id, *others))}", service=service)
    for group_id in group_ids:
        group = ministack.security_groups.get(group_id)
        if group is None:
            raise RefusedError(code, f"The security group '{group_id}' does not exist", service=service)
        if group["VpcId"] != vpc_id:
            raise RefusedError(
                code, f"Security group {group_id} and VPC {vpc_id} belong to different networks", service=service
            )
    return vpc_id


def place(owner: str, subnet_ids: Sequence[str], group_ids: Sequence[str], *, description: str, kind: str) -> list[str]:
    """Give a resource one network interface for each mention of a subnet, and no other.

    Args:
        owner: the resource, by any name that no other has.
        subnet_ids: where; a subnet may be there several times.
        group_ids: their groups.
        description: what AWS writes there.
        kind: type of the interfaces.
    """
    displace(owner)
    made = [make_interface(subnet_id, group_ids, description=description, kind=kind) for subnet_id in subnet_ids]
    if made:
        service_interfaces[owner] = made
    return made


def displace(owner: str) -> None:
    """Take the network interfaces of a resource away."""
    remove_interfaces(service_interfaces.pop(owner, []))
