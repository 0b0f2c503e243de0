"""SARIF, against the official schema."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path as File
from typing import Any

import fastjsonschema
import pytest

from private_endpoints.checks import RULES, Severity
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Answered, Noted, Proof
from private_endpoints.report import render
from support.proofs import BY_DESIGN, EVERYTHING, HOSTILE, PROOFS, TEMPLATE, finding, origin, path

_validate = fastjsonschema.compile(
    json.loads((File(__file__).parent / "schemas/sarif-2.1.0.json").read_text("utf-8")), use_default=False
)


def _run(proof: Proof) -> Any:
    log = json.loads(render(proof, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def _result(proof: Proof) -> Any:
    (result,) = _run(proof)["results"]
    return result


@pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
def test_it_is_as_the_official_schema_says(proof: Proof) -> None:
    _validate(json.loads(render(proof, "sarif")))


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = json.loads(render(EVERYTHING, "sarif"))
    log["runs"][0]["results"][0]["level"] = "bad"
    with pytest.raises(fastjsonschema.JsonSchemaException):
        _validate(log)


def test_a_result_is_on_the_line_of_the_template() -> None:
    (place,) = _result(Proof(answers=(Answered(path=path(Verdict.PUBLIC)),)))["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": TEMPLATE, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7},
    }
    assert place["logicalLocations"] == [{"fullyQualifiedName": "App/Worker/Resource", "kind": "resource"}]


def test_names_of_files_are_encoded() -> None:
    place = _run(HOSTILE)["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/%C3%BC%25%2C.json"


def test_private_paths_are_no_results() -> None:
    assert _run(Proof(answers=(Answered(path=path()),)))["results"] == []


@pytest.mark.parametrize("verdict", [Verdict.PUBLIC, Verdict.BLOCKED, Verdict.UNKNOWN])
def test_a_path_that_is_not_private_is_an_error(verdict: Verdict) -> None:
    result = _result(Proof(answers=(Answered(path=path(verdict)),)))
    assert result["ruleId"] == f"path-{verdict.lower()}"
    assert result["level"] == "error"
    assert "Vpc has no endpoint for s3" in result["message"]["text"]
    assert [one["physicalLocation"]["region"]["startLine"] for one in result["relatedLocations"]] == [3]


@pytest.mark.parametrize(
    ("severity", "level"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")]
)
def test_a_finding_has_its_level(severity: Severity, level: str) -> None:
    assert _result(Proof(findings=(Noted(finding=finding(severity)),)))["level"] == level


def test_what_is_accepted_is_suppressed_with_the_reason() -> None:
    for proof in (
        Proof(answers=(Answered(path=path(Verdict.PUBLIC), accepted=BY_DESIGN),)),
        Proof(findings=(Noted(finding=finding(), accepted=BY_DESIGN),)),
    ):
        result = _result(proof)
        assert result["suppressions"] == [
            {"kind": "inSource", "status": "accepted", "justification": "it serves the public"}
        ]
        assert result["level"] == "note"


def test_hops_in_files_are_a_flow() -> None:
    (flow,) = _result(Proof(answers=(Answered(path=path(Verdict.PUBLIC)),)))["codeFlows"]
    (thread,) = flow["threadFlows"]
    assert [one["location"]["message"]["text"] for one in thread["locations"]] == ["calls from Subnet"]


def test_a_fingerprint_survives_moving_and_rewording() -> None:
    first = _result(Proof(answers=(Answered(path=path(Verdict.PUBLIC)),)))
    moved = path(Verdict.PUBLIC)
    moved = type(moved)(
        source=moved.source, service=moved.service, verdict=moved.verdict, origin=origin(line=99), unknowns=("x",)
    )
    second = _result(Proof(answers=(Answered(path=moved),)))
    other = _result(Proof(answers=(Answered(path=path(Verdict.PUBLIC, "ssm")),)))
    assert first["partialFingerprints"] == second["partialFingerprints"]
    assert first["partialFingerprints"] != other["partialFingerprints"]


def test_every_rule_is_described_once_and_named_by_its_place() -> None:
    run = _run(EVERYTHING)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert all(rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in rules)


def test_questions_that_cannot_be_asked_make_the_run_a_failure() -> None:
    (invocation,) = _run(EVERYTHING)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 2
    assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == ["question 7: no Nobody"]


def test_a_rule_is_told_as_its_metadata_say() -> None:
    rule = RULES[0]
    run = _run(Proof(findings=(Noted(finding=finding(rule.severity, rule.id)),)))
    (told,) = run["tool"]["driver"]["rules"]
    assert told["shortDescription"]["text"] == rule.title
    assert told["fullDescription"]["text"] == rule.rationale
    assert told["helpUri"] == rule.source_url


def test_github_tells_two_faults_of_one_rule_on_one_thing_apart() -> None:
    """Code scanning reads `primaryLocationLineHash` alone."""
    one, other = finding(), replace(finding(), message="another")
    found = _run(Proof(answers=(), findings=(Noted(finding=one), Noted(finding=other))))["results"]
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in found]
    assert prints[0].partition(":")[0] == prints[1].partition(":")[0]
    assert [one.partition(":")[2] for one in prints] == ["1", "2"]


@pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
def test_every_path_has_a_place(proof: Proof) -> None:
    """Code scanning refuses the whole file where a result has none, such as a question that names nothing."""
    paths = [one for one in _run(proof)["results"] if one["ruleId"].startswith("path-")]
    for result in paths:
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], result
