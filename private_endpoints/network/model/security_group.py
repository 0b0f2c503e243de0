"""Security groups."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.network.model.ports import EVERYTHING, Protocol
from private_endpoints.values import Truth

__all__ = ["SecurityGroup", "SecurityGroupRule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroup(Element):
    """A security group.

    Attributes:
        vpc: its VPC.
        egress_by_default: whether it allows all egress as long as the network has no egress rule of it, inline or
            standalone. Default: it does, as CloudFormation has it; groups read from an account list every rule, and
            have False.
    """

    vpc: Maybe[str]
    egress_by_default: Truth = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroupRule(Element):
    """A rule of a security group, inline or standalone. Exactly one of the four peers is given.

    Attributes:
        group: the group.
        egress: whether it is about what leaves. Default: what enters.
        protocol: what it allows. Default: everything.
        cidr: IPv4 range of the other side.
        ipv6_cidr: IPv6 range of the other side.
        prefix_list: id of a prefix list of the other side.
        peer: security group of the other side.
    """

    group: Maybe[str]
    egress: bool = False
    protocol: Protocol = EVERYTHING
    cidr: Cidr | None = None
    ipv6_cidr: Cidr | None = None
    prefix_list: Maybe[str] | None = None
    peer: Maybe[str] | None = None
