"""From a caller to public addresses: through a gateway endpoint, or out."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.network.model.element import Element
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.flow import Flow
from private_endpoints.network.paths.hops.security_groups import SecurityGroups
from private_endpoints.network.paths.hops.walk import Walk
from private_endpoints.network.paths.hops.ways_back import with_ways_back
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import Trail, blocker

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
            self._groups.element(flow.source, caller),
            f"no egress rule of {self._groups.names(flow.source)} lets {caller} reach {place.name} on {flow.ports}",
            f"allow TCP {flow.ports.first} to the prefix list of {place.service}"
            if place.service
            else f"allow TCP {flow.ports.first} to it",
        )
        let_out = self._groups.let_out(flow, peers=False)
        for arrival in self._walk.start(subnet, flow, trail):
            for way in with_ways_back(self._walk, arrival):
                kind = ArrivalKind.NOWHERE if way.blockers else arrival.kind
                yield Arrival(kind=kind, trail=way.require(let_out, refused), endpoint=arrival.endpoint)
