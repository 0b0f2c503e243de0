"""Subnets."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.values import Truth, Unknown, Value

__all__ = ["Subnet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subnet(Element):
    """A subnet.

    Attributes:
        vpc: its VPC.
        zone: its Availability Zone; a symbolic one such as the first of `Fn::GetAZs` is the same zone wherever the
            same value stands. Default: AWS chooses.
        cidr: IPv4 range; None: an IPv6-only subnet.
        ipv6_cidr: IPv6 range. Default: none.
        map_public_ip: whether new interfaces get a public IPv4 address. Default: no.
        assign_ipv6: whether new interfaces get an IPv6 address. Default: no.
        dns64: whether the resolver makes IPv6 addresses up for IPv4-only names. Default: no.
    """

    vpc: Maybe[str]
    zone: Value | Unknown = Unknown(frozenset({"the zone that AWS chooses"}))  # noqa: RUF009 - frozen
    cidr: Cidr | None = None
    ipv6_cidr: Cidr | None = None
    map_public_ip: Truth = False
    assign_ipv6: Truth = False
    dns64: Truth = False
