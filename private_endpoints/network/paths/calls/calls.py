"""From a subnet to what a name stands for."""

from __future__ import annotations

from private_endpoints.network.model.element import Element
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.calls.ask import Ask
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.calls.onward import Onward
from private_endpoints.network.paths.calls.to_address import ToAddress
from private_endpoints.network.paths.calls.to_element import ToElement
from private_endpoints.network.paths.calls.to_endpoint import ToEndpoint
from private_endpoints.network.paths.calls.to_public import ToPublic
from private_endpoints.network.paths.dns.answer import Answer, AnswerKind
from private_endpoints.network.paths.dns.forwarding import Forwarding
from private_endpoints.network.paths.dns.resolution import Resolution
from private_endpoints.network.paths.hops.private_leg import PrivateLeg
from private_endpoints.network.paths.hops.public_leg import PublicLeg
from private_endpoints.network.paths.hops.walk import Walk
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import (
    Outcomes,
    anything,
    either,
    of_trail,
)
from private_endpoints.network.paths.policies.authorization import Authorization
from private_endpoints.network.paths.trail import Trail, hop
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Unknown, Value

__all__ = ["Calls"]

_LOAD_BALANCERS = ("AWS::ElasticLoadBalancing::LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer")


class Calls:
    """Calls, by the name that is called.

    Args:
        index: the network.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        walk = Walk(index)
        private = PrivateLeg(index, walk)
        self.public = PublicLeg(index, walk)
        self.authorization = Authorization(index)
        self._resolution = Resolution(index, Forwarding(index, private))
        self._to_public = ToPublic(index, self.public, self.authorization)
        self._to_element = ToElement(index, private)
        self._to_address = ToAddress(index, private, self._to_public)
        onward = Onward(index, self._to_element, self._to_address)
        self._to_endpoint = ToEndpoint(index, private, self.authorization, onward)

    def to_host(self, ask: Ask, host: Value, trail: Trail) -> Outcomes:
        """To a DNS name."""
        answers = self._resolution.resolve(host, ask.vpc, ask.family.of_answer)
        return either(self._to_answer(ask, answer, trail) for answer in answers)

    def to_own_name(self, ask: Ask, endpoint: Endpoint, trail: Trail) -> Outcomes:
        """To the DNS name that an endpoint has for itself, which public DNS answers with its private addresses."""
        found = [self._to_answer(ask, answer, trail) for answer in self._resolution.before(ask.vpc)]
        if ask.vpc.dns_support is not False:
            step = hop(endpoint, "is called by its own DNS name")
            found.append(self._to_endpoint.connect(ask, endpoint, trail.then(step)))
        return either(found)

    def to_address(self, ask: Ask, address: str, trail: Trail) -> Outcomes:
        """To an IP address, without a name."""
        return self._to_address.connect(ask, address, trail)

    def to_element(self, ask: Ask, target: Workload | Interface, trail: Trail) -> Outcomes:
        """To another workload or interface, at its private address; a load balancer that faces the internet has none.

        "The nodes of an Internet-facing load balancer have public IP addresses", to which its DNS name leads
        (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html).
        """
        facing = target.public_ip if isinstance(target, Workload) and target.kind in _LOAD_BALANCERS else False
        if not isinstance(facing, Unknown) and not facing:
            return self._to_element.connect(ask, target, trail)
        public = self._to_public.connect(ask, Answer(kind=AnswerKind.PUBLIC), trail)
        if not isinstance(facing, Unknown):
            return public
        doubt = facing.depends_on
        found = either([self._to_element.connect(ask, target, trail), public])
        return {verdict: one.assume(doubt) for verdict, one in found.items()}

    def _to_answer(self, ask: Ask, answer: Answer, trail: Trail) -> Outcomes:
        steps = answer.forwarded if answer.hop is None else (*answer.forwarded, answer.hop)
        trail = trail.then(*steps).assume(answer.depends_on)
        match answer.kind:
            case AnswerKind.ENDPOINT if answer.endpoint is not None:
                return self._to_endpoint.connect(ask, answer.endpoint, trail, by_private_dns=answer.by_private_dns)
            case AnswerKind.PUBLIC:
                return self._to_public.connect(ask, answer, trail)
            case AnswerKind.ADDRESS:
                return self._to_record(ask, answer.address, trail)
            case AnswerKind.ELEMENT:
                return self._to_named(ask, answer.element, trail)
            case AnswerKind.NONE if answer.blocker is not None:
                return of_trail(Verdict.BLOCKED, trail.stop(answer.blocker))
            case _:
                return anything(trail)

    def _to_record(self, ask: Ask, address: Value, trail: Trail) -> Outcomes:
        """To an address that a record holds."""
        if not isinstance(address, str) or ask.family is Family.NAT64:
            return anything(trail.assume(frozenset({f"whose address {address} is"})))
        return self._to_address.connect(ask, address, trail)

    def _to_named(self, ask: Ask, id: str, trail: Trail) -> Outcomes:
        found = self._index.network.get(id)
        if isinstance(found, Workload | Interface):
            outcomes = self.to_element(ask, found, trail)
            return outcomes if ask.service is None else _perhaps_passed_on(outcomes, found)
        return anything(trail.assume(frozenset({f"the addresses of {id}"})))


def _perhaps_passed_on(outcomes: Outcomes, element: Element) -> Outcomes:
    """What comes of a call of a service whose name leads to something else: that is not the service itself."""
    behind = frozenset({f"whether {element} passes calls on to the service"})
    known = {verdict: trail.assume(behind) for verdict, trail in outcomes.items()}
    private = known.get(Verdict.PRIVATE)
    return known if private is None else {Verdict.BLOCKED: private, **known}
