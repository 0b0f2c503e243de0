"""Route tables: which one a subnet uses, and which of its routes may take a packet.

https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.gateways import DirectConnectAssociation, VirtualPrivateGateway, VpnConnection
from private_endpoints.network.model.routing import Route, RoutePropagation, RouteTable, Target, TargetKind
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.decide import first_fitting, first_of_rank
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.prefix_lists import entries_of, in_list, service_of_list
from private_endpoints.network.paths.hops.ranks import UNKNOWN_RANK, WIDEST_VPC, rank_of, wider_than_vpc
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.services import not_said, service_of
from private_endpoints.values import Truth, Unknown, all_of, any_of, equal, negate

__all__ = ["WIDER_THAN_ANY_SERVICE", "Chosen", "Routing"]

_LOCAL, _STATIC, _PREFIX_LIST, _PROPAGATED = range(4)
# No range of an AWS-managed list is as wide as this, so a route that is does not win over the list. From memory of the
# lists of S3 and DynamoDB, the widest of which is a /15; 2026-11-21.
WIDER_THAN_ANY_SERVICE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A route that may take a packet.

    Attributes:
        target: where it leads.
        route: the element that it comes from: a route, the VPC itself, or a gateway endpoint.
        table: id of the route table.
        destination: what the route says that it is for.
    """

    target: Target
    route: Element
    table: str
    destination: str


