"""What can be said as an endpoint policy, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from private_endpoints.catalog import service
from private_endpoints.errors import InvalidInputError
from private_endpoints.policy import EndpointPolicy, Place

STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}
_PLACE = Place(account="111122223333", partition="aws", region="us-east-1")


def test_workloads_are_a_set() -> None:
    once = EndpointPolicy.account(workloads=["eks", "patch-manager"])
    again = EndpointPolicy.account(workloads=["patch-manager", "eks", "eks"])
    assert once == again
    assert hash(once) == hash(again)
    assert once != EndpointPolicy.account()
    assert EndpointPolicy.account(workloads=[]) != EndpointPolicy.account()


def test_a_default_says_the_same_as_what_it_stands_for() -> None:
    for default, asked in (
        (EndpointPolicy.default(), EndpointPolicy.account()),
        (EndpointPolicy.default(workloads=["eks"]), EndpointPolicy.account(workloads=["eks"])),
        (EndpointPolicy.default(organization_id="o-a1b2c3d4e5"), EndpointPolicy.organization("o-a1b2c3d4e5")),
    ):
        assert default != asked
        assert default.statements(service("ssm"), _PLACE) == asked.statements(service("ssm"), _PLACE)


def test_resources_are_for_the_account_or_for_the_organization() -> None:
    def condition(organization_id: str | None) -> object:
        rule = EndpointPolicy.resources(
            "Jobs", actions=["sqs:SendMessage"], resources=["*"], organization_id=organization_id
        )
        (statement,) = rule.statements(service("sqs"), _PLACE)
        return statement["Condition"]

    assert condition(None) == {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}
    assert condition("o-a1b2c3d4e5") == {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: EndpointPolicy.account(workloads="eks"), "not-a-list"),
        (lambda: EndpointPolicy.organization("o-a1b2c3d4e5", workloads="eks"), "not-a-list"),
        (lambda: EndpointPolicy.organization("r-1234"), "not-an-organization"),
        (lambda: EndpointPolicy.default(organization_id=""), "not-an-organization"),
        (lambda: EndpointPolicy.owned_buckets("ecr-layers", organization_id="x"), "not-an-organization"),
        (
            lambda: EndpointPolicy.resources("A", actions=["a:B"], resources=["*"], organization_id="x"),
            "not-an-organization",
        ),
        (lambda: EndpointPolicy.resources("A", actions=["s3"], resources=["*"]), "not-an-action"),
        (lambda: EndpointPolicy.resources("A", actions=["s3:*"], resources=["data"]), "not-an-arn"),
        (lambda: EndpointPolicy.resources("A", actions=["s3:*"], resources=cast("Any", [3])), "not-an-arn"),
        (lambda: EndpointPolicy.resources("A", actions=cast("Any", None), resources=["*"]), "names-nothing"),
        (lambda: EndpointPolicy.resources(cast("Any", None), actions=["s3:*"], resources=["*"]), "bad-sid"),
        (lambda: EndpointPolicy.owned_buckets(cast("Any", ["ecr-layers"])), "wrong-type"),
        (lambda: EndpointPolicy.of(cast("Any", None)), "wrong-type"),
        (lambda: EndpointPolicy.of(cast("Any", [STATEMENT])), "wrong-type"),
        (
            lambda: EndpointPolicy.of({**STATEMENT, "Principal": "arn:aws:iam::111122223333:root"}),
            "malformed-statement",
        ),
        (lambda: EndpointPolicy.of({**STATEMENT, "Condition": {"StringEqual": {"a": "b"}}}), "unknown-operator"),
        (lambda: EndpointPolicy.union(cast("Any", "full")), "wrong-type"),
    ],
)
def test_bad_input_is_one_error_that_says_where(call: Callable[[], EndpointPolicy], code: str) -> None:
    with pytest.raises(InvalidInputError, match="EndpointPolicy") as caught:
        call()
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_workload_that_does_not_exist_is_named_with_one_that_does() -> None:
    with pytest.raises(LookupError, match="did you mean 'patch-manager'"):
        EndpointPolicy.account(workloads=["patch-manger"])
