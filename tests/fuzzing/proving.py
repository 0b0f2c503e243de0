"""Templates of which something is bent, proven and reported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from private_endpoints.checks import read_acknowledgements
from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.proof import Acknowledgements, Baseline, Prover, baseline_of, prove
from private_endpoints.report import FORMATS, render
from tests.fuzzing.bending import bent
from tests.fuzzing.choices import Choices
from tests.fuzzing.templates import templates

__all__ = ["one_input", "shown"]

_SERVICES = ("s3", "ssm", "sqs", "ecr.api", "dynamodb", "internet", "com.amazonaws.vpce.us-east-1.vpce-svc-0", "x")
_HOSTS = ("sqs.us-east-1.amazonaws.com", "10.0.0.5", "b.s3.eu-west-1.amazonaws.com", "db.local", "2600:1f00::1", "x..y")
_ACTIONS = ("s3:GetObject", "s3:*", "kms:Decrypt", "sts:AssumeRole", "nothing")
_REGIONS = ("us-east-1", None, "eu-west-1", "cn-north-1", "mars-1")
_VALUES = ("x", "", "10.0.0.0/16", "subnet-0,subnet-1", "arn:aws:s3:::b", "443")
_IS_X = {"Fn::Equals": [{"Ref": "P"}, "x"]}
_ACCEPTED = [{"id": "path-public", "reason": "by design", "service": "s3", "logical_id": "Worker"}]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an input stands for."""

    templates: Mapping[str, Any]
    region: str | None
    parameters: Mapping[str, str]
    questions: list[Any] | None
    accepted: Any
    format: str
    baseline: bool
    bend_baseline: Choices


def one_input(data: bytes) -> None:
    """Prove it, and report it; what cannot be read is refused."""
    asked = _asked(data)
    # Any other error ends the run.
    with suppress(InvalidInputError):
        _prove(asked)


def shown(data: bytes) -> str:
    """The templates and the questions, as JSON."""
    asked = _asked(data)
    names = ("templates", "region", "parameters", "questions", "accepted", "format", "baseline")
    return json.dumps({name: getattr(asked, name) for name in names}, indent=1) + "\n"


def _prove(asked: _Asked) -> None:
    deployment = Deployment.of(asked.templates, parameters=asked.parameters, region=asked.region)
    prover = Prover.of(deployment)
    questions = None if asked.questions is None else [(f"question {n}", one) for n, one in enumerate(asked.questions)]
    given = () if asked.accepted is None else read_acknowledgements(asked.accepted, where="accepted.json")
    accepted = Acknowledgements(given, deployment)
    proof = prove(prover, questions, acknowledgements=accepted)
    render(proof, asked.format)
    if asked.baseline:
        known = Baseline(bent(json.loads(json.dumps(baseline_of(proof))), asked.bend_baseline), "known.json")
        prove(prover, questions, baseline=known)


def _asked(data: bytes) -> _Asked:
    choices = Choices(data)
    made = {"A": _template(choices)}
    if choices.often(20):
        made["B"] = _template(choices)
    return _Asked(
        templates=made,
        region=choices.one(_REGIONS),
        parameters={"P": choices.one(_VALUES)} if choices.often(30) else {},
        questions=list(_questions(made, choices)) if choices.often(60) else None,
        accepted=bent(_ACCEPTED, choices) if choices.often(10) else None,
        format=choices.one(FORMATS),
        baseline=choices.often(5),
        bend_baseline=choices,
    )


def _template(choices: Choices) -> Any:
    """A template with the parameter and the condition that bending may put in."""
    made = bent(choices.one(templates()), choices)
    for section, name, value in (("Parameters", "P", {"Type": "String"}), ("Conditions", "C", _IS_X)):
        if isinstance(given := made.setdefault(section, {}), dict):
            given.setdefault(name, value)
    return made


def _questions(made: Mapping[str, Any], choices: Choices) -> Iterator[Any]:
    names = [name for body in made.values() for name in body.get("Resources", ()) if isinstance(name, str)] or ["Vpc"]
    for _ in range(1 + choices.number(3)):
        question: dict[str, Any] = {"action": choices.one(_ACTIONS)}
        if choices.often(25):
            caller = {"source_vpce": f"logical:{choices.one(names)}", "source_ip": "203.0.113.7"}
            question |= {"protect": choices.one(names), "caller": caller}
        else:
            what = choices.one(("service", "host", "target"))
            given = {"service": _SERVICES, "host": (*_HOSTS, f"endpoint:{choices.one(names)}"), "target": names}[what]
            question |= {"source": choices.one(names), what: choices.one(given), "groups": [choices.one(names)]}
        if choices.often(30):
            question |= {"port": choices.one((443, 53, 5432)), "resource": f"logical:{choices.one(names)}/*"}
        yield bent(question, choices) if choices.often(30) else question
