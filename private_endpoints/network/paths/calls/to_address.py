"""From a caller to an IP address, without a name."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.network.model.element import Cidr, Element
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.calls.ask import Ask
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.calls.to_public import ToPublic
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.private_leg import PrivateLeg
from private_endpoints.network.paths.hops.ranges import covers, parse_range
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, any_way, either, of_trail, private_or_not
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Unknown

__all__ = ["ToAddress"]

_HTTPS = 443
_FIX = "call an address that is there"
# A range that nobody has an address in.
_NOTHING = "255.255.255.255/32"
# Addresses that no internet gateway knows the way to. Those for documentation stand for public ones.
_PRIVATE = ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
# What the source or its host answers itself, and routes and filters of a VPC do not see
# (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html).
_OF_HOST = ("127.0.0.0/8", "::1/128", "169.254.0.0/16", "fd00:ec2::/32")


class ToAddress:
    """Calls of IP addresses.

    Args:
        index: the network.
        private: connections to private addresses.
        public: calls of public addresses.
    """

    def __init__(self, index: Index, private: PrivateLeg, public: ToPublic) -> None:
        self._index = index
        self._private = private
        self._public = public

    def connect(self, ask: Ask, address: str, trail: Trail) -> Outcomes:
        """All that may come of a call of an address."""
        found = parse_range(address)
        family = 4 if found is None else found.family
        if ask.family is Family.NAT64 or family != ask.family.value:
            # Nobody makes an address up where none is looked up.
            other = blocker(
                "address-of-another-family",
                ask.spot.subnet,
                f"{address} is no IPv{ask.family.of_source} address",
                "call an address of a family that the caller has",
            )
            return of_trail(Verdict.BLOCKED, trail.stop(other))
        if any(covers(one, address) is True for one in _OF_HOST):
            return private_or_not(
                trail.assume(frozenset({f"whether the host of {ask.caller.element} answers {address}"}))
            )
        homes = [ask.vpc] if _has(ask.vpc, address, family) else list(self._vpcs(address, family))
        if not homes and not any(covers(one, address) is True for one in _PRIVATE):
            return self._public.to_address(ask, address, trail)
        found_in = [self._in_vpc(ask, address, home, trail) for home in homes]
        if ask.vpc not in homes:
            found_in.append(self._elsewhere(ask, address, trail))
        # Routes lead to one of them; in all others the packets do not arrive.
        return any_way(found_in)

    def _vpcs(self, address: str, family: int) -> Iterator[Vpc]:
        return (one for one in self._index.network.of(Vpc) if _has(one, address, family))

    def _in_vpc(self, ask: Ask, address: str, home: Vpc, trail: Trail) -> Outcomes:
        family = ask.family.of_source
        subnets = [one for one, _ in self._index.subnets_of_vpc.at(home.id)]
        subnet = next((one for one in subnets if covers(_range(one, family), address) is True), None)
        if subnet is None:
            if home.imported or any(isinstance(covers(_range(one, family), address), Unknown) for one in subnets):
                return private_or_not(trail.assume(frozenset({f"the subnet of {address}"})))
            nobody = blocker(
                "address-not-there", home, f"{address} is in the range of {home}, but in no subnet of it", _FIX
            )
            return of_trail(Verdict.BLOCKED, trail.stop(nobody))
        owner = self._owner(subnet, address)
        groups = Unknown(frozenset({f"who has {address}"})) if owner is None else owner.groups
        place = Place(family=family, name=address, ranges=((address,),), vpc=home.id, subnet=subnet, groups=groups)
        return self._reached(ask, place, owner or subnet, trail)

    def _elsewhere(self, ask: Ask, address: str, trail: Trail) -> Outcomes:
        """In no VPC of the network: routes may lead to networks of which it does not say the ranges."""
        place = Place(family=ask.family.of_source, name=address, ranges=((address,),))
        return self._reached(ask, place, ask.spot.subnet, trail)

    def _reached(self, ask: Ask, place: Place, called: Element, trail: Trail) -> Outcomes:
        flow = ask.flow(self._index, place, ask.question.port or _HTTPS)
        arrivals = self._private.connect(flow, trail, ask.caller.element, called)
        return either(_outcome(arrival, called) for arrival in arrivals)

    def _owner(self, subnet: Subnet, address: str) -> Workload | Interface | None:
        owners = self._index.addresses.get(address, ())
        return next((one for one in owners if _is_in(one, subnet)), None)


def _outcome(arrival: Arrival, called: Element) -> Outcomes:
    if arrival.kind is ArrivalKind.INTERFACE:
        return of_trail(Verdict.PRIVATE, arrival.trail.then(hop(called, "is reached")))
    if arrival.kind is ArrivalKind.ANYWHERE:
        return private_or_not(arrival.trail)
    return of_trail(Verdict.BLOCKED, arrival.trail)


def _has(vpc: Vpc, address: str, family: int) -> bool:
    ranges = vpc.cidrs if family == 4 else vpc.ipv6_cidrs  # noqa: PLR2004 - IPv4
    return any(covers(one, address) is True for one in ranges)


def _range(subnet: Subnet, family: int) -> Cidr:
    found = subnet.cidr if family == 4 else subnet.ipv6_cidr  # noqa: PLR2004 - IPv4
    return _NOTHING if found is None else found


def _is_in(element: Workload | Interface, subnet: Subnet) -> bool:
    if isinstance(element, Interface):
        return element.subnet == subnet.id
    return not isinstance(element.subnets, Unknown) and element.subnets == (subnet.id,)
