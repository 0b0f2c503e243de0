"""Ids of AWS-managed prefix lists are data that two sources agree on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import private_endpoints.catalog
from private_endpoints.catalog import managed_prefix_list_id, managed_prefix_list_ids, region

ROWS = [
    json.loads(line)
    for line in (Path(private_endpoints.catalog.__file__).parent / "data" / "prefix_lists.jsonl")
    .read_text()
    .splitlines()
]


@pytest.mark.parametrize(
    ("service_name", "region_name", "expected"),
    [
        ("s3", "us-east-1", "pl-63a5400a"),
        ("s3", "us-west-2", "pl-68a54001"),
        ("s3", "eu-west-1", "pl-6da54004"),
        ("dynamodb", "us-east-1", "pl-02cd2c6b"),
        ("dynamodb", "us-west-2", "pl-00a54069"),
        ("dynamodb", "eu-west-1", "pl-6fa54006"),
    ],
)
def test_well_known_ids(service_name: str, region_name: str, expected: str) -> None:
    assert managed_prefix_list_id(service_name, region_name) == expected


@pytest.mark.parametrize(("service_name", "region_name"), [("s3", "xx-new-9"), ("ssm", "us-east-1"), ("s3", "")])
def test_what_is_not_known_is_none(service_name: str, region_name: str) -> None:
    assert managed_prefix_list_id(service_name, region_name) is None


def test_an_id_that_only_one_source_has_is_not_served() -> None:
    alone = [row for row in ROWS if row["confirmed_by"] < 2]
    assert alone
    for row in alone:
        assert managed_prefix_list_id(row["service"], row["region"]) is None


def test_rows_are_well_formed_unique_and_sorted() -> None:
    keys = [(row["service"], row["region"]) for row in ROWS]
    assert keys == sorted(set(keys))
    for row in ROWS:
        assert set(row) == {"service", "region", "id", "confirmed_by", "source"}
        assert re.fullmatch(r"pl-[0-9a-f]{8}([0-9a-f]{9})?", row["id"])
        assert region(row["region"]) is not None


def test_within_a_region_the_services_have_different_lists() -> None:
    s3, dynamodb = managed_prefix_list_ids("s3"), managed_prefix_list_ids("dynamodb")
    assert len(s3) >= 17
    assert len(dynamodb) >= 15
    assert not {name for name in s3 if s3[name] == dynamodb.get(name)}
