"""Route tables of internet gateways: where answers go that come in from the internet.

https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
"""

from __future__ import annotations

from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.routing import TargetKind
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.routing import Chosen, Routing
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import Trail, blocker
from private_endpoints.values import Truth, Unknown, all_of, any_of, negate

__all__ = ["EdgeTables"]

# Local routes, and the endpoints of appliances: those stand on the way out too, and are asked there.
_DELIVER = frozenset({TargetKind.LOCAL, TargetKind.VPC_ENDPOINT})
_APPLIANCES = frozenset({TargetKind.INTERFACE, TargetKind.INSTANCE})


class EdgeTables:
    """The route tables that are associated with internet gateways.

    Args:
        index: the network.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._routing = Routing(index)

    def require_answers(self, gateway: str, vpc: Vpc, caller: Place, trail: Trail) -> Trail:
        """That what comes in at a gateway gets to the caller."""
        for association, truth in self._index.edge_tables.at(gateway):
            table = association.route_table
            arrives = table if isinstance(table, Unknown) else self._leads_to(caller, table, vpc)
            astray = blocker(
                "no-route-back",
                association,
                f"the route table of the internet gateway does not lead answers to {caller.name}",
                "add routes to the table that lead to the caller, or to what passes them on",
            )
            trail = trail.require(any_of((negate(truth), arrives)), astray)
        return trail

    def _leads_to(self, caller: Place, table: str, vpc: Vpc) -> Truth:
        chosen, why = self._routing.choose(table, vpc, caller, gateways=False)
        ends = [self._delivers(one) for one in chosen]
        if all(one is ends[0] for one in ends):
            return ends[0]
        return Unknown(why.union(*(one.depends_on for one in ends if isinstance(one, Unknown))))

    def _delivers(self, chosen: Chosen | None) -> Truth:
        target = None if chosen is None else chosen.target
        if target is None or target.kind is TargetKind.BLACKHOLE:
            return False
        if target.kind in _DELIVER:
            return True
        unknown = Unknown(frozenset({f"what {target.kind} {target.id} does with answers".strip()}))
        if target.kind not in _APPLIANCES or isinstance(target.id, Unknown):
            return unknown
        element = self._index.network.get(target.id)
        # Whether its software passes them on nobody says, but for one that drops all that is not addressed to it.
        return all_of((element.forwards, unknown)) if isinstance(element, Workload | Interface) else unknown