@dataclass(frozen=True, slots=True)
class Routing:
    """The route tables of the VPCs of a network."""

    index: Index

    def tables_of(self, subnet: Subnet) -> tuple[list[str | None], frozenset[str]]:
        """The route tables that a subnet may use; None: one that is not known.

        "If you don't explicitly associate a subnet with a particular route table, the subnet is implicitly associated
        with the main route table."
        """
        index = self.index
        changed = index.changed(subnet.id)
        candidates: list[tuple[Truth, str | None]] = [] if changed is None else [(changed, None)]
        candidates += [(truth, _known(one.route_table)) for one, truth in index.table_of_subnet.at(subnet.id)]
        possible, depends_on = first_fitting(candidates)
        if any(truth is True for truth, _ in candidates):
            return possible, depends_on
        possible.pop()
        if subnet.imported or isinstance(subnet.vpc, Unknown) or index.vpc(subnet.vpc).imported:
            return [*possible, None], depends_on | {f"the route table of {subnet}"}
        mains = [(truth, _known(one.route_table)) for one, truth in index.main_table_of_vpc.at(subnet.vpc)]
        replaced, why = first_fitting(mains)
        if not any(truth is True for truth, _ in mains):
            replaced[-1] = index.vpc(subnet.vpc).main_route_table_id
        return [*possible, *replaced], depends_on | why

    def choose(
        self, table: str, vpc: Vpc, destination: Place, *, gateways: bool = True
    ) -> tuple[list[Chosen | None], frozenset[str]]:
        """The routes of a table that may take packets to a place, the most specific first; None: no route.

        Args:
            table: id of the table.
            vpc: its VPC.
            destination: the place.
            gateways: whether gateway endpoints serve the packets.
        """
        found = (
            row for row in self._rows(table, vpc, destination) if gateways or not isinstance(row[3].route, Endpoint)
        )
        rows = sorted(found, key=lambda row: (row[0], row[1]))
        candidates: list[tuple[tuple[int, int], Truth, Chosen]] = []
        covered = False
        for length, kind, truth, chosen in rows:
            covered = covered or truth is True
            if truth is True and length == UNKNOWN_RANK:
                # It takes the packet, but another one may be more specific.
                unsure = Unknown(frozenset({f"how specific {chosen.destination} is"}))
                candidates.append(((length, kind), unsure, chosen))
            else:
                candidates.append(((length, kind), truth, chosen))
        possible, depends_on = first_of_rank(candidates)
        if possible[-1] is None and (covered or self._takes_together(table, destination)):
            possible = possible[:-1]
        return possible, depends_on if len(possible) > 1 else frozenset()

    def _takes_together(self, table: str, destination: Place) -> bool:
        """Whether some static route takes each packet, such as one of `0.0.0.0/1` and `128.0.0.0/1`."""
        routes = [route for route, truth in self.index.routes.at(table) if truth is True]
        cidrs = [one.cidr if destination.family == 4 else one.ipv6_cidr for one in routes]  # noqa: PLR2004 - IPv4
        return destination.within_together(one for one in cidrs if one is not None)

    def _rows(self, table: str, vpc: Vpc, destination: Place) -> Iterator[tuple[int, int, Truth, Chosen]]:
        """Routes with their rank (the most specific first), kind, and whether they take the packet."""
        index = self.index
        doubt = index.doubt(RouteTable, table, by_default=table == vpc.main_route_table_id and not vpc.imported)
        if doubt is not None:
            element = index.find_table(table) or RouteTable(id=table, vpc=vpc.id)
            target = Target(kind=TargetKind.UNKNOWN)
            chosen = Chosen(target=target, route=element, table=table, destination="another destination")
            yield UNKNOWN_RANK, _STATIC, doubt, chosen
        yield from self._local(table, vpc, destination)
        outside = negate(_inside(vpc, destination))
        for route, truth in index.routes.at(table):
            for length, kind, fits, named in self._destinations(route, destination):
                chosen = Chosen(target=route.target, route=route, table=table, destination=named)
                loses_to_local = route.propagated or route.target.kind not in _MIDDLEBOXES
                yield length, kind, all_of((truth, fits, outside if loses_to_local else True)), chosen
        for endpoint, truth in index.gateway_endpoints.at(table):
            fits = self._is_served(endpoint, vpc, destination)
            target = Target(kind=TargetKind.VPC_ENDPOINT, id=endpoint.id)
            chosen = Chosen(
                target=target, route=endpoint, table=table, destination=f"the prefix list of {destination.service}"
            )
            yield -WIDER_THAN_ANY_SERVICE, _PREFIX_LIST, all_of((truth, fits)), chosen
        for propagation, truth in index.propagations.at(table):
            yield from self._propagated(propagation, truth, table, vpc, destination)

    def _propagated(
        self, propagation: RoutePropagation, truth: Truth, table: str, vpc: Vpc, destination: Place
    ) -> Iterator[tuple[int, int, Truth, Chosen]]:
        """What a virtual private gateway puts into a table: static routes of its VPN connections, and what it learns.

        "[L]ocal routes [...] are always preferred" over propagated ones, and so are routes of prefix lists that match.
        """
        if destination.vpc == vpc.id:
            return
        target = Target(kind=TargetKind.VIRTUAL_PRIVATE_GATEWAY, id=propagation.gateway)
        for rank, fits, named in self._learnt(propagation.gateway, destination):
            chosen = Chosen(target=target, route=propagation, table=table, destination=named)
            yield rank, _PROPAGATED, all_of((truth, fits)), chosen

    def _learnt(self, gateway: Maybe[str], destination: Place) -> Iterator[tuple[int, Truth, str]]:
        index = self.index
        known = not isinstance(gateway, Unknown) and index.made_here(VirtualPrivateGateway, gateway)
        links: list[tuple[VpnConnection | DirectConnectAssociation, Truth]] = []
        if not isinstance(gateway, Unknown):
            links += [*index.vpns.at(gateway), *index.direct_connects.at(gateway)]
        for link, truth in links:
            for cidr in link.routes or ():
                yield rank_of(cidr), all_of((truth, destination.within(cidr))), _shown(cidr)
        # One to which nothing leads here is there for a connection of elsewhere.
        if not known or not links or any(link.routes is None for link, _ in links):
            learnt = Unknown(frozenset({f"the routes that {gateway} learns"}))
            yield self._rank_of_learnt(destination), learnt, "routes learnt by BGP"

    def _rank_of_learnt(self, destination: Place) -> int:
        """How specific learnt routes are at most: nobody announces public ranges of AWS or parts of a VPC's range."""
        if destination.service:
            return -WIDER_THAN_ANY_SERVICE
        return wider_than_vpc(self.index, destination) if destination.vpc else UNKNOWN_RANK

    def _local(self, table: str, vpc: Vpc, destination: Place) -> Iterator[tuple[int, int, Truth, Chosen]]:
        target = Target(kind=TargetKind.LOCAL)
        chosen = Chosen(target=target, route=vpc, table=table, destination="local")
        ranges = vpc.cidrs if destination.family == 4 else vpc.ipv6_cidrs  # noqa: PLR2004 - IPv4
        if destination.vpc == vpc.id:
            # Addresses of a VPC are in one of its ranges, known or not; those they cannot be in say nothing.
            lengths = [rank_of(cidr) for cidr in ranges if destination.within(cidr) is not False]
            known = [one for one in lengths if one != UNKNOWN_RANK]
            yield (max(known) if known and len(known) == len(lengths) else WIDEST_VPC), _LOCAL, True, chosen
            return
        if not ranges and vpc.imported and not destination.public:
            yield UNKNOWN_RANK, _LOCAL, Unknown(frozenset({f"the ranges of {vpc}"})), chosen
        for cidr in _that_may_have(ranges, destination):
            yield rank_of(cidr), _LOCAL, destination.within(cidr), chosen

    def _destinations(self, route: Route, destination: Place) -> Iterator[tuple[int, int, Truth, str]]:
        kind = _PROPAGATED if route.propagated else _STATIC
        if route.prefix_list is not None:
            yield from self._of_list(route, destination)
        cidr = route.cidr if destination.family == 4 else route.ipv6_cidr  # noqa: PLR2004 - IPv4
        if cidr is not None:
            yield rank_of(cidr), kind, destination.within(cidr), _shown(cidr)

    def _of_list(self, route: Route, destination: Place) -> Iterator[tuple[int, int, Truth, str]]:
        id_ = "" if route.prefix_list is None else route.prefix_list
        if isinstance(id_, Unknown):
            yield UNKNOWN_RANK, _PREFIX_LIST, id_, "a prefix list"
            return
        managed = service_of_list(id_, self.index)
        if managed is not None:
            fits = in_list(id_, destination, self.index)
            yield -WIDER_THAN_ANY_SERVICE, _PREFIX_LIST, fits, f"the prefix list of {managed[0]}"
            return
        entries = entries_of(id_, self.index)
        if isinstance(entries, Unknown):
            yield UNKNOWN_RANK, _PREFIX_LIST, entries, "a prefix list"
            return
        for entry in entries:
            yield rank_of(entry), _PREFIX_LIST, destination.within(entry), _shown(entry)

    def _is_served(self, endpoint: Endpoint, vpc: Vpc, destination: Place) -> Truth:
        """Whether a place is in the prefix list that a gateway endpoint routes."""
        if not destination.public or not destination.service:
            return False
        if isinstance(endpoint.type, Unknown):
            return endpoint.type
        service = service_of(endpoint, vpc, self.index.network)
        if service is None:
            return not_said(endpoint)
        truth = all_of((service.row.name == destination.service, equal(service.region, destination.region)))
        return all_of((truth, _family(endpoint, destination.family)))


