"""Security groups and their rules."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.ports import protocol_number
from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, Protocol, SecurityGroup, SecurityGroupRule

__all__ = ["read_security_groups"]

# Lists of peers in a permission, what names each, and what the rule calls it.
_PEERS = (
    ("IpRanges", "CidrIp", "cidr"),
    ("Ipv6Ranges", "CidrIpv6", "ipv6_cidr"),
    ("PrefixListIds", "PrefixListId", "prefix_list"),
    ("UserIdGroupPairs", "GroupId", "peer"),
)


def read_security_groups(reading: Reading) -> Iterator[Element]:
    """Security groups; an account shows every rule, those that AWS makes by itself too."""
    for row in _groups(reading):
        own = row["GroupId"]
        yield SecurityGroup(**reading.common(own), vpc=row["VpcId"], egress_by_default=False)
        for key, egress in (("IpPermissions", False), ("IpPermissionsEgress", True)):
            for permission in row.get(key) or ():
                yield from _rules(reading, own, permission, egress=egress)


def _groups(reading: Reading) -> list[Row]:
    rows = reading.every("ec2", "describe_security_groups", "SecurityGroups")
    # Those of EC2-Classic had no VPC.
    return [row for row in rows if row.get("VpcId")]


def _rules(reading: Reading, group: str, permission: Row, *, egress: bool) -> Iterator[Element]:
    first, last = permission.get("FromPort"), permission.get("ToPort")
    protocol = Protocol(number=protocol_number(permission["IpProtocol"]), first=first, last=last)
    direction = "egress" if egress else "ingress"
    for key, name, field in _PEERS:
        for peer in permission.get(key) or ():
            rank = f"{direction} {permission['IpProtocol']} {first}-{last} {peer[name]}"
            yield SecurityGroupRule(
                **reading.part(group, rank), group=group, egress=egress, protocol=protocol, **{field: peer[name]}
            )
