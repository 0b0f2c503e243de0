"""From a subnet, hop by hop, to wherever the routes lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from private_endpoints.network.model.routing import Target, TargetKind
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.hops.arrival import Arrival
from private_endpoints.network.paths.hops.borders import Borders
from private_endpoints.network.paths.hops.crossings import Crossings
from private_endpoints.network.paths.hops.flow import Flow
from private_endpoints.network.paths.hops.gateways import Gateways
from private_endpoints.network.paths.hops.here import Here, Step, anywhere, nowhere
from private_endpoints.network.paths.hops.inside import Inside
from private_endpoints.network.paths.hops.nat import Nat
from private_endpoints.network.paths.hops.routed_endpoints import RoutedEndpoints
from private_endpoints.network.paths.hops.routing import Chosen, Routing
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.values import Unknown

__all__ = ["Walk"]

# More hops than any sensible network has; beyond them packets go in a circle.
_MOST_HOPS = 12
# Subnets that packets leave on all ways of one question; far more than any of ours needs.
_MOST_STEPS = 10_000

_Follow: TypeAlias = Callable[[str, Vpc, Here], Iterator[Step]]


class Walk:
    """Follows packets through the network.

    Args:
        index: the network.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._steps = 0
        self._routing = Routing(index)
        borders = Borders(index)
        inside = Inside(borders)
        gateways = Gateways(index, borders)
        nat = Nat(index, borders, gateways)
        crossings = Crossings(index, borders, inside)
        self._ways: Mapping[TargetKind, _Follow] = {
            TargetKind.LOCAL: inside.local,
            TargetKind.INTERNET_GATEWAY: gateways.internet,
            TargetKind.EGRESS_ONLY_GATEWAY: gateways.egress_only,
            TargetKind.CARRIER_GATEWAY: gateways.carrier,
            TargetKind.VIRTUAL_PRIVATE_GATEWAY: gateways.virtual_private,
            TargetKind.NAT_GATEWAY: nat.gateway,
            TargetKind.INTERFACE: nat.appliance,
            TargetKind.INSTANCE: nat.appliance,
            TargetKind.VPC_ENDPOINT: RoutedEndpoints(index, borders).through,
            TargetKind.PEERING: crossings.peering,
            TargetKind.TRANSIT_GATEWAY: crossings.transit,
        }

    def start(self, subnet: Subnet, flow: Flow, trail: Trail) -> list[Arrival]:
        """All places that packets may get to from a subnet."""
        self._steps = 0
        return list(self._leave(Here(subnet=subnet, flow=flow, trail=trail)))

    def _leave(self, here: Here) -> Iterator[Arrival]:
        """The packets take a route of the subnet's table."""
        if isinstance(here.subnet.vpc, Unknown):
            yield anywhere(here.trail, here.subnet.vpc.depends_on)
            return
        self._steps += 1
        if self._steps > _MOST_STEPS:
            yield anywhere(here.trail, frozenset({"which of very many ways packets take"}))
            return
        if here.hops >= _MOST_HOPS or here.was_here:
            yield nowhere(
                here.trail, blocker("routing-loop", here.subnet, "the routes lead in a circle", "mend the routes")
            )
            return
        vpc = self._index.vpc(here.subnet.vpc)
        tables, why = self._routing.tables_of(here.subnet)
        why = why if len(tables) > 1 else frozenset()
        for table in tables:
            if table is None:
                yield anywhere(here.trail, why or frozenset({f"the route table of {here.subnet}"}))
            else:
                yield from self._by_table(table, vpc, here.leaving(here.trail.assume(why)))

    def _by_table(self, table: str, vpc: Vpc, here: Here) -> Iterator[Arrival]:
        chosen, why = self._routing.choose(table, vpc, here.flow.destination, gateways=not here.natted)
        element = self._index.find_table(table) or here.subnet
        # Whichever of several routes to one target it is, the way is the same.
        ways: dict[Target | None, Chosen | None] = {}
        for one in chosen:
            ways.setdefault(None if one is None else one.target, one)
        for one in ways.values():
            trail = here.trail.assume(why)
            if one is None:
                missing = blocker(
                    "no-route-back" if here.flow.answers else "no-route",
                    element,
                    f"no route of {element} leads from {here.subnet} to {here.flow.destination.name}",
                    f"add a route to {here.flow.destination.name}",
                )
                yield nowhere(trail, missing)
                continue
            step = hop(one.route, f"route {one.destination} of {element} to {one.target.kind}")
            for behind in self._follow(one, vpc, replace(here, trail=trail.then(step), hops=here.hops + 1)):
                if isinstance(behind, Here):
                    yield from self._leave(behind)
                else:
                    yield behind

    def _follow(self, chosen: Chosen, vpc: Vpc, here: Here) -> Iterable[Step]:
        target = chosen.target
        if isinstance(target.id, Unknown):
            return [anywhere(here.trail, target.id.depends_on)]
        way = self._ways.get(target.kind)
        if way is not None:
            return way(target.id, vpc, here)
        if target.kind is TargetKind.BLACKHOLE:
            hole = blocker("blackhole", chosen.route, f"{chosen.route} is a blackhole", "give the route a target")
            return [nowhere(here.trail, hole)]
        return [anywhere(here.trail, frozenset({f"what lies behind {target.kind} {target.id}".strip()}))]