# What a route that is more specific than the local one may lead to; all others lose against it
# (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#route-table-routes).
_MIDDLEBOXES = (
    TargetKind.NAT_GATEWAY,
    TargetKind.INTERFACE,
    TargetKind.INSTANCE,
    TargetKind.VPC_ENDPOINT,
    TargetKind.BLACKHOLE,
    TargetKind.UNKNOWN,
)


def _inside(vpc: Vpc, destination: Place) -> Truth:
    """Whether a place is in the ranges of a VPC, for which it has local routes."""
    if destination.vpc == vpc.id:
        return True
    ranges = vpc.cidrs if destination.family == 4 else vpc.ipv6_cidrs  # noqa: PLR2004 - IPv4
    return any_of(destination.within(cidr) for cidr in _that_may_have(ranges, destination))


def _that_may_have(ranges: tuple[Cidr, ...], destination: Place) -> tuple[Cidr, ...]:
    """The ranges of a VPC that may have the addresses of a place.

    Public addresses of others are in a range only if somebody wrote it so: of a range that only a parameter knows it
    is assumed that it is private, and an IPv6 range is the VPC's own.
    """
    if not destination.public:
        return ranges
    if destination.family == 6 and not destination.ranges:  # noqa: PLR2004 - IPv6
        return ()
    return tuple(one for one in ranges if isinstance(one, str))


def _family(endpoint: Endpoint, family: int) -> Truth:
    """Gateway endpoints are IPv4 unless they say otherwise."""
    given = endpoint.ip_address_type
    if isinstance(given, Unknown):
        return given
    types = {None: (4,), "ipv4": (4,), "ipv6": (6,), "dualstack": (4, 6)}.get(given, (4,))
    return family in types


def _known(id: Maybe[str]) -> str | None:
    return None if isinstance(id, Unknown) else id


def _shown(cidr: Cidr) -> str:
    return cidr if isinstance(cidr, str) else "a range that is not known"
