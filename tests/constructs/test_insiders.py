"""Whose principals the access constructs let through: the account's, or an organization's."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import (
    EndpointPolicy,
    InvalidInputError,
    PrivateDynamoDbAccess,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
)
from support.templates import endpoints, paths, statements, template_of
from support.vpcs import ACCOUNT, CASES, Case, dummy, owned

_ORGANIZATION = "o-a1b2c3d4e5"
_MEMBERS = {"StringEquals": {"aws:PrincipalOrgID": _ORGANIZATION}}
_OWN = {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}

Build = Callable[..., Construct]


def _s3(case: Case, id: str, **props: Any) -> Construct:
    return PrivateS3Access(case.stack, id, vpc=case.vpc, **props)


def _dynamodb(case: Case, id: str, **props: Any) -> Construct:
    return PrivateDynamoDbAccess(case.stack, id, vpc=case.vpc, **props)


def _services(case: Case, id: str, **props: Any) -> Construct:
    return PrivateServiceAccess(case.stack, id, vpc=case.vpc, services=["s3", "ssm"], **props)


_each_construct = pytest.mark.parametrize("build", [_s3, _dynamodb, _services])
_each_case = pytest.mark.parametrize("make", CASES.values(), ids=CASES)


@_each_construct
@_each_case
def test_the_default_is_the_perimeter_of_the_organization_where_one_is_given(
    build: Build, make: Callable[[], Case]
) -> None:
    case = make()
    build(case, "Access", organization_id=_ORGANIZATION)
    for endpoint in endpoints(case.home).values():
        found = statements(endpoint)
        assert "OrganizationPrincipalsToOrganizationResourcesoa1b2c3d4e5" in found
        assert not any("aws:PrincipalAccount" in str(statement) for statement in found.values())


@_each_case
def test_members_of_the_organization_reach_what_was_named(make: Callable[[], Case]) -> None:
    case = make()
    bucket = s3.Bucket.from_bucket_name(case.stack, "Bucket", "data-of-mine")
    table = dynamodb.Table.from_table_name(case.stack, "Table", "table-of-mine")
    _s3(case, "S3", buckets=[bucket], owned_buckets=["emr-8"], organization_id=_ORGANIZATION)
    _dynamodb(case, "DynamoDb", tables=[table], organization_id=_ORGANIZATION)
    for key in ("s3 Gateway", "dynamodb Gateway"):
        for statement in statements(endpoints(case.home)[key]).values():
            assert statement.get("Condition") in (_MEMBERS, None)


def test_list_all_my_buckets_is_for_whom_the_access_is() -> None:
    for organization_id, condition in ((None, _OWN), (_ORGANIZATION, _MEMBERS)):
        case = owned()
        access = PrivateS3Access(case.stack, "S3", vpc=case.vpc, organization_id=organization_id)
        access.allow_list_all_my_buckets()
        assert statements(endpoints(case.stack)["s3 Gateway"])["ListAllMyBuckets"]["Condition"] == condition


def test_an_organization_that_is_known_only_at_deployment_leaves_no_order_behind() -> None:
    def asked_in_order(order: tuple[int, ...]) -> dict[str, Any]:
        stack = cdk.Stack(cdk.App(), "App")
        vpc = PrivateVpc(stack, "Vpc", flow_logs={})
        given = [cdk.CfnParameter(stack, f"Organization{index}").value_as_string for index in range(2)]
        asks = [
            lambda: PrivateServiceAccess(stack, "One", vpc=vpc, services=["ssm"], organization_id=given[0]),
            lambda: PrivateServiceAccess(stack, "Two", vpc=vpc, services=["ssm"], organization_id=given[1]),
            lambda: PrivateServiceAccess(stack, "Three", vpc=vpc, services=["ssm"], organization_id=_ORGANIZATION),
            lambda: PrivateServiceAccess(stack, "Four", vpc=vpc, services=["ssm"]),
        ]
        for index in order:
            asks[index]()
        found = endpoints(stack)["ssm Interface"]["PolicyDocument"]["Statement"]
        sids = [statement["Sid"] for statement in found]
        assert len(sids) == len(set(sids))
        assert all(sid.isalnum() and "Token" not in sid for sid in sids)
        return template_of(stack)

    first, *others = [asked_in_order(order) for order in list(permutations(range(4)))[::7]]
    assert all(other == first for other in others)


def test_a_default_for_an_organization_risks_no_deployment() -> None:
    case = owned()
    # The service takes no policy.
    PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["eks"], organization_id=_ORGANIZATION)
    assert "PolicyDocument" not in endpoints(case.stack)["eks Interface"]


@_each_construct
@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"organization_id": "o-UPPER"}, ["not-an-organization"]),
        ({"organization_id": ""}, ["not-an-organization"]),
        ({"organization_id": 3}, ["not-an-organization"]),
        (
            {"organization_id": _ORGANIZATION, "policy": EndpointPolicy.full_access()},
            ["policy-and-organization"],
        ),
        (
            {"organization_id": "ou-1234", "policy": EndpointPolicy.account()},
            ["policy-and-organization", "not-an-organization"],
        ),
    ],
    ids=["upper case", "empty", "a number", "beside a policy", "both"],
)
def test_what_is_no_organization_or_says_nothing_is_one_error_and_nothing_is_made(
    build: Build, given: dict[str, Any], codes: list[str]
) -> None:
    case = owned()
    before = paths(case.app)
    with pytest.raises(InvalidInputError) as caught:
        build(case, "Bad", **given)
    assert [problem.code for problem in caught.value.problems] == codes
    assert "App/Bad" in str(caught.value)
    assert paths(case.app) == before


@_each_construct
def test_the_first_pass_of_a_lookup_is_not_stopped(build: Build) -> None:
    case = dummy()
    build(case, "Access", organization_id=_ORGANIZATION)
    assert endpoints(case.stack)
