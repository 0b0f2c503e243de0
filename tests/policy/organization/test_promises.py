"""What the policies of an organization promise holds, and each part of them is there for a promise."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from private_endpoints.policy.organization import Perimeters
from support.organizations import (
    CASES,
    EVERYTHING,
    broken_promises,
    documents,
    first_broken_promise,
    perimeters,
    policies_of,
)

Documents = list[dict[str, Any]]


@pytest.mark.parametrize("name", CASES)
def test_every_promise_holds(name: str) -> None:
    policies = policies_of(CASES[name])
    assert broken_promises(CASES[name], documents(policies, "SERVICE"), documents(policies, "RESOURCE")) == []


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(chosen=perimeters())
def test_every_promise_holds_whatever_is_chosen(chosen: Perimeters) -> None:
    if list(chosen.problems()):
        return
    policies = policies_of(chosen)
    assert broken_promises(chosen, documents(policies, "SERVICE"), documents(policies, "RESOURCE")) == []


def test_each_law_that_a_perimeter_is_for_is_among_the_promises() -> None:
    policies = policies_of(EVERYTHING)
    # Without any policy all that must be denied is allowed.
    laws = {one.promise.law for one in broken_promises(EVERYTHING, [], [])}
    for law in (
        "a principal of another organization does not reach s3 of the organization",
        "a principal of no organization does not reach kms of the organization",
        "an anonymous caller does not reach s3 of the organization",
        "an AWS service does not reach sqs on behalf of a stranger",
        "a principal of the organization does not reach s3 of an account in no organization",
        "a principal of the organization does not reach secretsmanager from 203.0.113.66",
        "a principal of the organization does not reach s3 through an endpoint of another organization",
        "a principal of the organization does not give itself the tag dp:exclude:network",
    ):
        assert law in laws
    # With a policy that refuses everything all that must be allowed is denied.
    deny: dict[str, Any] = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    scp = {"Version": "2012-10-17", "Statement": [deny]}
    rcp = {"Version": "2012-10-17", "Statement": [{**deny, "Principal": "*"}]}
    laws = {one.promise.law for one in broken_promises(EVERYTHING, [scp], [rcp])}
    for law in (
        "a principal of the organization reaches s3 of the organization through an endpoint of the organization",
        "a principal of the organization reaches sts of the organization through vpc-0123456789abcdef0 in us-east-1",
        "an AWS service reaches s3 on behalf of the organization",
        "an AWS service reaches s3 with the caller's credentials",
        "exempt arn:aws:iam::111122223333:role/BreakGlass reaches dynamodb of another organization",
        "exempt arn:aws:iam::111122223333:role/stacksets-exec-0a1b reaches dynamodb from 203.0.113.66",
        "a principal with the tag dp:exclude:network reaches dynamodb from 203.0.113.66",
        "trusted account 123456789012 reaches s3",
        "administrators and CloudFormation can still do organizations:DetachPolicy from 203.0.113.66",
    ):
        assert law in laws
    assert policies


def statements_of(found: Documents) -> Iterator[dict[str, Any]]:
    for document in found:
        yield from document["Statement"]


def twins() -> Iterator[tuple[str, Documents, Documents]]:
    """The policies with one part left out: a statement, a test, or one of its values; or turned about."""
    for kind in ("SERVICE", "RESOURCE"):
        policies = policies_of(EVERYTHING)
        found, other = documents(policies, kind), documents(policies, {"SERVICE": "RESOURCE"}.get(kind, "SERVICE"))
        for number, document in enumerate(found):
            for at, statement in enumerate(document["Statement"]):
                where = f"{kind} {statement['Sid']}"
                for what, changed in changes(statement):
                    twin = copy.deepcopy(found)
                    twin[number]["Statement"][at : at + 1] = changed
                    pair = (twin, other) if kind == "SERVICE" else (other, twin)
                    yield f"{where}: {what}", *pair


def changes(statement: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield "left out", []
    for operator, tests in statement.get("Condition", {}).items():
        for key in tests:
            kept = {one: value for one, value in tests.items() if one != key}
            condition = {**statement["Condition"], operator: kept}
            # An empty operator is no condition.
            if not kept:
                condition.pop(operator)
            yield f"without {operator} {key}", [{**statement, "Condition": condition}]
    for element in ("NotAction", "NotResource"):
        if element in statement:
            rest = {key: value for key, value in statement.items() if key != element}
            yield f"without {element}", [{**rest, element.removeprefix("Not"): "*"}]


# Parts whose absence no request of the promises can show.
SPARED = (
    # Which services carry aws:VpceAccount is not in the promises, but in test_statements.
    "aws:VpceAccount",
    # Only AWS services carry aws:SourceAccount, so the test on them is for readers, as in AWS's own sample.
    "ServicesOnOurBehalf: without Bool aws:PrincipalIsAWSService",
)


@pytest.mark.parametrize("twin", list(twins()), ids=lambda twin: str(twin[0]))
def test_a_policy_that_lacks_one_part_breaks_a_promise(twin: tuple[str, Documents, Documents]) -> None:
    name, service_control, resource_control = twin
    found = first_broken_promise(EVERYTHING, service_control, resource_control)
    if any(part in name for part in SPARED):
        assert found is None
    else:
        assert found is not None
        assert found.certainly
