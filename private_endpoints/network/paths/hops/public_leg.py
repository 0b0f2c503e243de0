"""From a caller to public addresses: through a gateway endpoint, or out."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.network.model.element import Element
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.flow import Flow
from private_endpoints.network.paths.hops.security_groups import SecurityGroups
from private_endpoints.network.paths.hops.walk import Walk
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import Trail, blocker
from private_endpoints.values import Unknown

__all__ = ["PublicLeg"]


class PublicLeg:
    """Connections to public addresses.

    Args:
        index: the network.
        walk: follows packets through it.
    """

    def __init__(self, index: Index, walk: Walk) -> None:
        self._walk = walk
        self._groups = SecurityGroups(index)

    def connect(self, flow: Flow, trail: Trail, caller: Element) -> Iterator[Arrival]:
        """All ways that a connection may go."""
        subnet = flow.source.subnet
        if subnet is None:
            unknown = frozenset({f"the subnet of {flow.source.name}"})
            yield Arrival(kind=ArrivalKind.ANYWHERE, trail=trail.assume(unknown))
            return
        place = flow.destination
        refused = blocker(
            "egress-refused",
            caller,
            f"no egress rule of {self._groups.names(flow.source)} lets {caller} reach {place.name} on {flow.ports}",
            f"allow TCP {flow.ports.first} to the prefix list of {place.service}"
            if place.service
            else f"allow TCP {flow.ports.first} to it",
        )
        let_out = self._groups.let_out(flow, peers=False)
        for arrival in self._walk.start(subnet, flow, trail):
            for way in self._with_answers(arrival):
                kind = ArrivalKind.NOWHERE if way.blockers else arrival.kind
                yield Arrival(kind=kind, trail=way.require(let_out, refused), endpoint=arrival.endpoint)

    def _with_answers(self, arrival: Arrival) -> Iterator[Trail]:
        """With what stops the answers that a NAT gateway has to send back to another VPC, on each of their ways.

        https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
        """
        if arrival.back is None or arrival.back_from is None:
            yield arrival.trail
            return
        for back in self._walk.start(arrival.back_from, arrival.back, Trail()):
            trail = arrival.trail.with_troubles_of(back.trail)
            if back.kind is ArrivalKind.INTERFACE or back.trail.blockers:
                yield trail
                continue
            astray = blocker(
                "no-route-back",
                arrival.back_from,
                f"answers do not come back from {arrival.back_from} to {arrival.back.destination.name}",
                "add routes back to the caller's network",
            )
            certain = back.kind is not ArrivalKind.ANYWHERE
            yield trail.require(False if certain else Unknown(back.trail.depends_on), astray)
