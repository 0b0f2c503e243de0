"""The catalog against what AWS's API said in September 2023, where that evidence is at hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from private_endpoints.catalog import service

EVIDENCE = Path(__file__).parents[3] / "shared" / "data" / "endpoint_services.csv"

# Rows that deliberately say something else than the evidence. A source with a later date is in the row.
OTHER_DNS_NAMES = {
    "ec2": "a dual-stack name since",
    "monitoring": "dual-stack and FIPS names since",
    "s3": "the plain name, which AWS answers for and does not list",
}
OTHER_POLICY_SUPPORT = {"codedeploy-commands-secure": "differs between regions"}


@pytest.fixture(scope="module")
def evidence() -> list[dict[str, str]]:
    if not EVIDENCE.is_file():
        pytest.skip(f"the evidence of 2023 is not at {EVIDENCE.name} beside this repository")
    with EVIDENCE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_service_of_2023_has_a_row(evidence: list[dict[str, str]]) -> None:
    assert all(service(seen["service_name"]).service_name == seen["service_name"] for seen in evidence)


def test_every_dns_name_of_2023_is_there_and_new_ones_have_a_reason(evidence: list[dict[str, str]]) -> None:
    different = set()
    for seen in evidence:
        row = service(seen["service_name"])
        names, seen_names = set(row.private_dns_names_in("{region}")), set(seen["private_dns_names"].split())
        assert seen_names <= names, row.name
        if names != seen_names:
            different.add(row.name)
    assert different == set(OTHER_DNS_NAMES)


def test_policy_support_is_that_of_2023_but_for_reasons(evidence: list[dict[str, str]]) -> None:
    words = {True: "True", False: "False", None: ""}
    rows = {seen["service_name"]: service(seen["service_name"]) for seen in evidence}
    different = {
        row.name
        for seen in evidence
        if words[(row := rows[seen["service_name"]]).policy_supported] != seen["policy_supported"]
        and "policy_supported" not in row.field_sources
    }
    assert different == set(OTHER_POLICY_SUPPORT)


def test_ip_address_types_only_grow(evidence: list[dict[str, str]]) -> None:
    for seen in evidence:
        assert set(seen["ip_types"].split("+")) <= set(service(seen["service_name"]).ip_address_types)
