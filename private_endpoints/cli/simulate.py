"""`private-endpoints simulate`: decide requests offline."""

from __future__ import annotations

import json
import sys
from typing import IO, TYPE_CHECKING, Any

import click

from private_endpoints.errors import InvalidInputError
from private_endpoints.policy.evaluation.cases import answer, decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["simulate"]


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
def simulate(file: IO[bytes]) -> None:
    """Decide requests by the policies around them, offline.

    An offline counterpart of IAM's SimulateCustomPolicy that knows endpoints. Reads FILE (default: standard input),
    one case a line as JSON, and writes one answer a line.

    \b
    Case:   {"id": ..., "request": {"principal": ARN | {"service": NAME} | "anonymous",
             "action": ..., "resource": ARN, "resource_account": ..., "context": {key: value or list}},
             "identity_policies": [document], "resource_policy": document, "endpoint_policy": document,
             "service_control_policies": [[documents of a level], ...],
             "resource_control_policies": [[documents of a level], ...],
             "permissions_boundary": document, "session_policy": document,
             "parameters": {name of a reference: string}}
    Answer: {"id": ..., "decision": "ALLOWED" | "EXPLICITLY_DENIED" | "IMPLICITLY_DENIED" | "UNKNOWN",
             "by": {"policy", "document", "statement", "condition"}, "depends_on": [...]}

    What is absent or null is not there. A value may be a CloudFormation intrinsic such as {"Ref": "Bucket"}; a
    context key of which nothing is known is {"unknown": NAME}; a context key that is null is absent. A line that is
    no case is answered with its "error", and the exit code is then 2.
    """  # noqa: D301 - click knows \b as one character
    failed = False
    for line in _answers(file):
        failed = failed or "error" in line
        click.echo(json.dumps(line))
    if failed:
        sys.exit(2)


def _answers(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.strip():
            yield _answer(line)


def _answer(line: bytes) -> dict[str, Any]:
    identity: Any = None
    try:
        case = json.loads(line)
        identity = case.get("id") if isinstance(case, dict) else None
        return {"id": identity, **answer(decide(case))}
    except InvalidInputError as error:
        return {"id": identity, "error": str(error)}
    except RecursionError:
        return {"id": identity, "error": "case: [too-deep] it is nested too deeply; write it with less nesting"}
    except ValueError as error:
        return {"id": identity, "error": f"case: [not-json] the line is no JSON: {error}; give one object a line"}
