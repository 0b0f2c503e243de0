"""Requests and policies of which something is bent, read, decided, and put on an endpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from private_endpoints.catalog import service
from private_endpoints.errors import InvalidInputError
from private_endpoints.policy import EndpointPolicy, Place, merge
from private_endpoints.policy.evaluation import Document, EndpointSource, Policies, PolicyKind, Request, evaluate
from private_endpoints.policy.evaluation.cases import answer, decide, read_policies, read_request
from private_endpoints.policy.size import references_of, size_of
from private_endpoints.policy.through import through
from tests.fuzzing.bending import bent
from tests.fuzzing.cases import CASES
from tests.fuzzing.choices import Choices

__all__ = ["one_input", "shown"]

_SERVICES = ("s3", "ssm", "sqs", "execute-api")
_PLACES = (
    Place(account="111122223333", partition="aws", region="us-east-1"),
    Place(account="${Token[1]}", partition="${Token[2]}", region="${Token[3]}"),
)
_SOURCE = EndpointSource(endpoint="vpce-1", vpc="vpc-1", account="111122223333", region="us-east-1")


def one_input(data: bytes) -> None:
    """Decide it directly and through an endpoint, then make an endpoint policy of the statements."""
    choices = Choices(data)
    case = bent(choices.one(CASES), choices)
    # Any other error ends the run.
    with suppress(InvalidInputError):
        json.dumps(answer(decide(case)))
    name = choices.one(_SERVICES)
    with suppress(InvalidInputError):
        _decide_through(case, name)
    statements = list(_statements(case))
    with suppress(InvalidInputError):
        _on_endpoint(EndpointPolicy.of(*statements), statements, name, choices.one(_PLACES))
    with suppress(InvalidInputError):
        _narrowed(statements, name, choices.one(_PLACES))
    for one in statements:
        _read_as_every_kind(one, choices)


def shown(data: bytes) -> str:
    """The case, as JSON."""
    choices = Choices(data)
    case = bent(choices.one(CASES), choices)
    return json.dumps({"case": case, "service": choices.one(_SERVICES)}, indent=1) + "\n"


def _decide_through(case: Mapping[str, Any], name: str) -> None:
    request = read_request(case.get("request"), {})
    policies = read_policies({**case, "parameters": {}})
    evaluate(through(service(name), request, _SOURCE), policies)
    evaluate(request.directly(source_ip=None), policies)
    evaluate(request.on_behalf("athena.amazonaws.com"), policies)


def _statements(case: Mapping[str, Any]) -> Iterator[Any]:
    """The statements of the policies that are objects."""
    pending = [value for key, value in case.items() if key != "request"]
    while pending:
        one = pending.pop()
        if isinstance(one, list):
            pending.extend(one)
        elif isinstance(one, dict) and "Statement" in one:
            found = one["Statement"]
            yield from found if isinstance(found, list) else [found]


def _on_endpoint(policy: EndpointPolicy, own: list[Any], name: str, place: Place) -> None:
    """As the endpoint gets it: united with what others ask for, measured, and evaluated."""
    asked = [*policy.statements(service(name), place), *EndpointPolicy.account().statements(service(name), place)]
    document = {"Version": "2012-10-17", "Statement": merge(own, asked)}
    size_of(document)
    references_of(document)
    call = Request.of("arn:aws:iam::111122223333:role/a", "s3:GetObject", "arn:aws:s3:::data/a")
    evaluate(through(service(name), call, _SOURCE), Policies.compile(endpoint=document))


def _narrowed(statements: list[Any], name: str, place: Place) -> None:
    """An endpoint policy for the actions and resources that statements name."""
    for one in statements:
        if not isinstance(one, dict):
            continue
        actions, resources = (_listed(one.get(key)) for key in ("Action", "Resource"))
        policy = EndpointPolicy.resources(one.get("Sid", "A"), actions=actions, resources=resources)
        merge([], policy.statements(service(name), place))


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


def _read_as_every_kind(statement: Any, choices: Choices) -> None:
    document = {"Version": "2012-10-17", "Statement": statement}
    given = json.dumps(document) if choices.often(20) else document
    for kind in PolicyKind:
        with suppress(InvalidInputError):
            Document.parse(given, kind).about("s3:GetObject")
