"""The path engine: questions in, paths out."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import partial

from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.endpoint_service import EndpointService
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.model.role import Role
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.model.workload import Requirement, Workload
from private_endpoints.network.needs import needs_of
from private_endpoints.network.paths.alike import Alike
from private_endpoints.network.paths.api_calls import as_api_call
from private_endpoints.network.paths.apis import alias_endpoints
from private_endpoints.network.paths.ask import Ask
from private_endpoints.network.paths.call import Call
from private_endpoints.network.paths.caller import Caller, Spot, caller_of
from private_endpoints.network.paths.calls import Calls
from private_endpoints.network.paths.families import Family, over_families
from private_endpoints.network.paths.hosts import default_hosts, is_of_somebody, named_service
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.internet import internet_outcomes
from private_endpoints.network.paths.names import labels_of
from private_endpoints.network.paths.outcomes import Outcomes, any_way, anything, either, every_one, of_trail
from private_endpoints.network.paths.path import Path
from private_endpoints.network.paths.perimeter import PerimeterQuestion, perimeter_path
from private_endpoints.network.paths.question import INTERNET, Question
from private_endpoints.network.paths.ranges import is_address
from private_endpoints.network.paths.resource_policy import arn_of, region_in
from private_endpoints.network.paths.services import Service, is_for, region_of, service_named, service_of
from private_endpoints.network.paths.summary import summary
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Unknown, Value

__all__ = ["PathEngine"]

_OWN_NAME = "endpoint:"
# What no name that is asked for can hold; a wildcard stands in zones and certificates only.
_NO_NAME = re.compile(r"[*\s]|\.\.|^\.")
_HIGHEST_PORT = 65535


class PathEngine:
    """Answers questions about the paths of a network.

    What is not known splits an answer into cases; a verdict is given where all of them agree, so that it holds whatever
    the unknown turns out to be. Looking up takes no longer in a large network than in a small one.

    Args:
        network: what exists.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._index = Index(network)
        self._calls = Calls(self._index)
        self._alike = Alike(self._index)
        self._callers: dict[tuple[str, tuple[str, ...]], Caller] = {}
        self._verdicts: dict[Hashable, Verdict] = {}

    def path(self, question: Question) -> Path:
        """The path that a question is about.

        Raises:
            InvalidInputError: the question names something that is not there.
        """
        caller = self._caller(question)
        if question.role is not None:
            caller = replace(caller, role=self._network.find(Role, question.role), unread="")
        self._check(question)
        question = as_api_call(self._network, question)
        element = caller.element
        kind = self._alike.kind_of(question, caller)
        verdict = self._verdicts.get(kind)
        if verdict is not None:
            tell = partial(self._explained, question, caller)
            return Path.told_later(element.id, question.called, verdict, element.origin, tell)
        path = self._explained(question, caller)
        self._verdicts[kind] = path.verdict
        return path

    def _caller(self, question: Question) -> Caller:
        key = (question.source, question.groups)
        found = self._callers.get(key)
        if found is None:
            found = self._callers[key] = caller_of(self._index, question.source, question.groups)
        return found

    def _explained(self, question: Question, caller: Caller) -> Path:
        element = caller.element
        found = self._or_by_proxy(question, caller, self._outcomes(question, caller))
        return summary(element.id, question.called, element.origin, found)

    def _or_by_proxy(self, question: Question, caller: Caller, found: Outcomes) -> Outcomes:
        """What the platform of a workload may call for it leaves from the VPC, or from the platform's own network."""
        element = caller.element
        proxied = element.proxied if isinstance(element, Workload) else ()
        if not proxied or not caller.spots or self._name_of_service(question, caller.spots[0]) not in proxied:
            return found
        doubt = frozenset({f"whether {element} calls {question.called} by the proxy of its platform"})
        both = either([found, self._from_outside(question, caller)])
        return {verdict: trail.assume(doubt) for verdict, trail in both.items()}

    def _name_of_service(self, question: Question, spot: Spot) -> str:
        """The short name of the service that is called; empty: it is not known."""
        vpc = Vpc(id="") if isinstance(spot.subnet.vpc, Unknown) else self._index.vpc(spot.subnet.vpc)
        service = self._service(question, vpc)
        own = self._network.find(Endpoint, question.host.removeprefix(_OWN_NAME))
        if service is None and own is not None:
            service = service_of(own, vpc, self._network)
        return "" if service is None else service.row.name.removesuffix("-fips")

    def paths_of(self, workload: str) -> tuple[Path, ...]:
        """The paths to all services that a workload needs.

        Raises:
            InvalidInputError: there is no such workload, or it declares a service that does not exist.
        """
        found = self._network.find(Workload, workload)
        if found is None:
            problem = Problem("unknown-workload", f"{workload!r} is no workload of the network", "give the id of one")
            raise InvalidInputError(workload, [problem])
        return tuple(self.path(_question(workload, one)) for one in needs_of(self._network, found))

    def paths(self) -> Iterator[Path]:
        """The paths of all workloads to all services that they need."""
        for workload in self._network.of(Workload):
            yield from self.paths_of(workload.id)

    def perimeter(self, question: PerimeterQuestion) -> Path:
        """Whether a resource refuses a caller: private if it does, public if it lets it in.

        Raises:
            InvalidInputError: the question names something that is not there, or a principal that is none.
        """
        return perimeter_path(self._network, question)

    def _check(self, question: Question) -> None:
        problems: list[Problem] = []
        if not question.called:
            problems.append(Problem("nothing-called", "the question names no service, host or target", "name one"))
        if question.target is not None and self._network.get(question.target) is None:
            given = f"target {question.target!r} is nothing of the network"
            problems.append(Problem("unknown-target", given, "give the id of what is called"))
        named = question.host.removeprefix(_OWN_NAME)
        if named != question.host and self._network.find(Endpoint, named) is None:
            given = f"host {question.host!r} names no endpoint of the network"
            problems.append(Problem("unknown-endpoint", given, "give the id of a VPC endpoint"))
        if named == question.host and _NO_NAME.search(named):
            problems.append(
                Problem("bad-host", f"host {question.host!r} is no DNS name", "give a name without wildcards")
            )
        if question.port is not None and not 0 < question.port <= _HIGHEST_PORT:
            problems.append(Problem("bad-port", f"port {question.port}", f"give one from 1 to {_HIGHEST_PORT}"))
        if problems:
            raise InvalidInputError(question.source, problems)

    def _outcomes(self, question: Question, caller: Caller) -> Outcomes:
        if caller.unknown is not None:
            return anything(Trail().assume(caller.unknown.depends_on))
        if not caller.spots:
            return self._from_outside(question, caller)
        found = every_one(self._from_spot(question, caller, spot) for spot in caller.spots)
        return self._or_beside(question, caller, found) if caller.besides else found

    def _or_beside(self, question: Question, caller: Caller, found: Outcomes) -> Outcomes:
        """Calls may get out by a further interface: which one they take is for what runs there to say."""
        which = Trail().assume(frozenset({f"which of its interfaces {caller.element} calls from"}))
        for spot, truth in caller.besides:
            out = anything(which) if isinstance(spot, Unknown) else self._from_spot(question, caller, spot)
            if question.service == INTERNET and truth is True:
                found = any_way([found, out])
            elif Verdict.PUBLIC in out:
                found = either([found, {Verdict.PUBLIC: out[Verdict.PUBLIC].assume(which.depends_on)}])
        return found

    def _from_outside(self, question: Question, caller: Caller) -> Outcomes:
        """What runs in no VPC calls from AWS's own network, over public addresses."""
        element = caller.element
        service = self._service(question, Vpc(id=""))
        outside = blocker("not-in-a-vpc", element, f"{element} is in no VPC", "give it subnets of a VPC with endpoints")
        trail = Trail().then(hop(element, "runs outside any VPC, with public access")).note(lambda: [outside])
        if question.service == INTERNET:
            return of_trail(Verdict.PUBLIC, trail)
        call = Call(
            question=question,
            service=service,
            role=caller.role,
            unread=caller.unread,
            endpoint=None,
            vpc=None,
            caller=element,
        )
        return of_trail(Verdict.PUBLIC, self._calls.authorization.check(call, trail))

    def _service(self, question: Question, vpc: Vpc) -> Service | None:
        if question.service == INTERNET or self._network.find(EndpointService, question.service) is not None:
            return None
        if not question.service:
            host = () if question.host.startswith(_OWN_NAME) else labels_of(question.host)
            return named_service(host, region_of(vpc, self._network)) if host else None
        target = None if question.target is None else self._network.find(Resource, question.target)
        # Callers of a resource call the service where the resource is.
        called = question.resource or (None if target is None else arn_of(target))
        region = region_in(called) if called is not None and not question.host else ""
        if not region and target is not None and not question.host:
            region = target.region or ""
        return service_named(question.service, region or region_of(vpc, self._network), where=question.source)

    def _from_spot(self, question: Question, caller: Caller, spot: Spot) -> Outcomes:
        trail = Trail().then(hop(caller.element, f"calls from {spot.subnet}"))
        if isinstance(spot.subnet.vpc, Unknown):
            return anything(trail.assume(spot.subnet.vpc.depends_on))
        vpc = self._index.vpc(spot.subnet.vpc)
        if question.service == INTERNET:
            return internet_outcomes(self._index, self._calls.public, spot, caller.element, trail)
        service = self._service(question, vpc)
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
        return self._or_by_alias(ask, found, trail)

    def _or_by_alias(self, ask: Ask, found: Outcomes, trail: Trail) -> Outcomes:
        """A private API that its usual name does not lead to may have others, which callers may use or not."""
        target = None if ask.question.target is None else self._network.find(Resource, ask.question.target)
        if target is None or ask.question.host or set(found) == {Verdict.PRIVATE}:
            return found
        aliases = alias_endpoints(self._index, target, ask.vpc.id)
        if not aliases:
            return found
        named = trail.assume(frozenset({f"which of the names of {target} {ask.caller.element} calls"}))
        return either([found, self._to_endpoints(ask, list(aliases), named)])

    def _endpoints(self, ask: Ask) -> list[Endpoint] | None:
        """The endpoints that are called by their own names; None: a DNS name of the service is."""
        question = ask.question
        if question.host.startswith(_OWN_NAME):
            own = self._network.find(Endpoint, question.host.removeprefix(_OWN_NAME))
            return [] if own is None else [own]
        if question.host:
            return None
        here = [one for one, _ in self._index.endpoints.at(ask.vpc.id)]
        if self._network.find(EndpointService, question.service) is not None:
            return [one for one in here if one.service == question.service]
        if ask.service is not None and is_of_somebody(ask.service.row):
            return [one for one in here if is_for(one, ask.service, ask.vpc, self._network) is True]
        return None

    def _to_endpoints(self, ask: Ask, endpoints: list[Endpoint], trail: Trail) -> Outcomes:
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


def _question(source: str, need: Requirement) -> Question:
    return Question(
        source=source,
        service=need.service,
        host=need.host or "",
        port=need.port,
        action=need.action,
        resource=need.resource,
        target=need.target,
        role="" if isinstance(need.role, Unknown) else need.role,
    )


def _hosts(question: Question, service: Service | None) -> tuple[Value, ...]:
    if question.host:
        # In URLs an IPv6 address stands in brackets.
        bare = question.host.removeprefix("[").removesuffix("]")
        return (bare if is_address(bare) else question.host,)
    return () if service is None else default_hosts(service)
