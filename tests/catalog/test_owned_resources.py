from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import FrozenInstanceError
from importlib import resources
from typing import Any

import pytest

from private_endpoints.catalog import OwnedResource, owned_resources, region, service, workload

_FIELDS = [
    "service",
    "sid",
    "actions",
    "resources",
    "condition",
    "signed_by",
    "needed_for",
    "only_declared",
    "why",
    "confidence",
    "source",
]
_ACTION = re.compile(r"[a-z0-9-]+:[A-Z][A-Za-z]*\*?")
_ARN = re.compile(
    r"arn:\{partition\}:(?P<service>[a-z0-9-]+)"
    r":(?P<region>\{region\}|\*|[a-z]+(-[a-z]+)+-\d|)"
    r":(?P<account>\d{12}|aws|\*|)"
    r":(?P<resource>[a-z-]+[/:].*|\*/POST/[A-Za-z]+|airflow-celery-\*)"
)
_POLICY_LIMIT = 20_480
_NEWER_THAN_THE_CATALOG = {"me-west-1"}


def _lines() -> list[str]:
    data = resources.files("private_endpoints.catalog").joinpath("data", "owned_resources.jsonl")
    return data.read_text("utf-8").splitlines()


_ROWS: list[dict[str, Any]] = [json.loads(line) for line in _lines()]
_each_row = pytest.mark.parametrize("row", _ROWS, ids=lambda row: f"{row['service']}-{row['sid']}")


def test_rows_are_sorted_and_each_is_there_once() -> None:
    keys = [(row["service"], row["sid"]) for row in _ROWS]
    assert keys == sorted(set(keys))


@_each_row
def test_every_row_has_the_same_fields_in_the_same_order(row: dict[str, Any]) -> None:
    assert list(row) == _FIELDS
    assert list(row["source"]) == ["title", "url", "as_of"]


@_each_row
def test_every_row_is_of_a_service_of_the_catalog(row: dict[str, Any]) -> None:
    assert service(row["service"]).name == row["service"]


@_each_row
def test_a_sid_is_alphanumeric(row: dict[str, Any]) -> None:
    assert re.fullmatch(r"[A-Za-z0-9]+", row["sid"])


@_each_row
def test_actions_are_well_formed_sorted_and_never_all_of_a_service(row: dict[str, Any]) -> None:
    assert row["actions"] == sorted(set(row["actions"])) != []
    assert all(_ACTION.fullmatch(action) for action in row["actions"])


@_each_row
def test_resources_are_arns_that_name_an_owner_or_have_none(row: dict[str, Any]) -> None:
    assert row["resources"] == sorted(set(row["resources"])) != []
    for arn in row["resources"]:
        assert _ARN.fullmatch(arn), arn


@_each_row
def test_actions_and_resources_are_of_one_service(row: dict[str, Any]) -> None:
    of_actions = {action.partition(":")[0] for action in row["actions"]}
    of_resources = {arn.split(":")[2] for arn in row["resources"]}
    assert of_actions == of_resources
    assert len(of_actions) == 1


@_each_row
def test_a_region_named_literally_is_a_region_of_the_catalog(row: dict[str, Any]) -> None:
    for arn in row["resources"]:
        code = arn.split(":")[3]
        if code not in {"{region}", "*", ""}:
            assert region(code) is not None or code in _NEWER_THAN_THE_CATALOG, code


@_each_row
def test_who_signs_and_how_sure_we_are_is_one_of_the_known_words(row: dict[str, Any]) -> None:
    assert row["signed_by"] in {"account", "aws", "anyone"}
    assert row["confidence"] in {"documented", "memory"}


@_each_row
def test_what_is_from_memory_says_so(row: dict[str, Any]) -> None:
    assert (row["confidence"] == "memory") == ("rom memory" in row["why"])


@_each_row
def test_a_condition_is_of_text_keys_and_values(row: dict[str, Any]) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+:[A-Za-z]+", key) and value for key, value in row["condition"].items())


