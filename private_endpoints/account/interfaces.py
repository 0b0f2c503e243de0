"""Network interfaces that users make, and those of instances."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, Interface

__all__ = ["read_interfaces"]


def read_interfaces(reading: Reading) -> Iterator[Element]:
    """Network interfaces but for those that services make, which belong to elements of their own."""
    for row in reading.every("ec2", "describe_network_interfaces", "NetworkInterfaces"):
        attachment = row.get("Attachment") or {}
        of_service = row.get("RequesterManaged") or row.get("InterfaceType", "interface") != "interface"
        if of_service and not attachment.get("InstanceId"):
            continue
        yield Interface(
            **reading.common(row["NetworkInterfaceId"]),
            subnet=row["SubnetId"],
            groups=tuple(group["GroupId"] for group in row.get("Groups") or ()),
            private_ip=row.get("PrivateIpAddress"),
            public_ip=bool((row.get("Association") or {}).get("PublicIp")),
            ipv6=bool(row.get("Ipv6Addresses")),
            owner=attachment.get("InstanceId"),
            forwards=row.get("SourceDestCheck") is False,
        )
