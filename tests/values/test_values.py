"""Values known in part: equal, unequal or unknown, and soundly so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.values import (
    Choice,
    Join,
    Opaque,
    Parameter,
    Reference,
    Unknown,
    Value,
    all_of,
    any_of,
    compile_glob,
    equal,
    from_template,
    is_intrinsic,
    join,
    matches,
    negate,
    references,
    wildcard_pattern,
)

_A, _B = Reference("A"), Reference("B")
_MADE_UP = Reference("Bucket", unique_in="Bucket")


def _unknown(*names: str) -> Unknown:
    return Unknown(frozenset(names))


def test_the_same_reference_is_equal_and_another_may_be() -> None:
    assert equal(join([_A]), join([_A])) is True
    assert equal(join([_A]), join([_B])) == _unknown("A", "B")
    assert equal(join(["x-", _A]), join(["x-", _A])) is True
    assert equal(join(["x-", _A]), "y-1") is False
    assert equal(join(["x-", _A]), "x-1") == _unknown("A")
    assert equal(join([_A, "-x"]), "1-y") is False
    assert equal(join([_A]), "") == _unknown("A")


def test_references_of_one_kind_are_told_apart() -> None:
    one, other = Reference("A", unique_in="Bucket"), Reference("B", unique_in="Bucket")
    assert equal(join([one]), join([other])) is False
    assert equal(join(["x", one]), join(["x", other])) is False
    assert equal(join([one]), join([Reference("B", unique_in="Role")])) == _unknown("A", "B")


@pytest.mark.parametrize(
    ("pattern", "text", "truth"),
    [
        ([_MADE_UP], [_MADE_UP, "/key"], False),
        ([_MADE_UP, "/*"], [_MADE_UP], False),
        ([_MADE_UP, "/*"], [_MADE_UP, "/key"], True),
        ([_MADE_UP, "/key?"], [_MADE_UP, "/key"], False),
        ([_MADE_UP], [_MADE_UP, "/", _A], False),
        ([_MADE_UP, _A], [_MADE_UP, "/key"], None),
        ([_A], [_A, "/key"], None),
    ],
)
def test_a_name_that_aws_makes_up_is_as_long_as_itself(pattern: list[Any], text: list[Any], truth: object) -> None:
    found = matches(wildcard_pattern(join(pattern)), join(text))
    assert isinstance(found, Unknown) if truth is None else found is truth


def test_a_parameter_is_a_reference() -> None:
    assert equal(join([Parameter("A")]), "x") == _unknown("A")


def test_join_is_canonical() -> None:
    assert join(["a", "", "b"]) == "ab"
    assert join([]) == ""
    assert join([join(["a", _A]), "b", "c"]) == Join(("a", _A, "bc"))
    assert references(join([_A, "x", _B])) == {"A", "B"}


@pytest.mark.parametrize(
    ("pattern", "text", "truth"),
    [
        ("*", join([_A]), True),
        ("arn:aws:s3:::*", join(["arn:aws:s3:::", _A]), True),
        ("arn:aws:s3:::*", join(["arn:aws:sqs:::", _A]), False),
        ("?", join([_A]), _unknown("A")),
        (join([_A, "/*"]), join([_A, "/key"]), True),
        (join([_A, "/*"]), join([_B, "/key"]), _unknown("A", "B")),
        (join(["x", _A, "*"]), "yz", False),
        (join([_A]), "anything", _unknown("A")),
    ],
)
def test_wildcards_and_references(pattern: Value, text: Value, truth: Any) -> None:
    assert matches(wildcard_pattern(pattern), text) == truth


def test_logic_is_kleenes() -> None:
    u, v = _unknown("u"), _unknown("v")
    assert all_of([True, u, False]) is False
    assert all_of([u, True, v]) == _unknown("u", "v")
    assert all_of([]) is True
    assert any_of([False, u, True]) is True
    assert any_of([u, False]) == u
    assert any_of([]) is False
    assert (negate(True), negate(u)) == (False, u)  # noqa: FBT003 - a truth
    with pytest.raises(TypeError, match="is True"):
        bool(u)


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("plain", "plain"),
        ({"Ref": "A"}, join([_A])),
        ({"Ref": "AWS::NoValue"}, None),
        ({"Fn::GetAtt": ["A", "Arn"]}, join([Reference("A.Arn")])),
        ({"Fn::GetAtt": "A.Arn"}, join([Reference("A.Arn")])),
        ({"Fn::Join": ["-", ["x", {"Ref": "A"}, "y"]]}, join(["x-", _A, "-y"])),
        ({"Fn::Join": ["", ["x", "y"]]}, "xy"),
        ({"Fn::Sub": "x-${A}-${!aws:username}"}, join(["x-", _A, "-${aws:username}"])),
        ({"Fn::Sub": ["${x}${A}", {"x": {"Ref": "B"}}]}, join([_B, _A])),
        ("x-${Token[TOKEN.12]}", join(["x-", Reference("${Token[TOKEN.12]}")])),
        ({"Fn::Select": [0, {"Ref": "L"}]}, join([Reference('{"Fn::Select": [0, {"Ref": "L"}]}')])),
        ({"Fn::Join": [5, 6]}, join([Reference('{"Fn::Join": [5, 6]}')])),
        ({"Fn::Sub": 5}, join([Reference('{"Fn::Sub": 5}')])),
        ({"Fn::GetAtt": [1]}, join([Reference('{"Fn::GetAtt": [1]}')])),
        ({"a": "b"}, None),
        (5, None),
    ],
)
def test_intrinsics(template: Any, value: Value | None) -> None:
    assert from_template(template) == value


def test_bindings_make_strings() -> None:
    bindings = {"AWS::Partition": "aws", "Bucket.Arn": "arn:aws:s3:::b"}
    assert from_template({"Fn::Sub": "${Bucket.Arn}/${AWS::Partition}"}, bindings) == "arn:aws:s3:::b/aws"
    assert from_template({"Fn::GetAtt": ["Bucket", "Arn"]}, bindings) == "arn:aws:s3:::b"


def test_what_an_intrinsic_is() -> None:
    assert is_intrinsic({"Fn::If": []})
    assert not is_intrinsic({"Ref": "A", "Fn::If": []})
    assert not is_intrinsic({1: 2})


_texts = st.text(alphabet="ab:?*[\n", max_size=12)


@settings(max_examples=800, deadline=None)
@given(_texts, _texts)
def test_globs_match_as_the_regular_expression_does(pattern: str, text: str) -> None:
    expression = "".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in pattern)
    expected = re.fullmatch(expression, text, re.DOTALL) is not None
    assert compile_glob(wildcard_pattern(pattern))(text) is expected


_parts = st.lists(st.one_of(st.sampled_from(["a", "b", "*", "?", "ab", ":"]), st.sampled_from([_A, _B])), max_size=5)


def _fill(value: Value, filling: dict[str, str]) -> str:
    parts = (value,) if isinstance(value, str) else value.parts
    return "".join(part if isinstance(part, str) else filling[part.name] for part in parts)


@settings(max_examples=800, deadline=None)
@given(_parts, _parts, st.lists(st.sampled_from(["", "a", "ab", "b:", "*", "?"]), min_size=2, max_size=2))
def test_matching_is_sound(one: list[Any], other: list[Any], fillings: list[str]) -> None:
    pattern, text = join(one), join(other)
    filling = {"A": fillings[0], "B": fillings[1]}
    truth = matches(wildcard_pattern(pattern), text)
    completed = matches(wildcard_pattern(_fill(pattern, filling)), _fill(text, filling))
    assert isinstance(completed, bool)
    assert isinstance(truth, Unknown) or truth is completed
    equality = equal(pattern, text)
    assert isinstance(equality, Unknown) or equality is (_fill(pattern, filling) == _fill(text, filling))


def test_an_opaque_value_is_a_reference_to_itself() -> None:
    zones = Opaque("zones", unique_in="zones of a region")
    assert from_template(zones) == zones.text == join([Reference("zones")])
    assert is_intrinsic(zones)
    assert is_intrinsic(zones.text)
    assert zones.unknown == _unknown("zones")
    assert equal(zones.element(0), zones.element(0)) is True
    assert equal(zones.element(0), zones.element(1)) is False
    assert equal(Opaque("list").element(0), Opaque("list").element(1)) == _unknown("list[0]", "list[1]")


def test_a_choice_is_no_name_of_its_own() -> None:
    choice = Opaque("either", choice=True)
    assert choice.text == join([Choice("either")])
    assert choice.element(0) == join([Choice("either[0]")])
    assert from_template(choice.text) == choice.text
