"""Network interfaces that services make in a VPC."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Iterable, Sequence

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.resource_type import new_id

__all__ = ["make_interface", "remove_interfaces"]

# AWS keeps the first four addresses of a subnet.
# https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
_FIRST_FREE_ADDRESS = 4


def make_interface(
    subnet_id: str, group_ids: Sequence[str], *, description: str, kind: str, interface_id: str | None = None
) -> str:
    """Make a network interface.

    Args:
        subnet_id: a subnet that exists.
        group_ids: security groups that exist.
        description: what AWS writes there.
        kind: type of the interface.
        interface_id: the id to give it. Default: a new one.
    """
    subnet = ministack.subnets[subnet_id]
    made = interface_id or new_id("eni")
    ministack.network_interfaces[made] = {
        "NetworkInterfaceId": made,
        "SubnetId": subnet_id,
        "VpcId": subnet["VpcId"],
        "AvailabilityZone": subnet["AvailabilityZone"],
        "Description": description,
        "OwnerId": ministack.account(),
        "Status": "in-use",
        "PrivateIpAddress": _free_address(subnet),
        "InterfaceType": kind,
        "SourceDestCheck": True,
        "MacAddress": ":".join(f"{byte:02x}" for byte in hashlib.sha256(made.encode()).digest()[:6]),
        "Groups": [
            {"GroupId": group_id, "GroupName": ministack.security_groups[group_id]["GroupName"]}
            for group_id in group_ids
        ],
        "Attachment": None,
    }
    return made


def remove_interfaces(interface_ids: Iterable[str]) -> None:
    """Remove network interfaces; those that are gone already do not matter."""
    for interface_id in interface_ids:
        ministack.network_interfaces.pop(interface_id, None)


def _free_address(subnet: ministack.Record) -> str:
    taken = {
        interface["PrivateIpAddress"]
        for interface in ministack.network_interfaces.values()
        if interface["SubnetId"] == subnet["SubnetId"]
    }
    network = ipaddress.ip_network(subnet["CidrBlock"])
    for number in range(_FIRST_FREE_ADDRESS, network.num_addresses - 1):
        if (address := str(network[number])) not in taken:
            return address
    return str(network[_FIRST_FREE_ADDRESS])
