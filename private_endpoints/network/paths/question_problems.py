"""What is wrong with a question about a path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from private_endpoints.catalog import action_prefixes_of, service, services_of_action
from private_endpoints.errors import Problem
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.network import Network
from private_endpoints.network.paths.question import INTERNET, Question, called_endpoint

__all__ = ["problems_of", "problems_of_action"]

# What no name that is asked for can hold; a wildcard stands in zones and certificates only.
_NO_NAME = re.compile(r"[*\s]|\.\.|^\.")
_HIGHEST_PORT = 65535
# Of a pattern for many actions there is no one answer.
_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9]+")


def problems_of(network: Network, question: Question) -> list[Problem]:
    """What keeps a question from being asked of a network; nothing: it can be asked."""
    problems: list[Problem] = []
    if not question.called:
        problems.append(Problem("nothing-called", "the question names no service, host or target", "name one"))
    if question.target is not None and network.get(question.target) is None:
        given = f"target {question.target!r} is nothing of the network"
        problems.append(Problem("unknown-target", given, "give the id of what is called"))
    endpoint = called_endpoint(question.host)
    if endpoint is not None and network.find(Endpoint, endpoint) is None:
        given = f"host {question.host!r} names no endpoint of the network"
        problems.append(Problem("unknown-endpoint", given, "give the id of a VPC endpoint"))
    if endpoint is None and _NO_NAME.search(question.host):
        problems.append(Problem("bad-host", f"host {question.host!r} is no DNS name", "give a name without wildcards"))
    if question.port is not None and not 0 < question.port <= _HIGHEST_PORT:
        problems.append(Problem("bad-port", f"port {question.port}", f"give one from 1 to {_HIGHEST_PORT}"))
    if question.action is not None:
        problems += [*problems_of_action(question.action)] or _problems_of_service(question.action, question.service)
    return problems


def _problems_of_service(action: str, called: str) -> list[Problem]:
    """Whether another service than the one that is called serves an action."""
    serving = services_of_action(action)
    if not called or called == INTERNET or not serving or ".vpce-svc-" in called:
        return []
    name = service(called).name
    # What the catalog knows of actions is by their prefixes; services of one family share some.
    own = action.partition(":")[0].lower() in action_prefixes_of(name)
    if own or any(_words(one)[0] in _words(name) for one in serving):
        return []
    given = f"action {action!r} is none of {name}"
    return [Problem("bad-action", given, f"give one of {name}, or call {' or '.join(serving)}")]


def _words(name: str) -> list[str]:
    return re.split(r"[.-]", name)


def problems_of_action(action: str) -> Iterator[Problem]:
    """What is wrong with the action of a call."""
    if not _ACTION.fullmatch(action):
        yield Problem("bad-action", f"action {action!r} is not one action", "give one such as s3:GetObject")
