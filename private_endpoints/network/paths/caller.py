"""Where a source calls from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.role import Role
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.index import Index
from private_endpoints.values import Truth, Unknown, Value, all_of

__all__ = ["Caller", "Spot", "caller_of", "place_in", "spots_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A subnet that a source may call from.

    Attributes:
        subnet: the subnet.
        ipv4: whether the source has an IPv4 address there.
        ipv6: whether it has an IPv6 address there.
        public_ip: whether it has a public IPv4 address there.
        groups: its security groups.
        filtered: whether they filter its traffic.
        private_ip: its IPv4 address, where given.
        name: what messages call it.
    """

    subnet: Subnet
    ipv4: Truth
    ipv6: Truth
    public_ip: Truth
    groups: Maybe[tuple[Maybe[str], ...]]
    private_ip: Value | None
    name: str
    filtered: Truth = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A source of calls.

    Attributes:
        element: what it is.
        spots: all subnets that it may call from; none: it is outside any VPC.
        unknown: why its subnets are not known; None: they are.
        role: its role; None: it has none, or `unread` says why nobody knows.
        unread: its role, if nothing is known of it; empty: it is known.
        besides: where further interfaces of it are, each with whether it is there: programs may call from these, too.
    """

    element: Element
    spots: tuple[Spot, ...]
    unknown: Unknown | None = None
    role: Role | None = None
    unread: str = ""
    besides: tuple[tuple[Spot | Unknown, Truth], ...] = ()


def caller_of(index: Index, source: str, groups: tuple[str, ...]) -> Caller:
    """The source of a question.

    Raises:
        InvalidInputError: nothing of the network has this id and can call anything.
    """
    element = index.network.get(source)
    if isinstance(element, Subnet):
        worn = groups or ()
        spot = _spot(element, worn, public_ip=None, ipv6=None, private_ip=None, name=str(element))
        return Caller(element=element, spots=(spot,))
    if isinstance(element, Workload | Interface):
        spots = _calls_from(index, element)
        unknown = spots if isinstance(spots, Unknown) else None
        given = element.role if isinstance(element, Workload) else None
        role = index.network.find(Role, given) if isinstance(given, str) else None
        unread = "" if given is None or role is not None else f"the policies of {_named(given)}"
        found = () if isinstance(spots, Unknown) else spots
        besides = tuple(_besides(index, element))
        return Caller(element=element, spots=found, unknown=unknown, role=role, unread=unread, besides=besides)
    what = "is nothing of the network" if element is None else "calls nothing"
    problem = Problem("unknown-source", f"{source!r} {what}", "give a workload, a network interface or a subnet")
    raise InvalidInputError(source, [problem])


def _besides(index: Index, element: Workload | Interface) -> Iterator[tuple[Spot | Unknown, Truth]]:
    for interface, truth in index.interfaces_of.at(element.id):
        spots = spots_of(index, interface)
        for one in (spots,) if isinstance(spots, Unknown) else spots:
            yield one, truth


def _calls_from(index: Index, element: Workload | Interface) -> tuple[Spot, ...] | Unknown:
    """The subnets that calls leave through: not always those that a workload answers in."""
    outside = element.calls_outside if isinstance(element, Workload) else False
    if isinstance(outside, Unknown):
        return outside
    return () if outside else spots_of(index, element)


def spots_of(index: Index, element: Workload | Interface) -> tuple[Spot, ...] | Unknown:
    """The subnets that a workload or an interface is in."""
    subnets: Maybe[tuple[Maybe[str], ...]] = (element.subnet,) if isinstance(element, Interface) else element.subnets
    if isinstance(subnets, Unknown):
        return subnets
    found: list[Spot] = []
    for one in subnets:
        if isinstance(one, Unknown):
            return one
        subnet = index.network.find(Subnet, one) or _elsewhere(one)
        found.append(
            _spot(
                subnet,
                element.groups,
                public_ip=element.public_ip,
                ipv6=element.ipv6,
                private_ip=element.private_ip,
                name=str(element),
                filtered=element.filtered if isinstance(element, Workload) else True,
            )
        )
    return tuple(found)


def _named(role: Maybe[str]) -> str:
    return ", ".join(sorted(role.depends_on)) if isinstance(role, Unknown) else role


def _elsewhere(id: str) -> Subnet:
    unknown = Unknown(frozenset({f"the subnet {id}, which was made elsewhere"}))
    return Subnet(
        id=id,
        vpc=unknown,
        zone=unknown,
        cidr=unknown,
        ipv6_cidr=unknown,
        map_public_ip=unknown,
        assign_ipv6=unknown,
        imported=True,
    )


def _spot(
    subnet: Subnet,
    groups: Maybe[tuple[Maybe[str], ...]],
    *,
    public_ip: Truth | None,
    ipv6: Truth | None,
    private_ip: Value | None,
    name: str,
    filtered: Truth = True,
) -> Spot:
    has_ipv6 = _has_ipv6(subnet)
    assigned = subnet.assign_ipv6 if ipv6 is None else ipv6
    if subnet.cidr is None:
        # An IPv6-only subnet: nothing in it has another address.
        assigned = True
    return Spot(
        subnet=subnet,
        ipv4=_has_ipv4(subnet),
        ipv6=all_of((has_ipv6, assigned)),
        public_ip=subnet.map_public_ip if public_ip is None else public_ip,
        groups=groups,
        private_ip=private_ip,
        name=name,
        filtered=filtered,
    )


def _has_ipv4(subnet: Subnet) -> Truth:
    """Whether a subnet has IPv4 addresses; one that is made here says so unless a parameter may make it IPv6-only."""
    if isinstance(subnet.cidr, Unknown) and not subnet.imported:
        return subnet.cidr
    return subnet.cidr is not None


def _has_ipv6(subnet: Subnet) -> Truth:
    """As `_has_ipv4`: whether a subnet that is made here has a range for IPv6 may be for a parameter to say."""
    if isinstance(subnet.ipv6_cidr, Unknown) and not subnet.imported:
        return subnet.ipv6_cidr
    return subnet.ipv6_cidr is not None


def place_in(index: Index, spot: Spot, family: int) -> Place:
    """The addresses of a source of one family."""
    subnet = spot.subnet
    cidr = subnet.cidr if family == 4 else subnet.ipv6_cidr  # noqa: PLR2004 - IPv4
    vpc = "" if isinstance(subnet.vpc, Unknown) else subnet.vpc
    home = index.vpc(vpc) if vpc else None
    ranges: list[tuple[Cidr, ...]] = []
    if family == 4 and spot.private_ip is not None:  # noqa: PLR2004 - IPv4
        ranges.append((spot.private_ip,))
    if cidr is not None:
        ranges.append((cidr,))
    if home is not None:
        ranges.append(home.cidrs if family == 4 else home.ipv6_cidrs)  # noqa: PLR2004 - IPv4
    return Place(
        family=family,
        name=spot.name,
        ranges=tuple(one for one in ranges if one),
        vpc=vpc,
        subnet=subnet,
        groups=spot.groups,
        filtered=spot.filtered,
    )
