"""Queries that a Resolver rule forwards to an inbound endpoint of the network, such as that of a hub.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-getting-started.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from private_endpoints.network.model.ports import UDP
from private_endpoints.network.model.resolver import Direction, ResolverEndpoint, ResolverRule
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.caller import Spot, place_in
from private_endpoints.network.paths.dns.answer import Answer, AnswerKind
from private_endpoints.network.paths.dns.query import DnsQuery
from private_endpoints.network.paths.hops.arrival import ArrivalKind
from private_endpoints.network.paths.hops.flow import Flow, Ports
from private_endpoints.network.paths.hops.private_leg import PrivateLeg
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.values import Unknown

__all__ = ["Forwarding"]

_IPV4 = 4
_DNS = Ports(53, 53)


@dataclass(frozen=True, slots=True)
class _Forwarded:
    """Where forwarded queries are answered.

    Attributes:
        vpcs: the VPCs of the inbound endpoints that may be asked.
        trail: what keeps queries from getting there, or may do so.
    """

    vpcs: tuple[Vpc, ...]
    trail: Trail


class Forwarding:
    """The Resolver endpoints of a network.

    Args:
        index: the network.
        private: connections to private addresses.
    """

    def __init__(self, index: Index, private: PrivateLeg) -> None:
        self._index = index
        self._private = private
        self._known: dict[str, _Forwarded | None] = {}

    def answers(
        self, rule: ResolverRule, query: DnsQuery, ask: Callable[[DnsQuery], Iterable[Answer]]
    ) -> Iterator[Answer]:
        """What comes of a query that a rule forwards.

        Args:
            rule: the rule.
            query: what is asked for.
            ask: what the resolver of a query's VPC answers.
        """
        forwarded = self._where(rule)
        if forwarded is None:
            yield Answer(kind=AnswerKind.ANY, depends_on=frozenset({f"the DNS servers that {rule} forwards to"}))
            return
        trail = forwarded.trail
        if trail.blockers:
            yield Answer(kind=AnswerKind.NONE, blocker=trail.blockers[0])
            return
        if trail.depends_on:
            yield Answer(kind=AnswerKind.ANY, depends_on=trail.depends_on)
        if query.goes_in_a_circle:
            circle = blocker("dns-loop", rule, "its queries are forwarded in a circle", "mend the rules")
            yield Answer(kind=AnswerKind.NONE, blocker=circle)
            return
        for vpc in forwarded.vpcs:
            step = hop(rule, f"forwards to the inbound endpoint of {vpc}")
            why = frozenset({f"which of its servers {rule} asks"})
            for answer in ask(query.forwarded_to(vpc)):
                yield replace(answer, forwarded=(step, *answer.forwarded)).one_of(len(forwarded.vpcs), why)

    def _where(self, rule: ResolverRule) -> _Forwarded | None:
        """Where queries that a rule forwards are answered; None: by servers that the network does not show."""
        if rule.id not in self._known:
            self._known[rule.id] = self._of(rule)
        return self._known[rule.id]

    def _of(self, rule: ResolverRule) -> _Forwarded | None:
        outbound = self._index.network.find(ResolverEndpoint, rule.endpoint) if isinstance(rule.endpoint, str) else None
        targets = () if isinstance(rule.targets, Unknown) else rule.targets
        servers = [self._servers.get(one, []) if isinstance(one, str) else [] for one in targets]
        senders = [] if outbound is None else self._spots(outbound)
        # Networks with the same ranges may have endpoints with the same address.
        if outbound is None or not senders or not servers or any(len(one) != 1 for one in servers):
            return None
        ways = [self._through(outbound, sender, inbound, spot) for sender in senders for ((inbound, spot),) in servers]
        open_ways = [one for one in ways if not one.blockers]
        # Whether it asks the next server where one does not answer, no page says.
        unsure = frozenset({f"which of its servers {rule} asks"}) if 0 < len(open_ways) < len(ways) else frozenset()
        trail = Trail().assume(unsure.union(*(one.depends_on for one in open_ways))) if open_ways else ways[0]
        vpcs = {spot.subnet.vpc: None for ((_, spot),) in servers}
        return _Forwarded(tuple(self._index.vpc(one) for one in vpcs if isinstance(one, str)), trail)

    def _through(self, outbound: ResolverEndpoint, sender: Spot, inbound: ResolverEndpoint, server: Spot) -> Trail:
        """With what keeps queries of one address from another."""
        source, destination = place_in(self._index, sender, _IPV4), place_in(self._index, server, _IPV4)
        flow = Flow(source=source, destination=destination, ports=_DNS, protocol=UDP)
        arrivals = list(self._private.connect(flow, Trail(), outbound, inbound))
        stopped = [one for one in arrivals if one.trail.blockers]
        if arrivals and len(stopped) == len(arrivals):
            return Trail().with_troubles_of(stopped[0].trail)
        certain = not stopped and len(arrivals) == 1 and arrivals[0].kind is ArrivalKind.INTERFACE
        known = frozenset() if certain else frozenset({f"whether {outbound} reaches {inbound}"})
        return Trail().assume(known.union(*(one.trail.depends_on for one in arrivals)))

    @cached_property
    def _servers(self) -> dict[str, list[tuple[ResolverEndpoint, Spot]]]:
        """The inbound endpoints by the addresses that they are given."""
        found: dict[str, list[tuple[ResolverEndpoint, Spot]]] = {}
        for endpoint in self._index.network.of(ResolverEndpoint):
            if endpoint.direction is Direction.INBOUND:
                for spot in self._spots(endpoint):
                    if isinstance(spot.private_ip, str):
                        found.setdefault(spot.private_ip, []).append((endpoint, spot))
        return found

    def _spots(self, endpoint: ResolverEndpoint) -> list[Spot]:
        """Where an endpoint has addresses; nothing where that is not known of all of them."""
        subnets = () if isinstance(endpoint.subnets, Unknown) else endpoint.subnets
        found = [None if isinstance(one, Unknown) else self._index.network.find(Subnet, one) for one in subnets]
        known = [one for one in found if one is not None and isinstance(one.vpc, str)]
        if endpoint.exists is not True or self._index.changed(endpoint.id) is not None or len(known) < len(found):
            return []
        addresses = endpoint.addresses or (None,) * len(known)
        return [
            Spot(
                subnet=subnet,
                ipv4=True,
                ipv6=False,
                public_ip=False,
                groups=endpoint.groups,
                private_ip=None if isinstance(address, Unknown) else address,
                name=str(endpoint),
            )
            for subnet, address in zip(known, addresses, strict=True)
        ]
