from __future__ import annotations

import datetime as dt
import json
import re
from importlib import resources
from typing import Any

import pytest

from private_endpoints.catalog import length_of, regions

_FIELDS = ["what", "pattern", "least", "greatest", "why", "confidence", "source"]


def _lines() -> list[str]:
    data = resources.files("private_endpoints.catalog").joinpath("data", "lengths.jsonl")
    return data.read_text("utf-8").splitlines()


_ROWS: list[dict[str, Any]] = [json.loads(line) for line in _lines()]
_each_row = pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["what"])


def test_rows_are_sorted_and_each_reference_has_one() -> None:
    names = [row["what"] for row in _ROWS]
    assert names == sorted(set(names))


@_each_row
def test_every_row_has_the_same_fields_in_the_same_order(row: dict[str, Any]) -> None:
    assert list(row) == _FIELDS
    assert list(row["source"]) == ["title", "url", "as_of"]


@_each_row
def test_every_row_has_bounds_and_a_name_to_bound(row: dict[str, Any]) -> None:
    assert 0 <= row["least"] <= row["greatest"]
    assert row["pattern"].count("{name}") == 1
    assert set(re.findall(r"{(\w+)}", row["pattern"])) <= {"name", "partition", "region", "account"}


@_each_row
def test_every_row_says_why_and_from_where(row: dict[str, Any]) -> None:
    assert row["confidence"] in {"documented", "memory"}
    assert (row["confidence"] == "memory") is ("rom memory" in row["why"])
    assert row["why"]
    assert not row["why"].endswith(".")
    assert re.fullmatch(r"https://[^\s]+", row["source"]["url"])
    assert dt.date.fromisoformat(row["source"]["as_of"]) >= dt.date(2026, 1, 1)


@_each_row
def test_a_pattern_is_as_long_as_its_parts(row: dict[str, Any]) -> None:
    found = length_of(row["what"])
    assert found is not None
    for bound, size in (("least", found.least), ("greatest", found.greatest)):
        parts = {"partition": "AWS::Partition", "region": "AWS::Region", "account": "AWS::AccountId"}
        known = {row["what"]: row for row in _ROWS}
        values = {key: "x" * known[name][bound] for key, name in parts.items()} | {"name": "x" * row[bound]}
        assert len(row["pattern"].format(**values)) == size


def test_every_region_and_partition_of_the_catalog_is_within_its_bounds() -> None:
    for row in regions():
        for what, text in (("Region", row.name), ("Partition", row.partition), ("URLSuffix", row.dns_suffix)):
            length = length_of(f"AWS::{what}")
            assert length is not None
            assert length.least <= len(text) <= length.greatest


def test_what_the_catalog_does_not_know_has_no_bounds() -> None:
    assert length_of("AWS::Nothing::AtAll.Arn") is None
