"""Whether a source has any way to the internet.

Asked for a few addresses and ports that stand for all others: of each range that a route or a rule names, one.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

from private_endpoints.network.model.element import Cidr, Element
from private_endpoints.network.model.ports import ANY_PROTOCOL, TCP, Protocol
from private_endpoints.network.paths.caller import Spot, place_in
from private_endpoints.network.paths.calls.families import Family, over_families
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.flow import Flow, Ports
from private_endpoints.network.paths.hops.place import Place, is_not_public
from private_endpoints.network.paths.hops.public_leg import PublicLeg
from private_endpoints.network.paths.hops.ranges import parse_range
from private_endpoints.network.paths.hops.routing import Routing
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, any_way, either, of_trail
from private_endpoints.network.paths.trail import Trail
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Truth, Unknown

__all__ = ["internet_outcomes"]

# Addresses that nobody has reason to name in a rule.
_SOMEWHERE = {4: "4.3.2.1", 6: "2600::1"}
_HTTPS = (TCP, 443)
_NAT64_FIRST = int(IPv6Address("64:ff9b::"))
_NAT64_LAST = int(IPv6Address("64:ff9b::ffff:ffff"))
_MOST_CASES = 64


def internet_outcomes(index: Index, public: PublicLeg, spot: Spot, caller: Element, trail: Trail) -> Outcomes:
    """Public if there is a way for certain, blocked if there is none."""

    def connect(family: Family) -> Outcomes:
        source = place_in(index, spot, family.of_source)
        # Every IPv6 address is a public one.
        public_ip: Truth = True if family is Family.IPV6 else spot.public_ip
        flows = (
            Flow(source=source, destination=place, ports=Ports(port, port), protocol=protocol, public_ip=public_ip)
            for place in _places(index, spot, family)
            for protocol, port in _ports(index, spot)
        )
        return any_way([either(_of(one) for one in public.connect(flow, trail, caller)) for flow in flows])

    return over_families(spot, trail, connect)


def _places(index: Index, spot: Spot, family: Family) -> Iterator[Place]:
    if family is not Family.NAT64:
        for address in _addresses(index, spot, family.of_source):
            name = f"{address} on the internet"
            yield Place(family=family.of_source, name=name, ranges=((address,),), public=True)
    if family is not Family.IPV4:
        # A NAT gateway translates for whoever has an IPv6 address, also where DNS64 makes no names into such addresses
        # (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html).
        for number in _translated(index, spot):
            address = str(IPv4Address(number))
            name = f"{address} on the internet"
            behind = Place(family=4, name=name, ranges=((address,),), public=True)
            made = str(IPv6Address(_NAT64_FIRST + number))
            yield Place(family=6, name=name, ranges=((made,),), public=True, translated=behind)


def _of(arrival: Arrival) -> Outcomes:
    if arrival.kind is ArrivalKind.INTERNET:
        return of_trail(Verdict.PUBLIC, arrival.trail)
    if arrival.kind is ArrivalKind.ANYWHERE and not arrival.trail.blockers:
        return {Verdict.PUBLIC: arrival.trail, Verdict.BLOCKED: arrival.trail}
    return of_trail(Verdict.BLOCKED, arrival.trail)


def _addresses(index: Index, spot: Spot, family: int) -> list[str]:
    """An address of each public range that a route of the source or a rule of its groups names, and another one."""
    found = {_SOMEWHERE[family]: None}
    for cidr in _named(index, spot, family):
        parsed = parse_range(cidr) if isinstance(cidr, str) else None
        if parsed is not None and parsed.family == family and parsed.length and not is_not_public(cidr):
            found[str(cidr).partition("/")[0]] = None
    return list(found)[:_MOST_CASES]


def _translated(index: Index, spot: Spot) -> list[int]:
    """The same of IPv4, for routes and rules that name ranges which NAT gateways translate."""
    found = {int(IPv4Address(_SOMEWHERE[4])): None}
    for cidr in _named(index, spot, 6):
        parsed = parse_range(cidr) if isinstance(cidr, str) else None
        if parsed is None or not _NAT64_FIRST < parsed.first <= _NAT64_LAST:
            continue
        number = parsed.first - _NAT64_FIRST
        if not is_not_public(str(IPv4Address(number))):
            found[number] = None
    return list(found)[:_MOST_CASES]


def _named(index: Index, spot: Spot, family: int) -> Iterator[Cidr]:
    tables, _ = Routing(index).tables_of(spot.subnet)
    for table in tables:
        for route, _ in index.routes.at(table or ""):
            cidr = route.cidr if family == 4 else route.ipv6_cidr  # noqa: PLR2004 - IPv4
            if cidr is not None:
                yield cidr
    for group in () if isinstance(spot.groups, Unknown) else spot.groups:
        for rule, _ in index.egress.at(group if isinstance(group, str) else ""):
            cidr = rule.cidr if family == 4 else rule.ipv6_cidr  # noqa: PLR2004 - IPv4
            if cidr is not None:
                yield cidr


def _ports(index: Index, spot: Spot) -> list[tuple[int, int]]:
    """A port of each range that a rule of its groups names, and 443."""
    found = {_HTTPS: None}
    for group in () if isinstance(spot.groups, Unknown) else spot.groups:
        for rule, _ in index.egress.at(group if isinstance(group, str) else ""):
            found[_port(rule.protocol)] = None
    return list(found)[:_MOST_CASES]


def _port(protocol: Protocol) -> tuple[int, int]:
    number = TCP if isinstance(protocol.number, Unknown) or protocol.number == ANY_PROTOCOL else protocol.number
    first = protocol.first if isinstance(protocol.first, int) and protocol.first > 0 else 443
    return number, first
