"""Delivery inside a VPC, by its local routes."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.borders import Borders
from private_endpoints.network.paths.hops.here import Here, Step, anywhere, nowhere
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.trail import blocker
from private_endpoints.values import Unknown

__all__ = ["Inside"]


class Inside:
    """Delivers packets inside VPCs.

    Args:
        borders: the borders of subnets.
    """

    def __init__(self, borders: Borders) -> None:
        self._borders = borders

    def local(self, _: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """By the local route."""
        yield self.hand_over(here, vpc)

    def hand_over(self, here: Here, vpc: Vpc) -> Arrival:
        """To the interface that has the address, if it is in the VPC."""
        destination = here.flow.destination
        if destination.vpc != vpc.id:
            if self.may_be_in(destination, vpc):
                return anywhere(here.trail, frozenset({f"the ranges of {vpc}"}))
            wrong = blocker(
                "overlapping-ranges",
                vpc,
                f"{destination.name} is in the range of {vpc}, so the packets stay there",
                "give networks that are to reach each other ranges that do not overlap",
            )
            return nowhere(here.trail, wrong)
        if destination.subnet is None:
            return anywhere(here.trail, frozenset({f"the subnet of {destination.name}"}))
        trail = self._borders.between(here.subnet, destination.subnet, here.flow, here.trail)
        return Arrival(
            kind=ArrivalKind.INTERFACE,
            trail=trail,
            flow=here.flow,
            peers=here.peers,
            over_transit=here.over_transit,
            ways_back=here.ways_back,
        )

    def may_be_in(self, destination: Place, vpc: Vpc) -> bool:
        """Whether an address that is in no known VPC may be in one whose ranges are not known."""
        if destination.vpc or destination.public:
            return False
        ranges = vpc.cidrs if destination.family == 4 else vpc.ipv6_cidrs  # noqa: PLR2004 - IPv4
        return vpc.imported or any(isinstance(destination.within(one), Unknown) for one in ranges)
