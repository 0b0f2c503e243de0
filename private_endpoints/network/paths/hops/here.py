"""Where packets are on their way, and the steps that a way may take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.flow import Flow, WayBack
from private_endpoints.network.paths.path import Blocker
from private_endpoints.network.paths.trail import Trail
from private_endpoints.values import Truth

__all__ = ["Here", "Step", "anywhere", "nowhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where packets are.

    Attributes:
        subnet: the subnet whose route table takes them.
        flow: what they are.
        trail: what they met.
        hops: how many routes they took.
        from_outside: whether they came into this VPC from elsewhere, where gateway endpoints do not serve them.
        peers: whether security groups at the other end can be named.
        over_transit: whether they came through a Transit Gateway.
        natted: whether a NAT gateway put its address in.
        ways_back: what their answers have to take besides the way from the destination to their source.
        met: where they were before, and as what.
    """

    subnet: Subnet
    flow: Flow
    trail: Trail
    hops: int = 0
    from_outside: bool = False
    peers: Truth = True
    over_transit: bool = False
    natted: bool = False
    ways_back: tuple[WayBack, ...] = ()
    met: frozenset[object] = frozenset()

    @property
    def was_here(self) -> bool:
        """Whether they were here before as they are now, so that they go in a circle."""
        return self._state in self.met

    def leaving(self, trail: Trail) -> Here:
        """The same with another trail, having been here."""
        return replace(self, trail=trail, met=self.met | {self._state})

    @property
    def _state(self) -> object:
        return self.subnet.id, id(self.flow), self.from_outside, self.natted


# Behind a route packets either get somewhere, or go on from another subnet.
Step: TypeAlias = Arrival | Here


def anywhere(trail: Trail, depends_on: frozenset[str]) -> Arrival:
    """They get to nobody knows where."""
    return Arrival(kind=ArrivalKind.ANYWHERE, trail=trail.assume(depends_on))


def nowhere(trail: Trail, why: Blocker) -> Arrival:
    """They are dropped."""
    return Arrival(kind=ArrivalKind.NOWHERE, trail=trail.stop(why))
