from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import FrozenInstanceError
from importlib import resources
from typing import Any

import pytest

from private_endpoints.catalog import perimeter_forms, service

_FIELDS = ["service", "sid", "actions", "tested", "why", "confidence", "source"]


def _lines() -> list[str]:
    data = resources.files("private_endpoints.catalog").joinpath("data", "perimeter_forms.jsonl")
    return data.read_text("utf-8").splitlines()


_ROWS: list[dict[str, Any]] = [json.loads(line) for line in _lines()]
_each_row = pytest.mark.parametrize("row", _ROWS, ids=lambda row: f"{row['service']} {row['sid']}")


def test_rows_are_sorted_and_each_statement_has_one() -> None:
    names = [(row["service"], row["sid"]) for row in _ROWS]
    assert names == sorted(set(names))


@_each_row
def test_every_row_has_the_same_fields_in_the_same_order(row: dict[str, Any]) -> None:
    assert list(row) == _FIELDS
    assert list(row["source"]) == ["title", "url", "as_of"]


@_each_row
def test_every_row_is_a_statement_of_a_service_that_takes_policies(row: dict[str, Any]) -> None:
    assert service(row["service"]).policy_supported
    assert row["sid"].isalnum()
    assert row["tested"] in {"caller", "resource"}
    assert row["actions"] == sorted(set(row["actions"]))
    assert all(re.fullmatch(r"\*|[a-z0-9-]+:[A-Z][A-Za-z0-9]*", action) for action in row["actions"])


@_each_row
def test_every_row_says_why_and_from_where(row: dict[str, Any]) -> None:
    assert row["confidence"] in {"documented", "memory"}
    assert row["confidence"] == "documented" or "rom memory" in row["why"]
    assert row["why"]
    assert not row["why"].endswith(".")
    assert re.fullmatch(r"https://[^\s]+", row["source"]["url"])
    assert dt.date.fromisoformat(row["source"]["as_of"]) >= dt.date(2026, 1, 1)


@_each_row
def test_every_row_is_found_under_its_service(row: dict[str, Any]) -> None:
    (found,) = [form for form in perimeter_forms(row["service"]) if form.sid == row["sid"]]
    assert list(found.actions) == row["actions"]
    assert found.source == f"{row['source']['title']}, {row['source']['url']}"
    assert perimeter_forms(f"{row['service']}-fips") == perimeter_forms(row["service"])
    with pytest.raises(FrozenInstanceError):
        found.why = ""  # type: ignore[misc]


@pytest.mark.parametrize("name", ["s3", "ssm", "no-such-service"])
def test_a_service_that_takes_every_policy_has_no_row(name: str) -> None:
    assert perimeter_forms(name) == ()
