"""From a subnet to whatever a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.endpoint_service import EndpointService
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.caller import Caller, Spot
from private_endpoints.network.paths.calls.api_aliases import or_by_alias
from private_endpoints.network.paths.calls.ask import Ask
from private_endpoints.network.paths.calls.called_service import called_service
from private_endpoints.network.paths.calls.calls import Calls
from private_endpoints.network.paths.calls.families import Family, over_families
from private_endpoints.network.paths.calls.internet import internet_outcomes
from private_endpoints.network.paths.dns.hosts import default_hosts, is_of_somebody
from private_endpoints.network.paths.hops.ranges import is_address
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, any_way, anything, every_one, of_trail
from private_endpoints.network.paths.question import INTERNET, Question, called_endpoint
from private_endpoints.network.paths.services import Service, is_for, service_of
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Unknown, Value

__all__ = ["FromSubnet"]


class FromSubnet:
    """Calls from the subnets of a network.

    Args:
        index: the network.
        calls: calls, by the name that is called.
    """

    def __init__(self, index: Index, calls: Calls) -> None:
        self._index = index
        self._network = index.network
        self._calls = calls

    def connect(self, question: Question, caller: Caller, spot: Spot) -> Outcomes:
        """What comes of a call.

        Args:
            question: what is asked.
            caller: who calls.
            spot: from where.
        """
        trail = Trail().then(hop(caller.element, f"calls from {spot.subnet}"))
        if isinstance(spot.subnet.vpc, Unknown):
            return anything(trail.assume(spot.subnet.vpc.depends_on))
        vpc = self._index.vpc(spot.subnet.vpc)
        if question.service == INTERNET:
            return internet_outcomes(self._index, self._calls.public, spot, caller.element, trail)
        service = called_service(self._network, question, vpc)
        return self._asked(Ask(question=question, caller=caller, spot=spot, vpc=vpc, service=service), trail)

    def _asked(self, ask: Ask, trail: Trail) -> Outcomes:
        """By what the question names: a target, an endpoint, a service of somebody's own, or a DNS name."""
        question = ask.question
        target = None if question.target is None else self._network.get(question.target)
        if isinstance(target, Workload | Interface):
            return over_families(
                ask.spot, trail, lambda family: self._calls.to_element(ask.over(family), target, trail)
            )
        endpoints = self._endpoints(ask)
        if endpoints is not None:
            return self._to_endpoints(ask, endpoints, trail)
        hosts = _hosts(question, ask.service)
        if not hosts:
            return anything(trail.assume(frozenset({f"which name {ask.caller.element} calls"})))
        found = every_one(over_families(ask.spot, trail, partial(self._to_host, ask, host, trail)) for host in hosts)
        return or_by_alias(self._index, ask, found, trail, partial(self._to_endpoints, ask))

    def _endpoints(self, ask: Ask) -> list[Endpoint] | None:
        """The endpoints that are called by their own names; None: a DNS name of the service is."""
        question = ask.question
        named = called_endpoint(question.host)
        if named is not None:
            own = self._network.find(Endpoint, named)
            return [] if own is None else [own]
        if question.host:
            return None
        here = [one for one, _ in self._index.endpoints.at(ask.vpc.id)]
        if self._network.find(EndpointService, question.service) is not None:
            return [one for one in here if one.service == question.service]
        if ask.service is not None and is_of_somebody(ask.service.row):
            return [one for one in here if is_for(one, ask.service, ask.vpc, self._network) is True]
        return None

    def _to_endpoints(self, ask: Ask, endpoints: Sequence[Endpoint], trail: Trail) -> Outcomes:
        if not endpoints:
            name = ask.question.called
            missing = blocker("no-endpoint", ask.vpc, f"{ask.vpc} has no endpoint for {name}", "add a VPC endpoint")
            return of_trail(Verdict.BLOCKED, trail.stop(missing))
        return any_way(over_families(ask.spot, trail, partial(self._to_own_name, ask, own, trail)) for own in endpoints)

    def _to_own_name(self, ask: Ask, own: Endpoint, trail: Trail, family: Family) -> Outcomes:
        if ask.service is None and isinstance(own.vpc, str):
            ask = replace(ask, service=service_of(own, self._index.vpc(own.vpc), self._network))
        return self._calls.to_own_name(ask.over(family), own, trail)

    def _to_host(self, ask: Ask, host: Value, trail: Trail, family: Family) -> Outcomes:
        if isinstance(host, str) and is_address(host):
            return self._calls.to_address(ask.over(family), host, trail)
        return self._calls.to_host(ask.over(family), host, trail)


def _hosts(question: Question, service: Service | None) -> tuple[Value, ...]:
    if question.host:
        # In URLs an IPv6 address stands in brackets.
        bare = question.host.removeprefix("[").removesuffix("]")
        return (bare if is_address(bare) else question.host,)
    return () if service is None else default_hosts(service)
