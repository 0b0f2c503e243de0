from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import FrozenInstanceError
from importlib import resources
from typing import Any

import pytest

from private_endpoints.catalog import perimeter_exceptions, service

_FIELDS = ["service", "unsigned_actions", "no_resource_account_actions", "why", "confidence", "source"]
_ACTION = re.compile(r"[a-z0-9-]+:([A-Z][A-Za-z0-9]*|\*)")


def _lines() -> list[str]:
    data = resources.files("private_endpoints.catalog").joinpath("data", "perimeter_exceptions.jsonl")
    return data.read_text("utf-8").splitlines()


_ROWS: list[dict[str, Any]] = [json.loads(line) for line in _lines()]
_each_row = pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["service"])


def test_rows_are_sorted_and_each_service_has_one() -> None:
    names = [row["service"] for row in _ROWS]
    assert names == sorted(set(names))


@_each_row
def test_every_row_has_the_same_fields_in_the_same_order(row: dict[str, Any]) -> None:
    assert list(row) == _FIELDS
    assert list(row["source"]) == ["title", "url", "as_of"]


@_each_row
def test_every_row_is_of_a_service_of_the_catalog(row: dict[str, Any]) -> None:
    assert service(row["service"]).name == row["service"]


@_each_row
def test_every_row_is_an_exception_to_something(row: dict[str, Any]) -> None:
    assert row["unsigned_actions"] or row["no_resource_account_actions"]


@_each_row
@pytest.mark.parametrize("field", ["unsigned_actions", "no_resource_account_actions"])
def test_actions_are_well_formed_and_sorted_or_one_star(row: dict[str, Any], field: str) -> None:
    actions = row[field]
    assert actions == sorted(set(actions))
    assert actions == ["*"] or all(_ACTION.fullmatch(action) for action in actions)


@_each_row
def test_the_actions_of_a_row_are_of_one_service(row: dict[str, Any]) -> None:
    actions = [*row["unsigned_actions"], *row["no_resource_account_actions"]]
    assert len({action.partition(":")[0] for action in actions}) == 1


@_each_row
def test_what_is_from_memory_says_so(row: dict[str, Any]) -> None:
    assert row["confidence"] in {"documented", "memory"}
    assert row["confidence"] == "documented" or "rom memory" in row["why"]


@_each_row
def test_every_row_says_why_and_from_where(row: dict[str, Any]) -> None:
    assert row["why"]
    assert not row["why"].endswith(".")
    assert row["source"]["title"]
    assert re.fullmatch(r"https://[^\s]+", row["source"]["url"])
    assert dt.date.fromisoformat(row["source"]["as_of"]) >= dt.date(2026, 1, 1)


@_each_row
def test_every_row_is_found_under_its_service(row: dict[str, Any]) -> None:
    found = perimeter_exceptions(row["service"])
    assert found is not None
    assert list(found.unsigned_actions) == row["unsigned_actions"]
    assert list(found.no_resource_account_actions) == row["no_resource_account_actions"]
    assert found.source == f"{row['source']['title']}, {row['source']['url']}"
    assert found.as_of == row["source"]["as_of"]


def test_federated_sign_in_at_sts_is_unsigned_and_assume_role_is_not() -> None:
    found = perimeter_exceptions("sts")
    assert found is not None
    assert found.unsigned_actions == ("sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity")


def test_opening_an_account_is_no_call_that_a_perimeter_lets_through() -> None:
    found = perimeter_exceptions("signin")
    assert found is not None
    assert found.unsigned_actions == ("signin:Authenticate",)


def test_a_fips_endpoint_has_the_row_of_its_service() -> None:
    assert perimeter_exceptions("sts-fips") == perimeter_exceptions("sts") is not None


@pytest.mark.parametrize("name", ["ecr.dkr", "kms", "logs", "secretsmanager", "ssm", "no-such-service"])
def test_a_service_without_exceptions_has_no_row(name: str) -> None:
    assert perimeter_exceptions(name) is None


def test_rows_cannot_be_changed_and_can_be_hashed() -> None:
    row = perimeter_exceptions("sts")
    assert row is not None
    assert hash(row) == hash(perimeter_exceptions("sts"))
    with pytest.raises(FrozenInstanceError):
        row.why = ""  # type: ignore[misc]
