"""Questions about what is going to be deployed, answered over every case."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from private_endpoints.catalog import perimeter_resource, service, services_of_action
from private_endpoints.checks import Finding, check_cases
from private_endpoints.cloudformation import Deployment, Stack
from private_endpoints.errors import InvalidInputError, UnknownServiceError
from private_endpoints.network import (
    NOWHERE,
    Endpoint,
    Interface,
    Network,
    Origin,
    Requirement,
    Resource,
    SecurityGroup,
    Subnet,
    Vpc,
    Workload,
)
from private_endpoints.network.needs import needs_of
from private_endpoints.network.paths.engine import PathEngine
from private_endpoints.network.paths.path import Blocker, Path
from private_endpoints.network.paths.perimeter import PerimeterCaller, PerimeterQuestion
from private_endpoints.network.paths.question import INTERNET, Question, called_endpoint, own_name, question_of
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.answered import Answered, details_of
from private_endpoints.proof.cases import over_cases, over_parts
from private_endpoints.proof.names import Names
from private_endpoints.proof.questions import Asked, PathAsked, PerimeterAsked, read_question
from private_endpoints.values import Value, join

__all__ = ["Prover", "is_service"]

_LOGICAL = "logical:"
_LOGICAL_ID = re.compile(r"logical:([A-Za-z0-9]+)")
_SOURCES = (Workload, Interface, Subnet)


class Prover:
    """Answers questions over every case of what nobody gave.

    Args:
        cases: the networks, each with its case in words; empty words where there is one case only.
        stacks: the templates that they were made of. Default: none, an account was read.
    """

    def __init__(self, cases: Sequence[tuple[str, Network]], stacks: Sequence[Stack] = ()) -> None:
        self._cases = cases
        self._stacks = stacks
        self._names = Names(stacks, [network for _, network in cases])

    @classmethod
    def of(cls, deployment: Deployment) -> Prover:
        """Of templates.

        Raises:
            InvalidInputError: a template says what cannot be.
        """
        return cls([(str(one.case), one.network) for one in deployment.cases()], deployment.stacks)

    def answer(self, given: object, where: str) -> Answered:
        """Answer a question as a user gives it; one that cannot be asked is unknown, with the error.

        Args:
            given: the JSON value.
            where: its place, for messages.
        """
        question = given if isinstance(given, dict) else {"question": given}
        try:
            path = self.ask(read_question(given, where))
            return Answered(path=path, question=question, details=details_of(question, path.service))
        except InvalidInputError as error:
            # The engine says where by ids; a user wants the place of the question.
            text = str(InvalidInputError(where, error.problems))
            path = _unasked(question, text)
            details = details_of(question, path.service)
            return Answered(path=path, question=question, details=details, error=text)

    def ask(self, asked: Asked) -> Path:
        """The answer to a question.

        Raises:
            InvalidInputError: the question names something that is not there.
        """
        return self._perimeter(asked) if isinstance(asked, PerimeterAsked) else self._path(asked)

    def needs(self) -> Iterator[Answered]:
        """The paths that workloads in VPCs are found to need, in the order of the templates."""
        needed: dict[tuple[str, Requirement], set[int]] = {}
        for number, (_, network) in enumerate(self._cases):
            for workload in network.of(Workload):
                for one in needs_of(network, workload) if workload.subnets != () else ():
                    needed.setdefault((workload.id, one), set()).add(number)
        order = {source: place for place, source in enumerate(dict.fromkeys(source for source, _ in needed))}
        for (source, need), cases in sorted(needed.items(), key=lambda one: order[one[0][0]]):
            yield self._need(source, need, cases)

    def outside(self) -> tuple[Origin, ...]:
        """Workloads in no VPC: they call over public addresses, so that nothing is proven unless somebody asks."""
        found = {one.id: one.origin for _, network in self._cases for one in network.of(Workload) if one.subnets == ()}
        inside = {one.id for _, network in self._cases for one in network.of(Workload) if one.subnets != ()}
        return tuple(origin for one, origin in found.items() if one not in inside)

    def findings(self) -> tuple[Finding, ...]:
        """What the rules find."""
        engines = self._engines
        return check_cases([network for _, network, _ in engines], engines=[engine for _, _, engine in engines])

    def called(self, name: str) -> dict[str, str]:
        """What a name that stands for a service, a DNS name, a resource or an endpoint is in a question."""
        if is_service(name):
            return {"service": name}
        try:
            found = self._names.find(name, "target", Resource, Workload, Interface, Endpoint)
        except InvalidInputError as error:
            if any(one.code != "unknown-name" for one in error.problems):
                return {"target": name}
            return {"host": name} if "." in name else {"service": name}
        if isinstance(self._names.element(found), Endpoint):
            return {"host": own_name(name)}
        return {"target": name}

    @cached_property
    def _engines(self) -> list[tuple[str, Network, PathEngine]]:
        return [(case, network, PathEngine(network)) for case, network in self._cases]

    def _need(self, source: str, need: Requirement, cases: Container[int]) -> Answered:
        question = question_of(source, need)
        try:
            path = self._over_cases(_elements_of(question), partial(_path_in, question), cases)
        except InvalidInputError as error:
            text = "; ".join(str(one) for one in error.problems)
            path = Path(
                source=source,
                service=need.service,
                verdict=Verdict.UNKNOWN,
                unknowns=(text,),
                origin=self._origin(source),
            )
        given = {"host": need.host, "port": need.port, "action": need.action, "target": need.target}
        return Answered(path=path.calling(need.service), reason=need.reason, details=details_of(given, need.service))

    def _path(self, asked: PathAsked) -> Path:
        find = self._names.find
        target = None if asked.target is None else find(asked.target, "target", Resource, Workload, Interface)
        question = Question(
            source=find(asked.source, "source", *_SOURCES),
            service=asked.service or ("" if asked.host or target is None else self._service_of_target(target)),
            host=self._host(asked.host),
            port=asked.port,
            action=asked.action,
            resource=None if asked.resource is None else self._text(asked.resource),
            target=target,
            groups=tuple(find(one, "group", SecurityGroup) for one in asked.groups),
        )
        parts = [replace(question, source=one) for one in self._names.workloads_of(question.source)]
        path = over_parts([self._over_cases(_elements_of(one), partial(_path_in, one)) for one in parts])
        return path.calling(question.service or asked.host or asked.target or "")

    def _service_of_target(self, target: str) -> str:
        """The service that a resource is reached through; empty where the catalog does not say."""
        row = perimeter_resource(self._names.type_of(target))
        return row.reached_by[0] if row is not None else ""

    def _host(self, host: str) -> str:
        endpoint = called_endpoint(host)
        return host if endpoint is None else own_name(self._names.find(endpoint, "endpoint", Endpoint))

    def _perimeter(self, asked: PerimeterAsked) -> Path:
        caller: dict[str, Any] = dict(asked.caller)
        needed = [self._names.find(asked.protect, "resource", Resource)]
        for key, kind in (("source_vpce", Endpoint), ("source_vpc", Vpc)):
            given = caller.get(key)
            if isinstance(given, str) and given.startswith(_LOGICAL):
                needed.append(self._names.find(given.removeprefix(_LOGICAL), key, kind))
                caller[key] = f"{_LOGICAL}{needed[-1]}"
        question = PerimeterQuestion(
            protect=needed[0],
            action=asked.action,
            resource=None if asked.resource is None else self._text(asked.resource),
            caller=PerimeterCaller(**caller),
        )
        path = self._over_cases(needed, lambda _, engine: engine.perimeter(question))
        return path.calling(_service_of(asked.action))

    def _text(self, text: str) -> Value:
        """A string in which `logical:X` stands for resource X: for its ARN at the beginning, else for its id."""
        parts = _LOGICAL_ID.split(text)
        return join(self._named(part, first=not parts[0] and i == 1) if i % 2 else part for i, part in enumerate(parts))

    def _named(self, logical_id: str, *, first: bool) -> Value:
        element = self._names.element(self._names.find(logical_id, "resource", Resource, Endpoint, Vpc, Workload))
        if element is None:
            return f"{_LOGICAL}{logical_id}"
        arn = element.arn if isinstance(element, Resource) else None
        return arn if first and arn is not None else element.named

    def _over_cases(
        self, needed: Sequence[str], ask: Callable[[Network, PathEngine], Path], among: Container[int] | None = None
    ) -> Path:
        """The answer of all cases in which there is what the question is about; the first is its source."""
        paths = [
            (case, ask(network, engine))
            for number, (case, network, engine) in enumerate(self._engines)
            if (among is None or number in among) and all(network.get(one) is not None for one in needed)
        ]
        return over_cases(paths) if paths else self._not_modelled(needed)

    def _not_modelled(self, needed: Sequence[str]) -> Path:
        """Of what the templates have and the networks have not."""
        source = needed[0]
        missing = next((one for one in needed if self._names.element(one) is None), source)
        type_ = self._names.type_of(missing)
        unknown = f"{missing} ({type_}), which is not made, or of which it is not known how it calls and answers"
        return Path(
            source=source, service="", verdict=Verdict.UNKNOWN, unknowns=(unknown,), origin=self._origin(source)
        )

    def _origin(self, id: str) -> Origin:
        element = self._names.element(id)
        if element is not None:
            return element.origin
        place = self._names.place_of(id)
        if place is None:
            return NOWHERE
        stack, logical_id = place
        return Origin(
            template=stack.document.file,
            logical_id=logical_id,
            construct_path=stack.construct_path(logical_id),
            locate=partial(stack.document.lines.at, ("Resources", logical_id)),
        )


def _elements_of(question: Question) -> tuple[str, ...]:
    """What a question is about."""
    return (question.source,) if question.target is None else (question.source, question.target)


def _path_in(question: Question, network: Network, engine: PathEngine) -> Path:
    """The path in one case, in which the endpoint whose name is called may not be made."""
    endpoint = called_endpoint(question.host)
    source = network.get(question.source)
    if endpoint is None or network.get(endpoint) is not None or source is None:
        return engine.path(question)
    missing = Blocker(
        code="endpoint-not-made",
        element=endpoint,
        what=f"the endpoint {endpoint} is not made",
        fix="make it wherever its name is called",
    )
    return Path(
        source=source.id,
        service=question.called,
        verdict=Verdict.BLOCKED,
        blockers=(missing,),
        origin=source.origin,
    )


def is_service(name: str) -> bool:
    """Whether a name is that of a service, or stands for the internet."""
    if name == INTERNET:
        return True
    try:
        service(name)
    except UnknownServiceError:
        return False
    return True


def _service_of(action: str) -> str:
    found = services_of_action(action)
    return found[0] if found else action.partition(":")[0]


def _unasked(question: Mapping[str, Any], error: str) -> Path:
    """The path of a question that cannot be asked."""
    source = question.get("source", question.get("protect", ""))
    action = question.get("action")
    called = [one for key in ("service", "host", "target") if isinstance(one := question.get(key), str)]
    if isinstance(action, str):
        called.append(_service_of(action))
    name = source if isinstance(source, str) else ""
    return Path(
        source=name,
        service=called[0] if called else "",
        verdict=Verdict.UNKNOWN,
        unknowns=(error,),
        origin=Origin(logical_id=name),
    )
