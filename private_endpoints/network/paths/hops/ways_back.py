"""Answers that pass somebody who sends them on, such as a NAT gateway of another VPC or an appliance.

https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
"""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.flow import WayBack
from private_endpoints.network.paths.hops.walk import Walk
from private_endpoints.network.paths.trail import Trail, blocker
from private_endpoints.values import Unknown

__all__ = ["with_ways_back"]


def with_ways_back(walk: Walk, arrival: Arrival) -> list[Trail]:
    """The trail of an arrival with what stops its answers, for each way that they may take."""
    trails = [arrival.trail]
    for way_back in arrival.ways_back:
        trails = [with_one for trail in trails for with_one in _with(walk, way_back, trail)]
    return trails


def _with(walk: Walk, way_back: WayBack, trail: Trail) -> Iterator[Trail]:
    subnet, answers = way_back.subnet, way_back.answers
    for back in walk.start(subnet, answers, Trail()):
        troubled = trail.with_troubles_of(back.trail)
        if back.kind is ArrivalKind.INTERFACE or back.trail.blockers:
            yield troubled
            continue
        astray = blocker(
            "no-route-back",
            subnet,
            f"answers do not come back from {subnet} to {answers.destination.name}",
            "add routes back to the caller's network",
        )
        certain = back.kind is not ArrivalKind.ANYWHERE
        yield troubled.require(False if certain else Unknown(back.trail.depends_on), astray)
