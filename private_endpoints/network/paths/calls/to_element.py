"""From a caller to another workload."""

from __future__ import annotations

from private_endpoints.network.model.element import Maybe
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.caller import Spot, place_in, spots_of
from private_endpoints.network.paths.calls.ask import Ask
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.private_leg import PrivateLeg
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import (
    Outcomes,
    either,
    every_one,
    of_trail,
    private_or_not,
)
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Truth, Unknown, any_of

__all__ = ["ToElement"]

_HTTPS = 443


class ToElement:
    """Calls of workloads and interfaces, at their private addresses.

    Args:
        index: the network.
        private: connections to private addresses.
    """

    def __init__(self, index: Index, private: PrivateLeg) -> None:
        self._index = index
        self._private = private

    def connect(self, ask: Ask, target: Workload | Interface, trail: Trail) -> Outcomes:
        """All that may come of a call of a workload: it may be in any of its subnets."""
        spots = spots_of(self._index, target)
        if ask.family is Family.NAT64 or isinstance(spots, Unknown):
            unknown = spots.depends_on if isinstance(spots, Unknown) else frozenset({f"whether NAT64 reaches {target}"})
            return private_or_not(trail.assume(unknown))
        if not spots:
            outside = blocker("not-in-a-vpc", target, f"{target} has no address in a VPC", "give it subnets")
            return of_trail(Verdict.BLOCKED, trail.stop(outside))
        return every_one(self._to_spot(ask, spot, target, trail) for spot in spots)

    def _to_spot(self, ask: Ask, spot: Spot, target: Workload | Interface, trail: Trail) -> Outcomes:
        serves = target.serves if isinstance(target, Workload) else None
        port = ask.question.port or next((one for one in serves or () if isinstance(one, int)), _HTTPS)
        there = spot.ipv6 if ask.family is Family.IPV6 else spot.ipv4
        missing = blocker("no-address", target, f"{target} has no such address in {spot.subnet}", "give it one")
        deaf = blocker("port-not-served", target, f"{target} does not answer on port {port}", "call another port")
        trail = trail.require(there, missing).require(_answers_on(port, serves), deaf)
        flow = ask.flow(self._index, place_in(self._index, spot, ask.family.of_source), port)
        arrivals = self._private.connect(flow, trail, ask.caller.element, target)
        return either(_arrived(arrival, target, port) for arrival in arrivals)


def _answers_on(port: int, serves: tuple[Maybe[int], ...] | None) -> Truth:
    return True if serves is None else any_of(one if isinstance(one, Unknown) else one == port for one in serves)


def _arrived(arrival: Arrival, target: Workload | Interface, port: int) -> Outcomes:
    if arrival.kind is ArrivalKind.INTERFACE:
        return of_trail(Verdict.PRIVATE, arrival.trail.then(hop(target, f"is reached on port {port}")))
    return (
        private_or_not(arrival.trail)
        if arrival.kind is ArrivalKind.ANYWHERE
        else of_trail(Verdict.BLOCKED, arrival.trail)
    )
