"""From a caller to addresses inside a VPC, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from private_endpoints.network.model.element import Element
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.flow import Flow, answers_of
from private_endpoints.network.paths.hops.security_groups import SecurityGroups
from private_endpoints.network.paths.hops.walk import Walk
from private_endpoints.network.paths.hops.ways_back import with_ways_back
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import Trail, blocker
from private_endpoints.values import Unknown

__all__ = ["PrivateLeg"]


class PrivateLeg:
    """Connections to private addresses.

    Args:
        index: the network.
        walk: follows packets through it.
    """

    def __init__(self, index: Index, walk: Walk) -> None:
        self._walk = walk
        self._groups = SecurityGroups(index)

    def connect(self, flow: Flow, trail: Trail, caller: Element, called: Element) -> Iterator[Arrival]:
        """All ways that a connection may go; each arrival's trail has what stops it on either way."""
        subnet = flow.source.subnet
        if subnet is None:
            unknown = frozenset({f"the subnet of {flow.source.name}"})
            yield Arrival(kind=ArrivalKind.ANYWHERE, trail=trail.assume(unknown))
            return
        for arrival in self._walk.start(subnet, flow, trail):
            for one in with_ways_back(self._walk, arrival):
                yield from self._answered(replace(arrival, trail=one), flow, caller, called)

    def _answered(self, arrival: Arrival, flow: Flow, caller: Element, called: Element) -> Iterator[Arrival]:
        """With what is called answering."""
        arrived = arrival.flow or flow
        checked = self._let(arrival, flow, arrived, caller, called)
        if arrival.kind is not ArrivalKind.INTERFACE:
            yield Arrival(kind=arrival.kind, trail=checked)
            return
        for back in self._back(arrived):
            if back.kind is ArrivalKind.ANYWHERE and not back.trail.blockers:
                unknown = back.trail.depends_on
                yield Arrival(kind=ArrivalKind.ANYWHERE, trail=checked.assume(unknown), flow=arrived)
            elif back.kind is ArrivalKind.INTERFACE or back.trail.blockers:
                yield Arrival(kind=ArrivalKind.INTERFACE, trail=checked.with_troubles_of(back.trail), flow=arrived)
            else:
                astray = blocker(
                    "no-route-back",
                    called,
                    f"answers of {called} do not come back to {caller}",
                    "add routes back to the caller's network",
                )
                yield Arrival(kind=ArrivalKind.INTERFACE, trail=checked.stop(astray), flow=arrived)

    def _back(self, flow: Flow) -> list[Arrival]:
        """The way of the answers."""
        subnet = flow.destination.subnet
        if subnet is None or isinstance(subnet.vpc, Unknown):
            return [Arrival(kind=ArrivalKind.ANYWHERE, trail=Trail(depends_on=frozenset({"the way back"})))]
        return self._walk.start(subnet, answers_of(flow), Trail())

    def _let(self, arrival: Arrival, flow: Flow, arrived: Flow, caller: Element, called: Element) -> Trail:
        """Security groups at both ends; they let answers through unasked.

        Over a Transit Gateway, "You can cross-reference security groups in inbound rules only. [...] Security group
        referencing is not supported for PrivateLink endpoints."
        (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security)
        """
        outbound = False if arrival.over_transit else arrival.peers
        inbound = False if arrival.over_transit and isinstance(called, Endpoint) else arrival.peers
        trail = arrival.trail.require(
            self._groups.let_out(flow, peers=outbound),
            lambda: blocker(
                "egress-refused",
                self._groups.element(flow.source, caller),
                f"no egress rule of {self._groups.names(flow.source)} lets {caller} reach {called} on {flow.ports}",
                f"allow {flow.transport} {flow.ports.first} to {called}, for instance to its security group",
            ),
        )
        return trail.require(
            self._groups.let_in(arrived, peers=inbound),
            lambda: blocker(
                "ingress-refused",
                self._groups.element(flow.destination, called),
                f"no ingress rule of {self._groups.names(flow.destination)} lets {caller} in on {flow.ports}",
                f"allow {flow.transport} {flow.ports.first} from {caller}, for instance from its security group",
            ),
        )
