"""JSON, against its schema."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import fastjsonschema
import pytest

from private_endpoints.network import Origin
from private_endpoints.network.paths.path import Path
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Answered, Proof
from private_endpoints.report import render
from support.proofs import EVERYTHING, PROOFS, TEMPLATE, origin

_SCHEMA = json.loads(
    resources.files("private_endpoints.report").joinpath("data/check-output-1.schema.json").read_text("utf-8")
)
_validate = fastjsonschema.compile(_SCHEMA)


def _report(proof: Proof) -> Any:
    return json.loads(render(proof, "json"))


@pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
def test_it_is_as_the_schema_says(proof: Proof) -> None:
    _validate(_report(proof))


@pytest.mark.parametrize("missing", ["version", "paths", "findings"])
def test_the_schema_refuses_less(missing: str) -> None:
    report = _report(EVERYTHING)
    del report[missing]
    with pytest.raises(fastjsonschema.JsonSchemaException):
        _validate(report)


def test_the_schema_refuses_another_verdict() -> None:
    report = _report(EVERYTHING)
    report["paths"][0]["verdict"] = "private"
    with pytest.raises(fastjsonschema.JsonSchemaException):
        _validate(report)


def test_a_path_says_who_calls_what_with_which_verdict() -> None:
    private, public, *_ = _report(EVERYTHING)["paths"]
    assert private["source"] == {
        "template": TEMPLATE,
        "logical_id": "Worker",
        "construct_path": "App/Worker/Resource",
    }
    assert (private["service"], private["verdict"]) == ("s3", "PRIVATE")
    assert "question" not in private
    assert private["reason"] == "declared by App/S3"
    assert (public["service"], public["verdict"]) == ("ssm", "PUBLIC")
    assert public["question"] == {"source": "Worker", "service": "ssm", "port": 443}
    assert [hop["why"] for hop in public["hops"]] == ["calls from Subnet", "leaves Vpc"]
    (blocker,) = public["blockers"]
    assert (blocker["code"], blocker["fix"]) == ("no-endpoint", "add a VPC endpoint (interface)")
    assert blocker["origin"]["line"] == 3


def test_the_order_is_that_of_the_questions() -> None:
    assert [one["service"] for one in _report(EVERYTHING)["paths"]] == [one.path.service for one in EVERYTHING.answers]


def test_a_question_that_cannot_be_asked_is_unknown_with_the_error() -> None:
    report = _report(EVERYTHING)
    (path,) = [one for one in report["paths"] if one["source"]["logical_id"] == "Nobody"]
    assert path["verdict"] == "UNKNOWN"
    assert path["unknowns"] == report["errors"] == ["question 7: no Nobody"]


def test_what_is_accepted_says_why() -> None:
    report = _report(EVERYTHING)
    accepted = [one["accepted"] for one in report["paths"] + report["findings"] if one["accepted"]]
    assert {"by": "template", "reason": "it serves the public"} in accepted
    assert {"by": "baseline", "reason": "known before"} in accepted


def test_the_summary_counts() -> None:
    assert _report(EVERYTHING)["summary"] == {
        "paths": 8,
        "private": 2,
        "public": 2,
        "blocked": 2,
        "unknown": 2,
        "findings": 5,
        "errors": 2,
        "warnings": 2,
        "info": 1,
        "accepted": 3,
        "failed": 5,
        "passed": False,
    }


def test_a_file_in_the_working_folder_is_named_from_there(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inside, outside = f"{tmp_path}/a/t.json", "/elsewhere/t.json"
    paths = [
        Path(source="x", service="s3", verdict=Verdict.PRIVATE, origin=Origin(template=one))
        for one in (inside, outside)
    ]
    found = _report(Proof(answers=tuple(Answered(path=one) for one in paths)))["paths"]
    assert [one["source"]["template"] for one in found] == ["a/t.json", "/elsewhere/t.json"]


def test_an_unknown_line_is_null() -> None:
    proof = Proof(
        answers=(Answered(path=Path(source="x", service="s3", verdict=Verdict.PRIVATE, origin=origin(line=None))),)
    )
    _validate(_report(proof))
