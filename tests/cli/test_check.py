"""`private-endpoints check`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from private_endpoints.cli import main
from private_endpoints.report import FORMATS
from support.small_app import small_app

_SSM = ("--require", "Worker=ssm")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def write(name: str, value: Any) -> str:
    """Write JSON to a file."""
    Path(name).write_text(value if isinstance(value, str) else json.dumps(value, indent=1), encoding="utf-8")
    return name


def app(change: Callable[[dict[str, Any]], None] | None = None) -> str:
    """Write the small app, changed."""
    template = small_app()
    if change is not None:
        change(template)
    return write("app.json", template)


def run(*arguments: str, region: str = "eu-west-1") -> Result:
    result = CliRunner().invoke(main, ["check", *arguments, "--region", region])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "internal-error" not in result.stderr
    assert "Traceback" not in result.output
    return result


def report(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--format", "json").stdout)
    return found


def test_exit_0_when_all_required_paths_are_private() -> None:
    result = run(app(), *_SSM)
    assert result.exit_code == 0
    assert "PRIVATE  ssm" in result.stdout
    assert result.stderr == ""


def test_exit_1_when_one_is_not_and_it_says_what_to_change() -> None:
    result = run(app(), "--require", "Worker=ssm,kms")
    assert result.exit_code == 1
    assert "PRIVATE  ssm" in result.stdout
    assert "BLOCKED  kms" in result.stdout
    assert "to change: add a VPC endpoint" in result.stdout
    assert result.stderr == ""


def test_exactly_the_questions_are_answered_in_their_order() -> None:
    questions = [
        {"source": "Worker", "service": "ssm"},
        {"protect": "Bucket", "action": "s3:GetObject", "caller": {"source_ip": "203.0.113.7"}},
        {"source": "Worker", "service": "kms"},
        {"source": "Worker", "service": "ssm"},
    ]
    found = report(app(), "--requirements", write("q.json", questions))
    assert [one["question"] for one in found["paths"]] == questions
    assert [one["verdict"] for one in found["paths"]] == ["PRIVATE", "PRIVATE", "BLOCKED", "PRIVATE"]
    assert found["paths"][1]["source"]["logical_id"] == "Bucket"
    assert found["paths"][1]["service"] == "s3"


def test_require_is_repeatable_and_comes_before_the_file() -> None:
    file = write("q.json", [{"source": "Worker", "service": "sqs"}])
    found = report(app(), "--require", "Worker=ssm,kms", "--require", "App/Worker=s3", "--requirements", file)
    assert [one["service"] for one in found["paths"]] == ["ssm", "kms", "s3", "sqs"]


def test_no_questions_are_questions_too() -> None:
    found = report(app(), "--requirements", write("q.json", []))
    assert found["paths"] == []


def test_a_question_that_cannot_be_asked_leaves_the_others_answered() -> None:
    questions = [{"source": "Wroker", "service": "ssm"}, {"source": "Worker", "service": "ssm"}, 7]
    result = run(app(), "--requirements", write("q.json", questions), "--format", "json")
    assert result.exit_code == 2
    paths = json.loads(result.stdout)["paths"]
    assert [one["verdict"] for one in paths] == ["UNKNOWN", "PRIVATE", "UNKNOWN"]
    assert "did you mean 'App/Worker'" in paths[0]["unknowns"][0]
    assert result.stderr.count("error: q.json, question ") == 2
    assert "did you mean 'App/Worker'" in result.stderr


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("services", "code"), [("ssm", 0), ("kms", 1), ("nothing-like-it", 2)])
def test_the_exit_code_is_the_same_in_every_format(format: str, services: str, code: int) -> None:
    result = run(app(), "--require", f"Worker={services}", "--format", format)
    assert result.exit_code == code
    assert result.stdout


def test_a_path_says_where_its_source_is() -> None:
    (path,) = report(app(), *_SSM)["paths"]
    assert path["source"] == {"template": "app.json", "logical_id": "Worker", "construct_path": "App/Worker/Resource"}
    lines = Path("app.json").read_text("utf-8").splitlines()
    assert '"Worker"' in lines[path["hops"][0]["origin"]["line"] - 1]


def test_yaml_and_folders_are_read_too() -> None:
    Path("templates").mkdir()
    write(
        "templates/net.yaml",
        """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
