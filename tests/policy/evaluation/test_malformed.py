"""Malformed policies: one clear error that says what and where; hostile ones: an answer in time."""

from __future__ import annotations

import time
from typing import Any

import pytest

from private_endpoints.errors import InvalidInputError
from private_endpoints.policy.evaluation import Document, Policies, PolicyKind, Principal, Request, evaluate
from private_endpoints.values import Reference, join

_GOOD = {"Sid": "One", "Effect": "Allow", "Action": "*", "Resource": "*"}


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ("{", ["policy-not-json"]),
        ([], ["policy-not-object"]),
        (None, ["policy-not-object"]),
        ({}, ["no-statement"]),
        ({"Statement": "x"}, ["no-statement"]),
        ({"Statement": [], "Statment": []}, ["unknown-element"]),
        ({"Version": "2012-10-18", "Statement": []}, ["unknown-version"]),
        ({"Statement": ["x"]}, ["statement-not-object"]),
        ({"Statement": [_GOOD, {}]}, ["no-effect", "no-element", "no-element"]),
        ({"Statement": {**_GOOD, "Effect": "allow"}}, ["no-effect"]),
        ({"Statement": {**_GOOD, "Actions": "*"}}, ["unknown-element"]),
        ({"Statement": {**_GOOD, "NotAction": "*"}}, ["both-elements"]),
        ({"Statement": {**_GOOD, "Resource": 5}}, ["not-a-string"]),
        ({"Statement": {**_GOOD, "Resource": [["x"]]}}, ["not-a-string"]),
        ({"Statement": {**_GOOD, "Sid": 5}}, ["sid-not-string"]),
        ({"Statement": {**_GOOD, "Principal": "*"}}, ["principal-not-allowed"]),
        ({"Statement": {**_GOOD, "Condition": "x"}}, ["not-a-condition"]),
        ({"Statement": {**_GOOD, "Condition": {"StringEquals": "x"}}}, ["not-a-condition"]),
        ({"Statement": {**_GOOD, "Condition": {"StringEqual": {"a": "b"}}}}, ["unknown-operator"]),
        ({"Statement": {**_GOOD, "Condition": {"NullIfExists": {"a": "b"}}}}, ["unknown-operator"]),
        ({"Statement": {**_GOOD, "Condition": {"ForSome:StringEquals": {"a": "b"}}}}, ["unknown-operator"]),
        ({"Statement": {**_GOOD, "Condition": {"StringEquals": {"a": {"b": "c", "d": "e"}}}}}, ["not-a-string"]),
    ],
)
def test_an_identity_policy_that_is_none(given: Any, codes: list[str]) -> None:
    with pytest.raises(InvalidInputError) as error:
        Document.parse(given, PolicyKind.IDENTITY, where="identity policy[0]")
    assert [problem.code for problem in error.value.problems] == codes
    assert str(error.value).startswith("identity policy[0]: ")


def test_a_version_that_a_parameter_gives_is_said_to_be_unknown_until_then() -> None:
    with pytest.raises(InvalidInputError, match="Version is known at deployment only") as error:
        Document.parse({"Version": join([Reference("Version")]), "Statement": []}, PolicyKind.IDENTITY, where="policy")
    assert [problem.code for problem in error.value.problems] == ["unknown-version"]


@pytest.mark.parametrize(
    ("principal", "code"),
    [
        ("someone", "not-a-principal"),
        ({"Aws": "*"}, "not-a-principal"),
        ({"AWS": 5}, "not-a-string"),
        (5, "not-a-principal"),
    ],
)
def test_a_principal_that_is_none(principal: Any, code: str) -> None:
    with pytest.raises(InvalidInputError, match=code):
        Document.parse({"Statement": {**_GOOD, "Principal": principal}}, PolicyKind.RESOURCE)


@pytest.mark.parametrize("kind", [PolicyKind.RESOURCE, PolicyKind.ENDPOINT])
def test_a_policy_on_a_resource_says_whom_it_is_about(kind: PolicyKind) -> None:
    with pytest.raises(InvalidInputError, match="neither Principal nor NotPrincipal"):
        Document.parse({"Statement": _GOOD}, kind)


def test_the_error_names_the_statement_by_place_and_sid() -> None:
    with pytest.raises(InvalidInputError, match=r"statement 1 \(Sid 'Two'\) has Effect None"):
        Document.parse({"Statement": [_GOOD, {"Sid": "Two", "Action": "*", "Resource": "*"}]}, PolicyKind.IDENTITY)


@pytest.mark.parametrize(
    "given", ["bob", "arn:aws:s3:::bucket", "arn:aws:iam::1:user/bob", "arn:aws:iam::111122223333:group/x"]
)
def test_a_requester_that_is_none(given: str) -> None:
    with pytest.raises(ValueError, match=r"no (principal|user)"):
        Principal.parse(given)


def test_a_context_value_that_is_none() -> None:
    with pytest.raises(TypeError, match="aws:key"):
        Request.of("anonymous", "s3:GetObject", "*", context={"aws:Key": object()})  # type: ignore[dict-item]


def test_hostile_patterns_take_no_longer_than_others() -> None:
    stars = "*a" * 200 + "b"
    statement = {
        "Effect": "Allow",
        "Action": ["s3:" + stars],
        "Resource": ["arn:aws:s3:::" + stars, "arn:" + stars + ":x"],
        "Condition": {"StringLike": {"k:x": [stars, "?" * 500 + "*" * 500]}, "ArnLike": {"k:x": "arn:" + stars}},
    }
    start = time.monotonic()
    long = "a" * 5000
    answer = evaluate(
        Request.of("111122223333", "s3:" + long, "arn:aws:s3:::" + long, context={"k:x": long}),
        Policies.compile(identity=[{"Statement": statement}], service_control=[[{"Statement": statement}]]),
    )
    assert answer.is_denied
    assert time.monotonic() - start < 5
