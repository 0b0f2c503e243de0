"""The same answers as ministack's own evaluator, where both claim to know: one account, no organization, no endpoint.

AWS's documentation decides where they differ; what ministack reads otherwise is left out here, each with its reason.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ministack.core import iam_evaluator as ministack  # type: ignore[import-untyped]

from private_endpoints.policy.evaluation import Outcome, Policies, Request, evaluate

_ACCOUNT = "111122223333"
_USER = f"arn:aws:iam::{_ACCOUNT}:user/bob"
_OUTCOMES = {
    "Allow": Outcome.ALLOWED,
    "Deny": Outcome.EXPLICITLY_DENIED,
    "ImplicitDeny": Outcome.IMPLICITLY_DENIED,
}
# Values by the operators that compare them. Left out: IfExists behind ForAnyValue (ministack: true on an absent key),
# values of another type than the operator's under NotIpAddress and ArnNotLike (ministack: true), ARN wildcards across
# parts (ministack: one glob over the whole ARN), BinaryEquals (ministack: not decoded), Bool of other words.
_TYPES: list[tuple[list[str], list[str], list[str]]] = [
    (
        [
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
        ],
        ["a", "A", "a*", "?", "*", "ab", "[a]"],
        ["a", "A", "ab", "x", "[a]"],
    ),
    (
        ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan"],
        ["1", "10", "2.5"],
        ["1", "10.0", "2.4"],
    ),
    (
        ["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"],
        ["2026-01-01T00:00:00Z", "2025-06-01T12:00:00Z"],
        ["2026-01-01T00:00:00+00:00", "2025-06-01T13:00:00+02:00"],
    ),
    (["Bool"], ["true", "false"], ["true", "false"]),
    (["IpAddress", "NotIpAddress"], ["10.0.0.0/8", "2001:db8::/32"], ["10.1.2.3", "192.0.2.1", "2001:db8::1"]),
    (
        ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
        ["arn:aws:sns:eu-west-1:111122223333:topic-*", "arn:aws:sns:eu-west-1:111122223333:other"],
        ["arn:aws:sns:eu-west-1:111122223333:topic-1", "arn:aws:sns:eu-west-1:444455556666:other"],
    ),
    (["Null"], ["true", "false"], ["x"]),
]


def _conditions() -> st.SearchStrategy[tuple[dict[str, Any], dict[str, Any]]]:
    """A condition and a context for it."""

    def build(kind: tuple[list[str], list[str], list[str]]) -> st.SearchStrategy[tuple[dict[str, Any], dict[str, Any]]]:
        names, expected, actual = kind
        qualifiers = ["", "IfExists"] if names != ["Null"] else [""]
        single = st.builds(lambda name, suffix: name + suffix, st.sampled_from(names), st.sampled_from(qualifiers))
        several = st.builds(
            lambda prefix, name: prefix + name,
            st.sampled_from(["ForAllValues:", "ForAnyValue:"]),
            st.sampled_from(names),
        )
        values = st.lists(st.sampled_from(expected), min_size=1, max_size=1 if names == ["Null"] else 2)
        one = st.tuples(single, st.one_of(st.none(), st.sampled_from(actual)))
        many = st.tuples(several, st.one_of(st.none(), st.lists(st.sampled_from(actual), min_size=1, max_size=3)))
        return st.tuples(one if names == ["Null"] else st.one_of(one, many), values).map(
            lambda drawn: ({drawn[0][0]: {"k:key": drawn[1]}}, {} if drawn[0][1] is None else {"k:key": drawn[0][1]})
        )

    return st.sampled_from(_TYPES).flatmap(build)


_statement = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Allow", "Deny"]),
        "Action": st.sampled_from(["*", "s3:*", "S3:get*", "s3:PutObject", "s3:Get?bject"]),
        "Resource": st.sampled_from(["*", "arn:aws:s3:::data/*", "arn:aws:s3:::d?ta/[a]", "arn:aws:s3:::other"]),
    }
)
_policies = st.lists(st.tuples(_statement, st.booleans()), min_size=1, max_size=4)


@settings(max_examples=500, deadline=None)
@given(_conditions(), _policies, st.sampled_from(["arn:aws:s3:::data/[a]", "arn:aws:s3:::data/x/y"]), st.booleans())
def test_identity_policies_and_boundaries_decide_the_same(
    conditioned: tuple[dict[str, Any], dict[str, Any]],
    drawn: list[tuple[dict[str, Any], bool]],
    resource: str,
    bounded: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    condition, context = conditioned
    statements = [{**one, "Condition": condition} if with_condition else one for one, with_condition in drawn]
    document = {"Version": "2012-10-17", "Statement": statements}
    boundary = {"Version": "2012-10-17", "Statement": statements[:1]} if bounded else None
    ours = evaluate(
        Request.of(_USER, "s3:GetObject", resource, resource_account=_ACCOUNT, context=context),
        Policies.compile(identity=[document], permissions_boundary=boundary),
    )
    theirs = ministack.evaluate(
        ministack.EvalContext(
            principal_arn=_USER,
            principal_type="User",
            principal_account=_ACCOUNT,
            action="s3:GetObject",
            resource_arn=resource,
            region="eu-west-1",
            source_ip="",
            service_context=context,
        ),
        [ministack.parse_policy_document(document)],
        *([[ministack.parse_policy_document(boundary)]] if boundary else []),
    )
    assert ours.outcome is _OUTCOMES[theirs.decision]
