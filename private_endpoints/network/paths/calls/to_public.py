"""From a caller to public addresses."""

from __future__ import annotations

from private_endpoints.network.paths.caller import place_in
from private_endpoints.network.paths.calls.ask import Ask
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.calls.unanswered import why_not
from private_endpoints.network.paths.dns.answer import Answer
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.public_leg import PublicLeg
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

__all__ = ["ToPublic"]

_HTTPS = 443
_NAT64 = "64:ff9b::/96"


class ToPublic:
    """Calls of public addresses.

    Args:
        index: the network.
        public: connections to public addresses.
        authorization: the policies.
    """

    def __init__(self, index: Index, public: PublicLeg, authorization: Authorization) -> None:
        self._index = index
        self._public = public
        self._authorization = authorization

    def connect(self, ask: Ask, answer: Answer, trail: Trail) -> Outcomes:
        """All that may come of a call of a name that public DNS answers."""
        wanted = ask.service
        if wanted is not None:
            trail = trail.note(lambda: why_not(self._index, ask.vpc, wanted))
        known = answer.service
        name = str(ask.question.service or ask.question.host or "the internet")
        place = Place(
            family=ask.family.of_answer,
            name=name if known is None else known.row.name,
            public=True,
            service="" if known is None else known.row.name,
            region="" if known is None else known.region,
        )
        if ask.family is Family.NAT64:
            place = Place(family=6, name=place.name, ranges=((_NAT64,),), public=True, translated=place)
        port = ask.question.port or self._public_port(ask)
        flow = ask.flow(self._index, place, port)
        arrivals = self._public.connect(flow, trail, ask.caller.element)
        return either(self._of_public(ask, arrival) for arrival in arrivals)

    def _public_port(self, ask: Ask) -> int:
        ranges = () if ask.service is None else ask.service.row.ports
        if not ranges or any(one.first <= _HTTPS <= one.last for one in ranges):
            return _HTTPS
        return ranges[0].first

    def _of_public(self, ask: Ask, arrival: Arrival) -> Outcomes:
        match arrival.kind:
            case ArrivalKind.GATEWAY_ENDPOINT if arrival.endpoint is not None:
                changed = self._index.changed(arrival.endpoint.id)
                passed = arrival.trail.without_notes().then(hop(arrival.endpoint, "passes the gateway endpoint"))
                trail = self._authorization.check(
                    ask.call(arrival.endpoint, ask.vpc, place_in(self._index, ask.spot, ask.family.of_source)), passed
                )
                return (
                    of_trail(Verdict.PRIVATE, trail) if changed is None else anything(trail.assume(changed.depends_on))
                )
            case ArrivalKind.INTERNET:
                return of_trail(Verdict.PUBLIC, self._authorization.check(ask.call(), arrival.trail))
            case ArrivalKind.ANYWHERE:
                return anything(arrival.trail)
            case _:
                return of_trail(Verdict.BLOCKED, arrival.trail)

    def to_address(self, ask: Ask, address: str, trail: Trail) -> Outcomes:
        """All that may come of a call of a public address."""
        place = Place(family=ask.family.of_answer, name=address, ranges=((address,),), public=True)
        flow = ask.flow(self._index, place, ask.question.port or _HTTPS)
        arrivals = self._public.connect(flow, trail, ask.caller.element)
        return either(self._of_public(ask, arrival) for arrival in arrivals)