""",
    )
    result = run("templates", "--require", "Subnet=ssm", "--format", "json")
    (path,) = json.loads(result.stdout)["paths"]
    assert (path["verdict"], path["source"]["template"]) == ("BLOCKED", "templates/net.yaml")


def test_without_questions_it_asks_what_the_workloads_need() -> None:
    result = run(app(), "--format", "json")
    assert result.exit_code == 1
    paths = json.loads(result.stdout)["paths"]
    assert {one["service"]: one["verdict"] for one in paths} == {"kms": "BLOCKED", "s3": "BLOCKED", "ssm": "PRIVATE"}
    assert all("question" not in one and "Role allows" in one["reason"] for one in paths)


def test_workloads_in_no_vpc_are_counted_and_not_asked_for() -> None:
    def leaves(template: dict[str, Any]) -> None:
        del template["Resources"]["Worker"]["Properties"]["VpcConfig"]

    result = run(app(leaves), "--format", "json")
    assert json.loads(result.stdout)["paths"] == []
    assert [one["logical_id"] for one in json.loads(result.stdout)["outside"]] == ["Worker"]
    assert "1 workload is in no VPC" in result.stderr
    assert "no workload in a VPC is found to need a service" in result.stderr


def _names_an_endpoint_of_another_service(template: dict[str, Any]) -> None:
    (statement,) = template["Resources"]["BucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    statement["Condition"]["StringNotEquals"] = {"aws:SourceVpce": {"Ref": "Ssm"}}


def test_a_finding_of_severity_error_fails_though_all_paths_are_private() -> None:
    result = run(app(_names_an_endpoint_of_another_service), *_SSM, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [one["verdict"] for one in found["paths"]] == ["PRIVATE"]
    (finding,) = [one for one in found["findings"] if one["severity"] == "error"]
    assert finding["rule"] == "wrong-endpoint-in-policy"
    assert finding["origin"]["logical_id"] == "Bucket"
    lines = Path("app.json").read_text("utf-8").splitlines()
    assert '"Bucket"' in lines[finding["origin"]["line"] - 1]
    entry = {"id": "wrong-endpoint-in-policy", "reason": "an audit bucket", "logical_id": "Bucket"}
    assert (
        run(app(_names_an_endpoint_of_another_service), *_SSM, "--acknowledge", write("a.json", [entry])).exit_code == 0
    )


def test_stale_acknowledgements_are_told() -> None:
    entry = {"id": "wrong-endpoint-in-policy", "reason": "once", "logical_id": "Bucket"}
    result = run(app(), "--acknowledge", write("a.json", [entry]))
    assert "acknowledgement of wrong-endpoint-in-policy on Bucket" in result.stderr
    # Where only some paths are asked for, the others may be what it is about.
    assert "acknowledgement" not in run(app(), *_SSM, "--acknowledge", "a.json").stderr


# Parameters


def _conditional(template: dict[str, Any]) -> None:
    template["Resources"]["Ssm"]["Condition"] = "IsProd"


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [
        ((), "UNKNOWN"),
        (("--parameters", "Stage=prod"), "PRIVATE"),
        (("--parameters", "Stage=dev"), "BLOCKED"),
        (("--parameters", "app:Stage=prod"), "PRIVATE"),
        (("--parameters", "Stage=dev", "--parameters", "Stage=prod"), "PRIVATE"),
    ],
)
def test_parameters_decide_conditions(arguments: tuple[str, ...], verdict: str) -> None:
    (path,) = report(app(_conditional), *_SSM, *arguments)["paths"]
    assert path["verdict"] == verdict


@pytest.mark.parametrize(
    "content",
    [
        {"Stage": "prod"},
        [{"ParameterKey": "Stage", "ParameterValue": "prod"}],
        {"Parameters": {"Stage": "prod"}},
    ],
)
def test_parameters_may_be_in_a_file(content: Any) -> None:
    file = write("p.json", content)
    assert report(app(_conditional), *_SSM, "--parameters", file)["paths"][0]["verdict"] == "PRIVATE"


# What does not count


def _public_by_design(template: dict[str, Any]) -> None:
    worker = template["Resources"]["Worker"]
    worker["Metadata"]["private-endpoints"] = {"acknowledge": [{"id": "path-blocked", "reason": "not needed here"}]}


def test_a_workload_may_acknowledge_its_paths_with_a_reason() -> None:
    result = run(app(_public_by_design), "--require", "Worker=kms", "--format", "json")
    assert result.exit_code == 0
    (path,) = json.loads(result.stdout)["paths"]
    assert path["verdict"] == "BLOCKED"
    assert path["accepted"] == {"by": "template", "reason": "not needed here"}


def test_an_acknowledgement_of_another_verdict_or_workload_changes_nothing() -> None:
    for entry in (
        {"id": "path-public", "reason": "x"},
        {"id": "path-blocked", "reason": "x", "logical_id": "Other"},
        {"id": "path-blocked", "reason": "x", "service": "s3"},
    ):
        assert run(app(), "--require", "Worker=kms", "--acknowledge", write("a.json", [entry])).exit_code == 1


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "path-blocked", "reason": "x"},
        {"id": "path-blocked", "reason": "x", "logical_id": "Worker"},
        {"id": "path-blocked", "reason": "x", "construct_path": "App/Worker"},
        {"id": "path-blocked", "reason": "x", "service": "kms"},
    ],
)
def test_a_file_may_acknowledge_too(entry: dict[str, str]) -> None:
    assert run(app(), "--require", "Worker=kms", "--acknowledge", write("a.json", [entry])).exit_code == 0


def test_an_acknowledgement_needs_a_reason() -> None:
    result = run(app(), *_SSM, "--acknowledge", write("a.json", [{"id": "path-blocked", "reason": " "}]))
    assert result.exit_code == 2
    assert "reason" in result.stderr


def test_what_was_there_before_does_not_count_until_it_changes() -> None:
    required = ("--require", "Worker=ssm,kms", "--baseline", "known.json")
    written = run(app(), *required, "--write-baseline")
    assert written.exit_code == 0
    assert "1 paths" in written.stdout
    assert run(app(), *required).exit_code == 0
    (path,) = [one for one in report(app(), *required)["paths"] if one["service"] == "kms"]
    assert path["accepted"]["by"] == "baseline"

    def breaks(template: dict[str, Any]) -> None:
        template["Resources"]["Ssm"]["Properties"]["PrivateDnsEnabled"] = False

    assert run(app(breaks), *required).exit_code == 1


def test_a_question_that_is_asked_twice_is_known_twice() -> None:
    run(app(), "--require", "Worker=kms", "--baseline", "known.json", "--write-baseline")
    assert run(app(), "--require", "Worker=kms,kms", "--baseline", "known.json").exit_code == 0


def test_a_baseline_is_written_again_with_what_is_still_there() -> None:
    required = ("--require", "Worker=ssm,kms", "--baseline", "known.json")
    run(app(), *required, "--write-baseline")
    first = Path("known.json").read_text("utf-8")
    run(app(), *required, "--write-baseline")
    assert Path("known.json").read_text("utf-8") == first


# Bad input


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((), "Missing argument"),
        (("nowhere",), "no-such-file"),
        (("app.json", "--require", "Worker"), "is no WORKER=SERVICE"),
        (("app.json", "--require", "=s3"), "is no WORKER=SERVICE"),
        (("app.json", "--require", "Worker="), "is no WORKER=SERVICE"),
        (("app.json", "--requirements", "nowhere.json"), "nowhere.json: [bad-file]"),
        (("app.json", "--requirements", ""), "[bad-file]"),
        (("app.json", "--requirements", "bad.json"), "bad.json: [bad-file]"),
        (("app.json", "--requirements", "object.json"), "object.json: [bad-requirements]"),
        (("app.json", "--requirements", "deep.json"), "deep.json: [bad-file]"),
        (("app.json", "--parameters", "Stage"), "Stage: [bad-file]"),
        (("app.json", "--parameters", "keys.json"), "keys.json: [bad-parameters]"),
        (("app.json", "--parameters", "list.json"), "list.json: [bad-parameters]"),
        (("app.json", "--parameters", "Stgae=prod"), "did you mean 'Stage'"),
        (("app.json", "--acknowledge", "object.json"), "object.json: [bad-acknowledgement]"),
        (("app.json", "--baseline", "object.json"), "object.json: [bad-baseline]"),
        (("app.json", "--baseline", "nowhere.json"), "nowhere.json: [bad-file]"),
        (("app.json", "--write-baseline"), "--baseline"),
        (("app.json", "--format", "xml"), "Invalid value for '--format'"),
        (("app.json", "--account", "12345"), "[bad-account]"),
        (("bad.json",), "bad.json"),
        (("object.json",), "object.json"),
        (("empty",), "empty"),
    ],
)
def test_bad_input_is_one_clear_error_and_exit_2(arguments: tuple[str, ...], text: str) -> None:
    app()
    write("bad.json", "{")
    write("object.json", {"a": {"b": 1}})
    write("list.json", [1])
    write("keys.json", [{"ParameterKey": ["Stage"], "ParameterValue": "prod"}])
    write("deep.json", "[" * 200_000)
    Path("empty").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2
    assert text in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("code", ["us_east_1", "useast1", "US-EAST-1", ""])
def test_what_is_no_code_of_a_region_is_refused(code: str) -> None:
    result = run(app(), *_SSM, region=code)
    assert result.exit_code == 2
    assert "[bad-region]" in result.stderr
    assert result.stdout == ""


def test_a_region_that_nobody_knows_may_be_new_or_misspelt() -> None:
    result = run(app(), *_SSM, region="us-esat-1")
    assert "the catalog has no region us-esat-1" in result.stderr
    assert "us-east-1" in result.stderr


@pytest.mark.parametrize("env", [{"NO_COLOR": "1", "FORCE_COLOR": "1"}, {}, {"TERM": "dumb"}])
def test_no_colour_where_there_is_no_terminal_or_nobody_wants_it(env: dict[str, str]) -> None:
    result = CliRunner().invoke(main, ["check", app(), *_SSM], env=env)
    assert "\x1b" not in result.output


def test_colour_changes_no_text() -> None:
    arguments = ["check", app(), "--require", "Worker=ssm,kms"]
    plain = CliRunner().invoke(main, arguments).stdout
    coloured = CliRunner().invoke(main, arguments, env={"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "20"}).stdout
    assert "\x1b[" in coloured
    import re  # noqa: PLC0415

    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


@pytest.mark.parametrize("output", sorted(FORMATS))
def test_consoles_that_cannot_write_every_name_get_a_report(output: str) -> None:
    reason = [{"id": "path-blocked", "reason": "gepr\u00fcft \u691c\u8a3c"}]
    arguments = [app(), "--require", "Worker=ssm,kms", "--acknowledge", write("a.json", reason), "--format", output]
    program = [sys.executable, "-m", "private_endpoints.cli", "check", *arguments, "--region", "eu-west-1"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(program, capture_output=True, check=False, env=environment)  # noqa: S603 - ours
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("cp1252" if output == "text" else "utf-8")


def test_help_names_the_options_and_the_exit_codes() -> None:
    output = CliRunner().invoke(main, ["check", "--help"]).stdout
    for option in ("--require", "--requirements", "--parameters", "--format", "--baseline", "--acknowledge"):
        assert option in output
    assert "Exit code" in output


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (RecursionError(), "[too-deep]"),
        (MemoryError(), "[too-large]"),
        (KeyError("x"), "[internal-error] KeyError: 'x' ("),
    ],
)
def test_a_fault_of_this_program_is_exit_2_and_no_traceback(
    fault: Exception, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("private_endpoints.proof.prover.Prover.findings", fails)
    result = CliRunner().invoke(main, ["check", app(), *_SSM])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert text in result.stderr
    assert "Traceback" not in result.stderr
