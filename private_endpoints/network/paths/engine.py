"""The path engine: questions in, paths out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import partial

from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.role import Role
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.needs import needs_of
from private_endpoints.network.paths.alike import Alike
from private_endpoints.network.paths.caller import Caller, caller_of
from private_endpoints.network.paths.calls.api_calls import as_api_call
from private_endpoints.network.paths.calls.calls import Calls
from private_endpoints.network.paths.calls.from_subnet import FromSubnet
from private_endpoints.network.paths.calls.outside_vpc import from_outside
from private_endpoints.network.paths.calls.secondary_interfaces import or_by_secondary
from private_endpoints.network.paths.calls.service_proxy import may_be_proxied, or_by_proxy
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, anything, every_one
from private_endpoints.network.paths.path import Path
from private_endpoints.network.paths.perimeter import PerimeterQuestion, perimeter_path
from private_endpoints.network.paths.question import Question, question_of
from private_endpoints.network.paths.question_problems import problems_of
from private_endpoints.network.paths.summary import summary
from private_endpoints.network.paths.trail import Trail
from private_endpoints.network.paths.verdict import Verdict

__all__ = ["PathEngine"]


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
        self._from_subnet = FromSubnet(self._index, self._calls)
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
        problems = problems_of(self._network, question)
        if problems:
            raise InvalidInputError(question.source, problems)
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

    def paths_of(self, workload: str) -> tuple[Path, ...]:
        """The paths to all services that a workload needs.

        Raises:
            InvalidInputError: there is no such workload, or it declares a service that does not exist.
        """
        found = self._network.find(Workload, workload)
        if found is None:
            problem = Problem("unknown-workload", f"{workload!r} is no workload of the network", "give the id of one")
            raise InvalidInputError(workload, [problem])
        return tuple(self.path(question_of(workload, one)) for one in needs_of(self._network, found))

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

    def _caller(self, question: Question) -> Caller:
        key = (question.source, question.groups)
        found = self._callers.get(key)
        if found is None:
            found = self._callers[key] = caller_of(self._index, question.source, question.groups)
        return found

    def _explained(self, question: Question, caller: Caller) -> Path:
        element = caller.element
        return summary(element.id, question.called, element.origin, self._outcomes(question, caller))

    def _outcomes(self, question: Question, caller: Caller) -> Outcomes:
        found = self._from_where_it_is(question, caller)
        if not may_be_proxied(self._index, question, caller):
            return found
        return or_by_proxy(question, caller, found, self._from_outside(question, caller))

    def _from_where_it_is(self, question: Question, caller: Caller) -> Outcomes:
        if caller.unknown is not None:
            return anything(Trail().assume(caller.unknown.depends_on))
        if not caller.spots:
            return self._from_outside(question, caller)
        connect = partial(self._from_subnet.connect, question, caller)
        found = every_one(connect(spot) for spot in caller.spots)
        return or_by_secondary(question, caller, found, connect) if caller.besides else found

    def _from_outside(self, question: Question, caller: Caller) -> Outcomes:
        return from_outside(self._index, self._calls.authorization, question, caller)
