"""PrivatePathValidation: the synth fails where a path is not private, and says where in the code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from private_endpoints import InvalidInputError, PrivatePathValidation
from private_endpoints.checks import RULES
from support import proving

ASKED = {"require": {"Worker": ["s3"]}}
QUESTION = {"source": "App/Worker", "service": "s3", "port": 443}
WITH_LESS = {"require": {"Worker": ["sts"]}, "severity": "info"}
PUBLIC_BY_DESIGN = ["private-endpoints::path-public"]
APPS: dict[str, dict[str, Any]] = {
    "public": {"vpc": "public", "props": ASKED},
    "private": {"vpc": "private", "props": ASKED},
    "private by itself": {"vpc": "private"},
    "broken by itself": {"vpc": "broken"},
    "acknowledged": {"vpc": "public", "props": ASKED, "acknowledge": PUBLIC_BY_DESIGN},
    "another acknowledged": {
        "vpc": "public",
        "props": ASKED,
        "acknowledge": ["private-endpoints::path-blocked", "Other::path-public"],
    },
    "stage": {"vpc": "public", "props": ASKED, "stage": True},
    "question": {"vpc": "public", "props": {"requirements": [QUESTION]}},
    "nobody": {"vpc": "private", "props": {"require": {"Wroker": ["s3"]}}},
    "looked up": {"vpc": "looked up", "props": ASKED},
    "with less": {"vpc": "public", "props": WITH_LESS, "acknowledge": PUBLIC_BY_DESIGN},
    "without less": {
        "vpc": "public",
        "props": {**WITH_LESS, "severity": "error"},
        "acknowledge": PUBLIC_BY_DESIGN,
    },
}

Reports = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def reports() -> Reports:
    """What the plugin says of each app, with the validation of the CDK on, and `failed`: why the synth failed."""
    environment = {key: value for key, value in os.environ.items() if key != "CDK_VALIDATION"}
    command = [sys.executable, str(Path(proving.__file__)), json.dumps(APPS)]
    done = subprocess.run(  # noqa: S603 - ours
        command, env={**environment, "JSII_HOST_STACK_TRACES": "1"}, capture_output=True, text=True, check=True
    )
    found: Reports = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_path_that_is_not_private_fails_the_synth(reports: Reports) -> None:
    assert "ValidationFailed" in reports["public"]["failed"]
    (violation,) = reports["public"]["violations"]
    assert violation["ruleName"] == "path-public"
    assert violation["severity"] == "error"
    assert "is PUBLIC: App/Vpc/Resource has no endpoint for s3" in violation["description"]
    assert violation["suggestedFix"] == "add a VPC endpoint (gateway or interface)"


def test_it_shows_the_hops(reports: Reports) -> None:
    hops = reports["public"]["violations"][0]["ruleMetadata"]
    assert "App/Worker/Resource" in hops["hop 1"]
    assert "internet gateway" in hops[f"hop {len(hops)}"]


def test_it_points_at_construct_template_and_line_of_code(reports: Reports) -> None:
    ((where,),) = [one["violatingConstructs"] for one in reports["public"]["violations"]]
    assert where["constructPath"] == "App/Worker/Resource"
    assert where["cloudFormationResource"] == {"templatePath": "App.template.json", "logicalId": "Worker11F36D0F"}
    source = Path(proving.__file__).read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(source, 1) if "worker = lambda_.Function(" in text)
    assert any(f"proving.py:{line})" in trace for trace in where["stackTraces"])


def test_a_path_that_is_private_passes(reports: Reports) -> None:
    found = reports["private"]
    assert (found["failed"], found["violations"]) == ("", [])


def test_without_questions_the_needs_of_workloads_are_checked(reports: Reports) -> None:
    assert reports["private by itself"]["failed"] == ""
    found = reports["broken by itself"]
    assert "ValidationFailed" in found["failed"]
    paths = [one for one in found["violations"] if one["ruleName"].startswith("path-")]
    assert [one["ruleName"] for one in paths] == ["path-blocked"]
    assert "declared by App/S3" in paths[0]["description"]


def test_what_is_meant_so_is_acknowledged_on_the_construct(reports: Reports) -> None:
    found = reports["acknowledged"]
    assert (found["failed"], found["conclusion"], found["violations"]) == ("", "success", [])
    (suppressed,) = found["suppressedViolations"]
    assert (suppressed["reason"], suppressed["acknowledgedAt"]) == ("by design", "App/Worker")


def test_acknowledging_another_rule_is_of_no_use(reports: Reports) -> None:
    assert "ValidationFailed" in reports["another acknowledged"]["failed"]


def test_stacks_of_a_stage_are_checked_by_the_plugin_of_the_stage(reports: Reports) -> None:
    (violation,) = reports["stage"]["violations"]
    assert violation["violatingConstructs"][0]["constructPath"] == "Stage/App/Worker/Resource"


def test_questions_are_asked_as_on_the_command_line(reports: Reports) -> None:
    (violation,) = reports["question"]["violations"]
    assert "to s3 (port 443) is PUBLIC" in violation["description"]


def test_a_question_about_nothing_fails_the_synth_and_says_why(reports: Reports) -> None:
    found = reports["nobody"]
    assert "ValidationFailed" in found["failed"]
    assert "did you mean" in found["metadata"]["error"]
    assert "require= of 'Wroker'" in found["metadata"]["error"]


def test_before_the_context_is_looked_up_it_warns_and_fails_nothing(reports: Reports) -> None:
    found = reports["looked up"]
    assert found["failed"] == ""
    (violation,) = found["violations"]
    assert (violation["ruleName"], violation["severity"]) == ("context-missing", "warning")


def test_findings_below_an_error_are_reported_where_asked_for_and_fail_nothing(reports: Reports) -> None:
    found = reports["with less"]
    assert found["failed"] == ""
    assert found["violations"] != []
    assert {one["severity"] for one in found["violations"]} <= {"warning", "info"}
    assert reports["without less"]["violations"] == []


def test_rule_ids_are_unique_and_hold_every_rule() -> None:
    ids = PrivatePathValidation().rule_ids
    assert len(ids) == len(set(ids))
    assert {rule.id for rule in RULES} <= set(ids)


@pytest.mark.parametrize(
    ("props", "code"),
    [
        ({"severity": "fatal"}, "unknown-severity"),
        ({"require": {"Worker": "s3"}}, "not-a-list"),
        ({"require": {"Worker": [1]}}, "not-a-list"),
        ({"require": ["Worker"]}, "not-a-mapping"),
        ({"requirements": {"source": "Worker"}}, "not-a-list"),
        ({"requirements": ["Worker"]}, "not-a-mapping"),
    ],
)
def test_bad_arguments_are_one_error(props: Any, code: str) -> None:
    with pytest.raises(InvalidInputError, match=rf"PrivatePathValidation: \[{code}\]"):
        PrivatePathValidation(**props)


def test_all_that_is_wrong_is_in_one_error() -> None:
    with pytest.raises(InvalidInputError) as caught:
        PrivatePathValidation(require={"Worker": "s3"}, severity="fatal")
    assert [problem.code for problem in caught.value.problems] == ["unknown-severity", "not-a-list"]
