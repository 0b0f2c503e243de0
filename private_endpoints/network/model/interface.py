"""Network interfaces that stand for themselves."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Truth, Value

__all__ = ["Interface"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface(Element):
    """A network interface: `AWS::EC2::NetworkInterface`, or one read from an account.

    Attributes:
        subnet: where it is.
        groups: its security groups; empty: the default group of the VPC.
        private_ip: its IPv4 address; None: one that AWS chooses.
        public_ip: whether it has a public IPv4 address or an Elastic IP. None: as the subnet says.
        ipv6: whether it has an IPv6 address. None: as the subnet says.
        owner: the workload whose interface it is; None: of none.
        forwards: whether it passes on what is not addressed to it (source/destination check off). Default: no.
    """

    subnet: Maybe[str]
    groups: Maybe[tuple[Maybe[str], ...]] = ()
    private_ip: Value | None = None
    public_ip: Truth | None = None
    ipv6: Truth | None = None
    owner: Maybe[str] | None = None
    forwards: Truth = False
