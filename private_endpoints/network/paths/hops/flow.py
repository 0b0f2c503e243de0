"""A flow of packets: from where, to where, on which ports."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.ports import TCP, UDP
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.values import Truth

__all__ = ["EPHEMERAL", "Flow", "Ports", "WayBack", "answers_of"]


@dataclass(frozen=True, slots=True)
class Ports:
    """A range of destination ports, all of which are meant."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"port {self.first}" if self.first == self.last else f"ports {self.first}-{self.last}"


# What clients of all kinds listen on for answers; NAT gateways, load balancers and functions use all of it
# (https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports).
EPHEMERAL = Ports(1024, 65535)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Packets of one direction.

    Attributes:
        source: where they come from.
        destination: where they go.
        ports: destination ports.
        protocol: IANA's number. Default: TCP.
        public_ip: whether the source has a public address, which an internet gateway asks for.
        answers: whether they answer packets of the other direction, which security groups let through unasked.
    """

    source: Place
    destination: Place
    ports: Ports
    protocol: int = TCP
    public_ip: Truth = False
    answers: bool = False

    @property
    def transport(self) -> str:
        """What messages call the protocol."""
        return "UDP" if self.protocol == UDP else "TCP"


@dataclass(frozen=True, slots=True)
class WayBack:
    """Answers that somebody on the way has to send on: who put its own address in, or appliances.

    Attributes:
        subnet: where that is.
        answers: the packets.
    """

    subnet: Subnet
    answers: Flow


def answers_of(flow: Flow) -> Flow:
    """The packets that answer."""
    return Flow(source=flow.destination, destination=flow.source, ports=EPHEMERAL, protocol=flow.protocol, answers=True)
