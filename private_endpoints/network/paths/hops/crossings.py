"""From one VPC to another: over peering, and through Transit Gateways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from private_endpoints.network.model.peering import PeeringConnection
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.hops.borders import Borders
from private_endpoints.network.paths.hops.here import Here, Step, anywhere, nowhere
from private_endpoints.network.paths.hops.inside import Inside
from private_endpoints.network.paths.hops.transit import Transit
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.path import Blocker
from private_endpoints.network.paths.services import region_of
from private_endpoints.network.paths.trail import blocker
from private_endpoints.values import Unknown, all_of, equal

__all__ = ["Crossings"]


class Crossings:
    """The ways from one VPC to another.

    Args:
        index: the network.
        borders: the borders of its subnets.
        inside: delivers packets inside a VPC.
    """

    def __init__(self, index: Index, borders: Borders, inside: Inside) -> None:
        self._index = index
        self._borders = borders
        self._inside = inside
        self._transit = Transit(index)

    def peering(self, id: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """Over a peering connection, which leads to the VPC at its other end and no further.

        https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
        """
        peering = self._index.network.find(PeeringConnection, id)
        if peering is None:
            yield anywhere(here.trail, frozenset({f"the peering connection {id}, which was made elsewhere"}))
            return
        ends = (peering.requester, peering.accepter)
        destination = here.flow.destination
        sides = [self._index.same(end, one, by=id) for end in ends for one in (vpc.id, destination.vpc)]
        unknown = [side.depends_on for side in sides if isinstance(side, Unknown)]
        if unknown or isinstance(ends[0], Unknown) or isinstance(ends[1], Unknown):
            yield anywhere(here.trail, frozenset().union(*unknown))
            return
        other = self._index.vpc(ends[1] if ends[0] == vpc.id else ends[0])
        if destination.vpc != other.id and self._inside.may_be_in(destination, other):
            yield anywhere(here.trail, frozenset({f"the ranges of {other}"}))
            return
        if vpc.id not in ends or destination.vpc != other.id:
            what = f"{destination.name} is not in the VPC at the other end of {peering}, and peering goes no further"
            yield nowhere(here.trail, _not_transitive(peering, what))
            return
        trail = here.trail.require(
            peering.accepted,
            blocker("peering-not-accepted", peering, f"{peering} is not accepted", "accept it in the other account"),
        )
        if here.from_outside and not here.natted:
            trail = trail.stop(_not_transitive(peering, f"the packets do not come from {vpc} itself"))
        # "You cannot reference the security group of a peer VPC that's in a different Region."
        network = self._index.network
        peers = all_of((here.peers, equal(region_of(vpc, network), region_of(other, network))))
        yield self._inside.hand_over(replace(here, trail=trail, peers=peers), other)

    def transit(self, id: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """Through a Transit Gateway, and on by the table of the subnet that it comes out in."""
        for exit_ in self._transit.cross(id, vpc, here.subnet, here.flow, here.trail):
            if exit_.vpc is None:
                yield exit_.arrival
                continue
            trail = exit_.arrival.trail
            if exit_.entered is not None:
                trail = self._borders.into_transit(here.subnet, exit_.entered, here.flow, trail)
            for subnet in exit_.subnets:
                yield Here(
                    subnet=subnet,
                    flow=replace(here.flow, public_ip=False),
                    trail=trail,
                    hops=here.hops,
                    from_outside=True,
                    peers=all_of((here.peers, exit_.arrival.peers)),
                    over_transit=True,
                    ways_back=here.ways_back,
                )


def _not_transitive(peering: PeeringConnection, what: str) -> Blocker:
    return blocker("peering-not-transitive", peering, what, "peer the two VPCs, or use a Transit Gateway")
