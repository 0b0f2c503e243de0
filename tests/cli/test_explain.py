"""`private-endpoints explain`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from private_endpoints.cli import main
from support.small_app import small_app


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.json").write_text(json.dumps(small_app(), indent=1), encoding="utf-8")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["explain", "app.json", "--region", "eu-west-1", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "internal-error" not in result.stderr
    return result


def test_every_hop_has_its_place() -> None:
    result = run("--from", "Worker", "--to", "ssm")
    assert result.exit_code == 0
    assert result.stdout.startswith("PRIVATE  App/Worker/Resource to ssm\n")
    assert "   1. App/Worker/Resource: calls from Subnet\n      app.json:" in result.stdout
    assert result.stderr == ""


def test_what_is_wrong_and_what_to_change() -> None:
    result = run("--from", "App/Worker", "--to", "kms")
    assert result.exit_code == 0
    assert result.stdout.startswith("BLOCKED  ")
    assert "What is wrong" in result.stdout
    assert "[no-endpoint]" in result.stdout
    assert "to change: add a VPC endpoint" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "verdict"),
    [
        (("--from", "Worker", "--to", "Ssm"), "PRIVATE"),
        (("--from", "Worker", "--to", "ssm", "--port", "8443"), "BLOCKED"),
        (("--from", "Worker", "--to", "ssm", "--action", "ssm:GetParameter", "--resource", "*"), "PRIVATE"),
        (("--from", "Subnet", "--to", "ssm", "--group", "Group"), "PRIVATE"),
        (("--from", "Worker", "--to", "Bucket"), "BLOCKED"),
        (("--from", "Worker", "--to", "com.amazonaws.eu-west-1.ssm"), "PRIVATE"),
    ],
)
def test_what_is_called_is_said_in_many_ways(arguments: tuple[str, ...], verdict: str) -> None:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["verdict"] == verdict


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--from", "Wroker", "--to", "ssm"), "did you mean 'App/Worker'"),
        (("--from", "Worker", "--to", "smm"), "did you mean 'ssm'"),
        (("--from", "Worker"), "--to"),
        (("--from", "Worker", "--to", "ssm", "--port", "0"), "--port"),
    ],
)
def test_bad_input_is_one_clear_error_and_exit_2(arguments: tuple[str, ...], text: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert text in result.stderr


def test_a_group_that_refuses_is_named_with_its_place() -> None:
    template = small_app()
    template["Resources"]["Group"]["Properties"]["SecurityGroupIngress"] = []
    text = json.dumps(template, indent=1)
    Path("app.json").write_text(text, encoding="utf-8")
    line = 1 + text.splitlines().index('  "Group": {')
    result = run("--from", "Worker", "--to", "ssm")
    assert "no ingress rule of Group lets App/Worker/Resource in on port 443" in result.stdout
    assert f"443\n     app.json:{line}\n" in result.stdout


def test_an_action_of_another_service_is_no_question() -> None:
    result = run("--from", "Worker", "--to", "ssm", "--action", "sqs:SendMessage")
    assert result.exit_code == 2
    assert "[bad-action] action 'sqs:SendMessage' is none of ssm; give one of ssm, or call sqs" in result.stderr
