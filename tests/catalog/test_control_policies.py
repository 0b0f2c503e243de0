"""The rows about policies of an organization."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from private_endpoints import catalog
from private_endpoints.catalog import service
from private_endpoints.catalog._data import Source

DATA = Path(catalog.__file__).parent / "data"
FILES = (
    "calls_without_network_keys.jsonl",
    "control_policy_quotas.jsonl",
    "landing_zone_roles.jsonl",
    "organization_endpoint_services.jsonl",
    "resource_control_services.jsonl",
)


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_a_dated_source(name: str) -> None:
    for row in rows(name):
        given = row["source"]
        assert isinstance(given, dict)
        source = Source(**given)
        assert source.url.startswith("https://")
        date.fromisoformat(source.as_of)


@pytest.mark.parametrize("name", FILES)
def test_rows_are_sorted_and_unique(name: str) -> None:
    keys = [str(next(iter(row.values()))) for row in rows(name)]
    assert keys == sorted(set(keys))


def test_every_service_of_the_network_perimeter_carries_the_organization_through_all_its_endpoints() -> None:
    # A negated Deny on a missing key would refuse one's own traffic.
    given = rows("organization_endpoint_services.jsonl")
    assert catalog.organization_endpoint_prefixes() == tuple(row["prefix"] for row in given)
    for row in given:
        endpoints = row["endpoints"]
        assert isinstance(endpoints, list)
        for name in endpoints:
            assert "aws:VpceOrgID" in (service(name).perimeter_keys or ())


def test_services_whose_callers_carry_no_principal_are_no_default() -> None:
    by_default = {row.prefix for row in catalog.resource_control_services().values() if row.by_default}
    assert by_default == {"aoss", "dynamodb", "ecr", "kms", "logs", "s3", "secretsmanager", "sqs", "sts"}
    assert "sns" not in catalog.resource_control_services()


def test_federated_sign_in_is_never_refused() -> None:
    actions = catalog.resource_control_services()["sts"].actions
    assert not {"sts:*", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession"} & set(actions)


def test_the_quotas_are_those_of_may_2026() -> None:
    scp = catalog.control_policy_quota("SERVICE_CONTROL_POLICY")
    rcp = catalog.control_policy_quota("RESOURCE_CONTROL_POLICY")
    assert (scp.max_characters, scp.max_attached) == (10_240, 10)
    assert (rcp.max_characters, rcp.max_attached) == (5_120, 5)
