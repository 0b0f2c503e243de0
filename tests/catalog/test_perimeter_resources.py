"""The types of resources that take a perimeter, the service roles, and the accounts of load balancers."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from aws_cdk import region_info

from private_endpoints.catalog import (
    PerimeterResource,
    load_balancer_accounts,
    perimeter_resource,
    perimeter_resources,
    service,
    service_role,
    service_roles,
)

ROWS = perimeter_resources()
each_row = pytest.mark.parametrize("row", ROWS, ids=[row.type for row in ROWS])


def covered(action: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(action.lower(), pattern.lower()) for pattern in patterns)


@each_row
def test_what_is_refused_by_default_never_locks_anybody_out(row: PerimeterResource) -> None:
    for action in (*row.administration, *row.never_denied):
        assert not covered(action, row.data_actions)


@each_row
def test_each_probe_is_an_action_that_is_refused_by_default(row: PerimeterResource) -> None:
    assert row.probes
    for action, resource in row.probes:
        assert covered(action, row.data_actions)
        assert "*" not in action
        assert resource.startswith("{arn}")


@each_row
def test_every_action_is_of_the_service(row: PerimeterResource) -> None:
    actions = (*row.data_actions, *row.administration, *row.never_denied, *(action for action, _ in row.probes))
    assert all(action.startswith(f"{row.prefix}:") for action in actions)
    assert list(row.data_actions) == sorted(set(row.data_actions))


@each_row
def test_every_service_that_leads_to_it_is_in_the_catalog(row: PerimeterResource) -> None:
    for name in row.reached_by:
        assert service(name).name == name


@each_row
def test_the_data_actions_fit_into_the_limits_of_the_service(row: PerimeterResource) -> None:
    assert len(row.data_actions) <= (row.max_actions_per_statement or len(row.data_actions))
    assert row.max_characters >= 8192


@each_row
def test_a_row_says_where_it_is_from_and_what_is_from_memory(row: PerimeterResource) -> None:
    assert row.source
    assert row.as_of == "2026-11-21"
    if row.confidence == "memory":
        assert "memory" in f"{row.note} {row.source}" or row.field_sources or row.prefix == "ecr"


def test_a_stream_has_a_row_beside_its_table() -> None:
    for row in ROWS:
        if row.type.endswith(".Stream"):
            assert perimeter_resource(row.type.removesuffix(".Stream")) is not None
    assert perimeter_resource("AWS::EC2::VPC") is None


def test_no_exempt_role_has_a_name_that_a_customer_could_give() -> None:
    for row in ROWS:
        for pattern in row.exempt_roles:
            name = pattern.partition(":role/")[2]
            # https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html: no colon in a name, and the
            # path is reserved for service-linked roles.
            assert name.startswith("aws-service-role/") or ":" in name


def test_a_service_with_principals_by_region_is_found_by_each() -> None:
    assert service_role("states.eu-west-1.amazonaws.com") is service_role("states.amazonaws.com")
    assert service_role("firehose.amazonaws.com.cn") is service_role("firehose.amazonaws.com")
    assert service_role("ec2.amazonaws.com") is None


def test_a_service_that_may_call_from_inside_says_what_shows_it() -> None:
    for row in service_roles():
        assert (row.calls_from_outside == "outside-vpc") == bool(row.placed_by)


def test_the_accounts_of_load_balancers_are_those_of_the_cdk() -> None:
    facts = {one.name: one.elbv2_account for one in region_info.RegionInfo.regions}
    assert load_balancer_accounts() == {name: account for name, account in facts.items() if account}
