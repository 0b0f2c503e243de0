"""When a promise is kept, when it is broken, and when nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.policy.evaluation import Policies, Request, Unspecified
from private_endpoints.policy.promise import Promise, broken

USER = "arn:aws:iam::111122223333:user/bob"
ALLOW = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def deny(condition: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": condition}


def promise(*statements: dict[str, Any], allowed: bool, **fields: Any) -> Promise:
    chosen = fields.pop("chosen", ())
    context = {key: Unspecified(key) for key in chosen}
    return Promise(
        law="bob reads",
        request=Request.of(USER, "s3:GetObject", "arn:aws:s3:::data/key", context=context),
        policies=Policies.compile(identity=[{"Statement": list(statements)}]),
        allowed=allowed,
        chosen=frozenset(chosen),
        **fields,
    )


def verdict(one: Promise) -> str:
    found = list(broken([one]))
    if not found:
        return "kept"
    return "broken" if found[0].certainly else "unknown"


CHOICE = {"StringNotEquals": {"s3:x-amz-acl": "private"}}
PARAMETER = {"StringNotEquals": {"aws:username": {"Ref": "Name"}}}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (promise(ALLOW, allowed=True), "kept"),
        (promise(ALLOW, allowed=False), "broken"),
        (promise(deny({}), allowed=False), "kept"),
        (promise(ALLOW, deny({}), allowed=True), "broken"),
        # What the caller chooses: one choice will do to be allowed, every choice has to be denied.
        (promise(ALLOW, deny(CHOICE), allowed=True, chosen=["s3:x-amz-acl"]), "kept"),
        (promise(ALLOW, deny(CHOICE), allowed=False, chosen=["s3:x-amz-acl"]), "unknown"),
        # What is decided at deployment is nobody's choice.
        (promise(ALLOW, deny(PARAMETER), allowed=True), "unknown"),
        (promise(ALLOW, deny(PARAMETER), allowed=False), "unknown"),
        # Where not all grants are known, only an explicit Deny breaks it.
        (promise(deny({"Null": {"aws:username": "true"}}), allowed=True, grants_known=False), "kept"),
        (promise(deny({"Null": {"aws:username": "false"}}), allowed=True, grants_known=False), "broken"),
        (promise(deny({"Null": {"aws:username": "true"}}), allowed=True), "broken"),
    ],
)
def test_verdicts(one: Promise, expected: str) -> None:
    assert verdict(one) == expected


def test_a_broken_promise_names_the_law_the_request_and_the_statement() -> None:
    (one,) = broken([promise(ALLOW, {**deny({}), "Sid": "Hard"}, allowed=True)])
    assert str(one) == (
        f"bob reads does not hold: s3:GetObject by {USER} is denied, statement Hard of the identity policy decides"
    )
    (one,) = broken([promise(ALLOW, deny(PARAMETER), allowed=True)])
    assert str(one).endswith("may be denied, that depends on Name")
    (one,) = broken([promise(deny({"Null": {"aws:username": "true"}}), allowed=True)])
    assert str(one).endswith("is denied, no statement allows it")
