"""`private-endpoints catalog`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from private_endpoints.catalog import EndpointKind, services
from private_endpoints.cli import main


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["catalog", *arguments], env=env)


def test_without_a_name_it_is_a_table_of_all_rows() -> None:
    result = run()
    assert result.exit_code == 0
    heading, *lines = result.stdout.splitlines()
    assert heading.startswith("NAME")
    assert [line.split()[0] for line in lines] == [row.name for row in services()]
    assert result.stderr == ""


@pytest.mark.parametrize("env", [{"COLUMNS": "40"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"TERM": "dumb"}])
def test_the_table_is_whole_and_plain_when_it_is_not_on_a_terminal(env: dict[str, str]) -> None:
    output = run(env=env).stdout
    assert "com.amazonaws.{region}.license-manager-linux-subscriptions-fips" in output
    assert "*.s3-control.{region}.amazonaws.com" in output
    assert "…" not in output
    assert "\x1b" not in output


def test_the_table_says_what_is_assumed() -> None:
    lines = {line.split()[0]: line for line in run().stdout.splitlines()}
    assert "(assumed)" in lines["kms-fips"] or "kms-fips.{region}.amazonaws.com" in lines["kms-fips"]
    assert "acm.{region}.amazonaws.com (assumed)" in lines["acm"]
    assert "(assumed)" not in lines["ssm"]


def test_a_name_is_shown_in_full() -> None:
    result = run("ecr.api")
    assert result.exit_code == 0
    assert "com.amazonaws.{region}.ecr.api" in result.stdout
    assert "api.ecr.{region}.amazonaws.com" in result.stdout
    assert "2023-09-30" in result.stdout


def test_a_region_fills_in_the_names() -> None:
    output = run("ecr.api", "--region", "cn-north-1").stdout
    assert "cn.com.amazonaws.cn-north-1.ecr.api" in output
    assert "api.ecr.cn-north-1.amazonaws.com.cn" in output


def test_json_of_one_name_is_an_object() -> None:
    result = run("ecr.dkr", "--format", "json")
    row = json.loads(result.stdout)
    assert row["name"] == "ecr.dkr"
    assert row["service_name"] == "com.amazonaws.{region}.ecr.dkr"
    assert row["kinds"] == ["Interface"]
    assert row["private_dns_names"] == ["*.dkr.ecr.{region}.amazonaws.com"]
    assert row["private_dns_supported"] is True
    assert row["policy_supported"] is True
    assert row["ports"] == ["443"]
    assert row["cross_region"] is True
    assert row["source"]
    assert row["as_of"] == "2023-09-30"


def test_json_of_several_names_or_none_is_a_list() -> None:
    assert [row["name"] for row in json.loads(run("ssm", "kms", "--format", "json").stdout)] == ["ssm", "kms"]
    assert len(json.loads(run("--format", "json").stdout)) == len(services())


def test_kind_and_status_narrow_the_rows() -> None:
    rows = json.loads(run("--kind", "Gateway", "--format", "json").stdout)
    assert [row["name"] for row in rows] == [row.name for row in services() if EndpointKind.GATEWAY in row.kinds]
    ended = json.loads(run("--status", "ended", "--format", "json").stdout)
    assert "appmesh" in {row["name"] for row in ended}
    assert {row["status"] for row in ended} == {"ended"}


def test_a_full_name_is_a_name() -> None:
    assert json.loads(run("com.amazonaws.eu-west-1.ssm", "--format", "json").stdout)["name"] == "ssm"


@pytest.mark.parametrize(("wrong", "meant"), [("smm", "ssm"), ("ecr", "ecr.api"), ("SSM", "ssm")])
def test_a_misspelt_name_is_an_error_with_suggestions(wrong: str, meant: str) -> None:
    result = run(wrong)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "error: " in result.stderr
    assert f"did you mean '{meant}'" in result.stderr
    assert "hint: " in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--kind", "interface"),
        ("--format", "xml"),
        ("--status", "gone"),
        ("--region", "eu_west_1"),
        ("--region", ""),
        ("--nope",),
    ],
)
def test_a_bad_option_is_an_error(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_help_names_the_options() -> None:
    output = run("--help").stdout
    assert all(option in output for option in ("--format", "--region", "--kind", "--status"))
