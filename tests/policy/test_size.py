"""The size of a document, compared with the documents that it can turn out to be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.catalog import EndpointKind, Length, length_of
from private_endpoints.policy.document import MAX_CHARACTERS, doubts, refusals
from private_endpoints.policy.size import references_of, size_of

_NO_VALUE = {"Ref": "AWS::NoValue"}
_KNOWN = {"Bucket.Arn": Length(20, 90), "Fill": Length(0, 5)}
_FILLINGS = {
    "AWS::AccountId": st.just("1" * 12),
    "AWS::Partition": st.sampled_from(["aws", "aws-cn", "aws-us-gov"]),
    "AWS::Region": st.sampled_from(["us-east-1", "ap-southeast-1", "us-isob-east-1"]),
    "Bucket.Arn": st.integers(20, 90).map(lambda length: "b" * length),
    "Fill": st.integers(0, 5).map(lambda length: "f" * length),
    "Parameter": st.integers(0, 300).map(lambda length: "p" * length),
}
_calls = st.sampled_from(
    [
        {"Ref": "AWS::AccountId"},
        {"Ref": "AWS::Partition"},
        {"Ref": "AWS::Region"},
        {"Fn::GetAtt": ["Bucket", "Arn"]},
        {"Fn::GetAtt": "Bucket.Arn"},
        {"Ref": "Fill"},
        {"Ref": "Parameter"},
        {"Fn::Join": ["", {"Fn::Split": ["-", {"Ref": "AWS::Region"}]}]},
    ]
)
_literals = st.sampled_from(["", "a", 'say "x"', "back\\slash", "arn:aws:s3:::*", "ü", "two\nlines"])
_strings = st.one_of(
    _literals,
    _calls,
    st.builds(
        lambda delimiter, parts: {"Fn::Join": [delimiter, parts]}, _literals, st.lists(_literals | _calls, max_size=4)
    ),
)
_leaves = st.one_of(_strings, st.booleans(), st.integers(-5, 5), st.none(), st.just(_NO_VALUE))
_choices = st.builds(lambda one, two: {"Fn::If": ["Condition", one, two]}, _leaves, _leaves)
_documents = st.recursive(
    _leaves | _choices,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["Sid", "Action", "x"]), inner),
    max_leaves=12,
)


def _resolve(value: Any, data: st.DataObject) -> Any:  # noqa: PLR0911 - one for each form
    """What CloudFormation could make of a document."""
    match value:
        case {"Fn::If": [_, one, two]}:
            return _resolve(data.draw(st.sampled_from([one, two])), data)
        case {"Fn::Join": [delimiter, {"Fn::Split": [separator, inner]}]}:
            return _resolve({"Fn::Join": ["", [inner]]}, data).replace(separator, delimiter)
        case {"Fn::Join": [delimiter, parts]}:
            return delimiter.join(str(_resolve(part, data)) for part in parts)
        case {"Ref": _} | {"Fn::GetAtt": _} if value != _NO_VALUE:
            return data.draw(_FILLINGS[value.get("Ref", "Bucket.Arn")])
        case dict() if value != _NO_VALUE:
            resolved = {key: _resolve(inner, data) for key, inner in value.items()}
            return {key: inner for key, inner in resolved.items() if inner != _NO_VALUE}
        case list():
            return [one for one in (_resolve(inner, data) for inner in value) if one != _NO_VALUE]
    return value


@settings(max_examples=300, deadline=None)
@given(document=_documents.filter(lambda one: one != _NO_VALUE), data=st.data())
def test_whatever_the_references_turn_out_to_be_the_document_is_within_its_size(
    document: Any, data: st.DataObject
) -> None:
    resolved = _resolve(document, data)
    if resolved == _NO_VALUE:
        return
    length = len(json.dumps(resolved, separators=(",", ":"), ensure_ascii=False))
    size = size_of(document, _KNOWN)
    assert size.least <= length <= size.greatest


@settings(max_examples=100, deadline=None)
@given(document=st.recursive(_literals, lambda inner: st.lists(inner) | st.dictionaries(_literals, inner)))
def test_a_document_without_references_has_one_size(document: Any) -> None:
    length = len(json.dumps(document, separators=(",", ":"), ensure_ascii=False))
    assert size_of(document) == Length(length, length)
    assert not references_of(document)


def test_a_region_without_its_dashes_is_no_longer_than_a_region() -> None:
    compact = {"Fn::Join": ["", {"Fn::Split": ["-", {"Ref": "AWS::Region"}]}]}
    region = length_of("AWS::Region")
    assert region is not None
    assert size_of(compact).greatest == region.greatest + 2
    assert size_of({"Fn::Join": ["", ["ab", compact]]}).greatest == region.greatest + 4


def test_references_are_found_by_the_names_that_bounds_are_given_for() -> None:
    document = {"a": [{"Fn::Join": ["", ["x", {"Ref": "AWS::Region"}, {"Fn::GetAtt": ["Bucket", "Arn"]}]]}]}
    assert references_of(document) == {"AWS::Region", "Bucket.Arn"}


def _policy(count: int, arn: Any) -> dict[str, Any]:
    statement = {"Sid": "S", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": [arn] * count}
    return {"Version": "2012-10-17", "Statement": [statement]}


def test_a_policy_is_refused_when_certainly_too_long_and_doubted_when_perhaps() -> None:
    reference = {"Fn::GetAtt": ["Bucket", "Arn"]}
    known = {"Bucket.Arn": Length(20, 90)}
    assert not list(doubts(_policy(10, reference), known))
    (doubt,) = doubts(_policy(400, reference), known)
    assert doubt.code == "policy-may-be-too-long"
    # Without bounds of its own a reference may be long, but need not be.
    assert list(doubts(_policy(10, reference)))
    assert not list(refusals(_policy(400, reference), EndpointKind.INTERFACE))
    # What is refused is in no doubt.
    literal = _policy(800, "arn:aws:s3:::a-literal-name/*")
    (refusal,) = refusals(literal, EndpointKind.INTERFACE)
    assert refusal.code == "policy-too-long"
    assert not list(doubts(literal))
    assert size_of(literal).least > MAX_CHARACTERS


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("AWS::S3::Bucket.Arn", "arn:aws-us-gov:s3:::" + "b" * 63),
        ("AWS::SQS::Queue.Arn", "arn:aws:sqs:us-gov-west-1:111122223333:" + "q" * 80),
        ("AWS::EC2::VPCEndpoint.Ref", "vpce-0123456789abcdef0"),
        ("AWS::IAM::Role.Arn", "arn:aws:iam::111122223333:role/path/app"),
        ("AWS::SNS::Topic.Ref", "arn:aws:sns:us-east-1:111122223333:t"),
    ],
)
def test_bounds_hold_for_names_as_aws_makes_them(what: str, value: str) -> None:
    length = length_of(what)
    assert length is not None
    assert length.least <= len(value) <= length.greatest
