"""The managed policies of AWS: what every row has, and what may be concluded from one."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from private_endpoints import catalog
from private_endpoints.catalog import managed_policy, may_allow
from private_endpoints.policy.evaluation import Document, Outcome, Policies, PolicyKind, Request, evaluate

_DATA = Path(catalog.__file__).parent / "data" / "managed_policies.jsonl"
_ROWS: list[dict[str, Any]] = [json.loads(line) for line in _DATA.read_text("utf-8").splitlines()]
_FIELDS = ["name", "version", "edited", "document", "source"]
_SETTLED = [row for row in _ROWS if "settled" in row]
_ROLE = "arn:aws:iam::111122223333:role/Worker"
_OBJECT = "arn:aws:s3:::data/key"


def statements(row: dict[str, Any]) -> list[dict[str, Any]]:
    found = row["document"]["Statement"]
    return found if isinstance(found, list) else [found]


def outcome(name: str, action: str, resource: str) -> Outcome:
    policy = managed_policy(name)
    assert policy is not None
    return evaluate(Request.of(_ROLE, action, resource), Policies.compile(identity=[policy.document])).outcome


def test_rows_are_sorted_and_each_policy_has_one() -> None:
    names = [row["name"] for row in _ROWS]
    assert names == sorted(set(names))


def test_every_row_has_the_same_fields_in_the_same_order() -> None:
    # Rows are found by the name with which they begin.
    assert {tuple(row) for row in _ROWS} == {tuple(_FIELDS), (*_FIELDS, "settled")}
    assert all(row["settled"] is True for row in _SETTLED)


def test_every_row_has_the_name_of_a_policy_that_a_role_can_have() -> None:
    for row in _ROWS:
        assert re.fullmatch(r"(service-role/|job-function/)?[\w+=,.@-]+", row["name"])


def test_every_row_has_a_version_with_a_date_and_a_source_that_is_no_older() -> None:
    for row in _ROWS:
        assert re.fullmatch(r"v[1-9]\d*", row["version"])
        policy = managed_policy(row["name"])
        assert policy is not None
        assert policy.source.endswith(".py")
        assert date.fromisoformat(policy.edited) <= date.fromisoformat(policy.as_of)


def test_every_document_is_one_that_the_evaluator_reads() -> None:
    for row in _ROWS:
        document = Document.parse(row["document"], PolicyKind.IDENTITY, where=row["name"])
        assert len(document.statements) == len(statements(row)) > 0


def test_what_is_found_is_what_the_row_has() -> None:
    for row in _ROWS:
        policy = managed_policy(row["name"])
        assert policy is not None
        assert (policy.name, policy.version, policy.document) == (row["name"], row["version"], row["document"])
        assert policy.settled is ("settled" in row)


@pytest.mark.parametrize(
    ("name", "action", "resource", "expected"),
    [
        ("service-role/AWSLambdaBasicExecutionRole", "logs:PutLogEvents", "*", Outcome.ALLOWED),
        ("service-role/AWSLambdaBasicExecutionRole", "s3:GetObject", _OBJECT, Outcome.IMPLICITLY_DENIED),
        ("AmazonS3ReadOnlyAccess", "s3:GetObject", _OBJECT, Outcome.ALLOWED),
        ("AmazonS3ReadOnlyAccess", "s3:PutObject", _OBJECT, Outcome.IMPLICITLY_DENIED),
        ("AWSElasticBeanstalkWebTier", "s3:GetObject", _OBJECT, Outcome.IMPLICITLY_DENIED),
        ("AWSElasticBeanstalkWebTier", "s3:GetObject", "arn:aws:s3:::elasticbeanstalk-a/b", Outcome.ALLOWED),
        ("AdministratorAccess", "s3:PutObject", _OBJECT, Outcome.ALLOWED),
        ("PowerUserAccess", "s3:PutObject", _OBJECT, Outcome.ALLOWED),
        ("PowerUserAccess", "iam:CreateUser", "*", Outcome.IMPLICITLY_DENIED),
        ("ReadOnlyAccess", "sqs:ReceiveMessage", "arn:aws:sqs:eu-west-1:111122223333:q", Outcome.ALLOWED),
        ("AWSDenyAll", "s3:GetObject", _OBJECT, Outcome.EXPLICITLY_DENIED),
    ],
)
def test_a_policy_decides_as_aws_does(name: str, action: str, resource: str, expected: Outcome) -> None:
    assert outcome(name, action, resource) is expected


@pytest.mark.parametrize("name", ["Mine", "AWSLambdaBasicExecutionRole", "aws-service-role/DAXServiceRolePolicy"])
def test_a_policy_that_no_row_has_may_allow_anything(name: str) -> None:
    assert managed_policy(name) is None
    assert may_allow(name, "s3:GetObject")


def test_of_policies_of_other_partitions_nothing_is_known() -> None:
    name = "service-role/AWSLambdaBasicExecutionRole"
    assert managed_policy(name, "aws") is not None
    assert managed_policy(name, "aws-cn") is None
    assert managed_policy(name, "aws-us-gov") is None


def test_what_a_policy_does_not_allow_it_may_allow_by_now() -> None:
    assert outcome("AmazonSQSFullAccess", "s3:GetObject", _OBJECT) is Outcome.IMPLICITLY_DENIED
    assert may_allow("AmazonSQSFullAccess", "s3:GetObject")


@pytest.mark.parametrize("row", _SETTLED, ids=lambda row: row["name"])
def test_a_settled_policy_allows_actions_by_name_and_no_other_service(row: dict[str, Any]) -> None:
    for statement in statements(row):
        assert statement["Effect"] == "Allow"
        for action in statement["Action"]:
            assert re.fullmatch(r"[a-z0-9-]+:\w+", action)
            assert may_allow(row["name"], action)
            assert may_allow(row["name"], action.swapcase())
            assert may_allow(row["name"], f"{action}OfTomorrow")
    assert not may_allow(row["name"], "s3:GetObject")
