"""Network ACLs."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.network.model.ports import EVERYTHING, Protocol
from private_endpoints.values import Truth

__all__ = ["NetworkAcl", "NetworkAclAssociation", "NetworkAclEntry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAcl(Element):
    """A network ACL. Without entries it refuses everything, as AWS has it; a VPC's default one allows everything.

    Attributes:
        vpc: its VPC.
    """

    vpc: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAclEntry(Element):
    """An entry of a network ACL; the lowest number that fits decides.

    Attributes:
        network_acl: the ACL.
        number: its rank, from 1 to 32766.
        egress: whether it is about what leaves the subnet. Default: what enters.
        allow: whether it allows.
        cidr: IPv4 range of the other side.
        ipv6_cidr: IPv6 range of the other side.
        protocol: what it is about; its ports are those of the destination. Default: everything.
    """

    network_acl: Maybe[str]
    number: Maybe[int]
    egress: Truth = False
    allow: Truth
    cidr: Cidr | None = None
    ipv6_cidr: Cidr | None = None
    protocol: Protocol = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAclAssociation(Element):
    """A subnet uses an ACL. A subnet without one uses the default ACL of its VPC.

    Attributes:
        network_acl: the ACL.
        subnet: the subnet.
    """

    network_acl: Maybe[str]
    subnet: Maybe[str]
