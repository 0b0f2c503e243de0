"""Network ACLs."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.ports import protocol_number
from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, NetworkAcl, NetworkAclAssociation, NetworkAclEntry, Protocol

__all__ = ["read_network_acls"]


def read_network_acls(reading: Reading) -> Iterator[Element]:
    """Network ACLs; a subnet that none of them names uses the default one of its VPC."""
    default: dict[str, str] = {}
    named: set[str] = set()
    for row in reading.every("ec2", "describe_network_acls", "NetworkAcls"):
        own = row["NetworkAclId"]
        yield NetworkAcl(**reading.common(own), vpc=row["VpcId"])
        if row.get("IsDefault"):
            default[row["VpcId"]] = own
        for association in row.get("Associations") or ():
            named.add(association["SubnetId"])
            yield NetworkAclAssociation(
                **reading.common(association["NetworkAclAssociationId"]),
                network_acl=own,
                subnet=association["SubnetId"],
            )
        for entry in row.get("Entries") or ():
            yield _entry(reading, own, entry)
    for subnet in reading.every("ec2", "describe_subnets", "Subnets"):
        acl = default.get(subnet["VpcId"])
        if acl is not None and subnet["SubnetId"] not in named:
            yield NetworkAclAssociation(
                **reading.part(acl, subnet["SubnetId"]), network_acl=acl, subnet=subnet["SubnetId"]
            )


def _entry(reading: Reading, acl: str, entry: Row) -> NetworkAclEntry:
    direction = "egress" if entry["Egress"] else "ingress"
    ports = entry.get("PortRange") or {}
    return NetworkAclEntry(
        **reading.part(acl, f"{direction} {entry['RuleNumber']}"),
        network_acl=acl,
        number=entry["RuleNumber"],
        egress=bool(entry["Egress"]),
        allow=entry["RuleAction"] == "allow",
        cidr=entry.get("CidrBlock"),
        ipv6_cidr=entry.get("Ipv6CidrBlock"),
        protocol=Protocol(number=protocol_number(entry["Protocol"]), first=ports.get("From"), last=ports.get("To")),
    )