@_each_row
def test_every_row_says_why_for_what_and_from_where(row: dict[str, Any]) -> None:
    assert row["why"]
    assert not row["why"].endswith(".")
    assert row["needed_for"] == sorted(set(row["needed_for"])) != []
    assert row["source"]["title"]
    assert re.fullmatch(r"https://[^\s]+", row["source"]["url"])
    assert dt.date.fromisoformat(row["source"]["as_of"]) >= dt.date(2026, 1, 1)


@_each_row
def test_what_it_is_needed_for_are_workloads_that_have_the_endpoint(row: dict[str, Any]) -> None:
    if row["needed_for"] == ["always"]:
        return
    for name in row["needed_for"]:
        assert row["service"] in {need.service for need in workload(name).needs}, name


def test_what_anybody_can_own_and_takes_data_must_be_declared() -> None:
    # Baselines cannot be shared, and the API of the migration agent gives credentials and takes nothing.
    known = {("ssm", "AwsPatchBaselines"), ("mgn", "AgentSessions")}
    open_to_all = {
        (row["service"], row["sid"])
        for row in _ROWS
        if any(arn.split(":")[4] == "*" for arn in row["resources"]) and not row["condition"]
    }
    assert {(row["service"], row["sid"]) for row in _ROWS if row["only_declared"]} == open_to_all - known


@_each_row
def test_every_row_is_found_under_its_service(row: dict[str, Any]) -> None:
    (found,) = [owned for owned in owned_resources(row["service"]) if owned.sid == row["sid"]]
    assert list(found.actions) == row["actions"]
    assert list(found.resources) == row["resources"]
    assert dict(found.condition) == row["condition"]
    assert found.source == f"{row['source']['title']}, {row['source']['url']}"
    assert found.as_of == row["source"]["as_of"]


@pytest.mark.parametrize("name", sorted({row["service"] for row in _ROWS}))
def test_all_rows_of_a_service_fit_into_one_endpoint_policy_with_room_to_spare(name: str) -> None:
    text = "".join(json.dumps([owned.sid, owned.actions, owned.resources]) for owned in owned_resources(name))
    assert len(text) < _POLICY_LIMIT * 2 / 3


def test_a_fips_endpoint_has_the_rows_of_its_service() -> None:
    assert owned_resources("bedrock-runtime-fips") == owned_resources("bedrock-runtime") != ()


def test_both_endpoints_of_ecr_let_the_same_registries_through() -> None:
    def of(name: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(owned.sid, owned.resources) for owned in owned_resources(name)]

    assert of("ecr.api") == of("ecr.dkr") != []


@pytest.mark.parametrize("name", ["dynamodb", "kms", "logs", "monitoring", "secretsmanager", "sts", "no-such-service"])
def test_a_service_that_needs_no_resource_of_aws_has_no_row(name: str) -> None:
    assert owned_resources(name) == ()


def _eks_images() -> OwnedResource:
    return next(owned for owned in owned_resources("ecr.api") if owned.sid == "EksImages")


def test_a_region_keeps_the_patterns_for_it_and_those_for_all() -> None:
    default = "arn:{partition}:ecr:{region}:602401143452:repository/*"
    assert _eks_images().resources_in("us-east-1") == (default,)
    assert set(_eks_images().resources_in("eu-south-1")) == {
        default,
        "arn:{partition}:ecr:eu-south-1:590381155156:repository/*",
    }


@pytest.mark.parametrize("unknown", [None, "${Token[AWS.Region.4]}"])
def test_a_region_known_only_at_deployment_keeps_every_pattern(unknown: str | None) -> None:
    assert _eks_images().resources_in(unknown) == _eks_images().resources


def test_rows_cannot_be_changed_and_can_be_hashed() -> None:
    row = _eks_images()
    assert hash(row) == hash(_eks_images())
    with pytest.raises(FrozenInstanceError):
        row.sid = "Other"  # type: ignore[misc]
