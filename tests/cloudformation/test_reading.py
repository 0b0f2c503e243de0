"""Text to document: the same in JSON and YAML, with lines, and refused by a clear error where it is no template."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.cloudformation.reading.document import parse_document, read_document
from private_endpoints.cloudformation.reading.limits import MOST_BYTES, MOST_DEPTH
from private_endpoints.errors import InvalidInputError

_VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}


def _code(text: str, file: str = "template") -> str:
    with pytest.raises(InvalidInputError) as caught:
        parse_document(text, file)
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("!Ref A", {"Ref": "A"}),
        ("!GetAtt A.B", {"Fn::GetAtt": ["A", "B"]}),
        ("!GetAtt A.Outputs.B", {"Fn::GetAtt": ["A", "Outputs.B"]}),
        ("!GetAtt [A, B]", {"Fn::GetAtt": ["A", "B"]}),
        ("!Sub '${A}-x'", {"Fn::Sub": "${A}-x"}),
        ("!Sub ['${x}', {x: !Ref A}]", {"Fn::Sub": ["${x}", {"x": {"Ref": "A"}}]}),
        ("!If [C, !Ref A, 'b']", {"Fn::If": ["C", {"Ref": "A"}, "b"]}),
        ("!Condition C", {"Condition": "C"}),
        ("!GetAZs ''", {"Fn::GetAZs": ""}),
        ("!Select [0, !GetAZs '']", {"Fn::Select": [0, {"Fn::GetAZs": ""}]}),
        ("!Join [',', [a, b]]", {"Fn::Join": [",", ["a", "b"]]}),
        ("!FindInMap [a, b, c]", {"Fn::FindInMap": ["a", "b", "c"]}),
        ("!Cidr [10.0.0.0/16, 2, 8]", {"Fn::Cidr": ["10.0.0.0/16", 2, 8]}),
        ("!ImportValue x", {"Fn::ImportValue": "x"}),
        ("!Base64 x", {"Fn::Base64": "x"}),
        ("!Split [',', x]", {"Fn::Split": [",", "x"]}),
        ("!Equals [a, b]", {"Fn::Equals": ["a", "b"]}),
        ("!Transform {Name: x}", {"Fn::Transform": {"Name": "x"}}),
        ("!ToJsonString {a: 1}", {"Fn::ToJsonString": {"a": 1}}),
        ("!Length [a]", {"Fn::Length": ["a"]}),
    ],
)
def test_a_short_form_is_its_long_form(short: str, long: Any) -> None:
    document = parse_document(f"Resources: {{}}\nMetadata:\n  x: {short}\n", "template.yaml")
    assert document.body["Metadata"]["x"] == long


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("2012-10-17", "2012-10-17"),
        ("012345678901", "012345678901"),
        ("22:22", "22:22"),
        ("yes", True),
        ("False", False),
        ("'yes'", "yes"),
        ("443", 443),
        ("-1", -1),
        ("1.5", 1.5),
        ("~", None),
        ("", None),
        ("10.0.0.0/16", "10.0.0.0/16"),
        ("!!str 443", "443"),
    ],
)
def test_a_scalar_is_what_cloudformation_takes_it_for(scalar: str, value: Any) -> None:
    document = parse_document(f"Resources: {{}}\nMetadata:\n  x: {scalar}\n", "template.yaml")
    assert document.body["Metadata"]["x"] == value
    assert type(document.body["Metadata"]["x"]) is type(value)


def test_a_key_is_a_string_whatever_it_looks_like() -> None:
    body = parse_document("Resources: {}\nMappings:\n  M:\n    123456789012: {yes: 1}\n", "t.yaml").body
    assert body["Mappings"] == {"M": {"123456789012": {"yes": 1}}}


def test_aliases_and_merges_are_written_out() -> None:
    text = "Resources: {}\nMetadata:\n  a: &a {x: 1, y: 2}\n  b: {<<: *a, y: 3}\n  c: *a\n"
    metadata = parse_document(text, "t.yaml").body["Metadata"]
    assert metadata == {"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3}, "c": {"x": 1, "y": 2}}


def test_an_anchor_may_be_given_anew() -> None:
    text = "Resources:\n  A:\n    Type: &type A::B::C\n  D:\n    Type: &type A::B::D\n  E:\n    Type: *type\n"
    document = parse_document(text, "template.yaml")
    assert document.body["Resources"]["E"]["Type"] == "A::B::D"
    assert document.lines.at(("Resources", "D")) == 4


def test_json_in_a_yaml_file_is_read_and_yaml_in_any_other() -> None:
    body = {"Resources": {"Vpc": _VPC}}
    for text, file in ((json.dumps(body), "t.yaml"), (yaml.safe_dump(body), "t.template"), (json.dumps(body), "t")):
        assert parse_document(text, file).body == body


@pytest.mark.parametrize("dump", [lambda body: json.dumps(body, indent=2), yaml.safe_dump], ids=["json", "yaml"])
def test_a_line_is_that_of_the_key(dump: Any) -> None:
    body = {"Resources": {"A": _VPC, "B": {"Type": "X", "Properties": {"L": [{"Deep": "here"}, {"x": 'a "b": c'}]}}}}
    document = parse_document(dump(body), "t")
    lines = document.text.splitlines()
    for path in (("Resources", "B"), ("Resources", "B", "Properties", "L", 0, "Deep"), ("Resources", "A", "Type")):
        assert f"{path[-1]}" in lines[document.lines.at(path) - 1]
    assert document.lines.at(("Resources", "B", "Nothing")) == document.lines.at(("Resources", "B"))
    assert document.lines.at(("Resources", "B", "Properties", "L", 7)) == document.lines.at(
        ("Resources", "B", "Properties", "L")
    )


def test_a_line_inside_a_short_form_is_found() -> None:
    text = "Resources:\n  A:\n    Type: X\n    Properties:\n      P: !If\n        - C\n        - !Ref A\n        - b\n"
    lines = parse_document(text, "t.yaml").lines
    assert lines.at(("Resources", "A", "Properties", "P", "Fn::If", 2)) == 8


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-a-template"),
        ("[]", "not-a-template"),
        ("just text", "not-a-template"),
        ("{", "not-json"),
        ('{"Resources": {}', "not-json"),
        ('{"Resources": {}, "x": NaN}', "not-json"),
        ('{"Resources": {}, "x": Infinity}', "not-json"),
        ('{"Resources": {}, "x": ' + "9" * 5000 + "}", "not-json"),
        ('{"Resources": {}, "x": "\\ud800"}', "bad-character"),
        ('{"Resources": {}, "Resources": {}}', "duplicate-key"),
        ("{}", "not-a-template"),
        ('{"Resources": []}', "not-a-template"),
        ('{"Resources": {"A": 1}}', "bad-template"),
        ('{"Resources": {"A": {}}}', "bad-template"),
        ('{"Resources": {"A": {"Type": 1}}}', "bad-template"),
        ('{"Resources": {"A": {"Type": "X", "Properties": []}}}', "bad-template"),
        ('{"Resources": {"A": {"Type": "X", "Condition": {}}}}', "bad-template"),
        ('{"Resources": {}, "Parameters": []}', "bad-template"),
        ('{"Resources": {}, "Parameters": {"P": "x"}}', "bad-template"),
        ('{"Resources": {}, "Conditions": {"C": 3}}', "bad-template"),
        ('{"Resources": {}, "x": ' + '{"a":' * 5000 + "1" + "}" * 5000 + "}", "too-deep"),
        ("Resources: {}\nResources: {}", "duplicate-key"),
        ("Resources: {A: !Nothing x}", "unknown-tag"),
        ("Resources: !!python/object:os.system {}", "unknown-tag"),
        ("Resources: &a [*a]", "bad-alias"),
        ("Resources: *a", "bad-alias"),
        ("Resources: {<<: 3}", "bad-merge"),
        ("Resources: {}\n? [a]\n: b", "bad-key"),
        ("Resources: {}\n---\nResources: {}", "several-documents"),
        ("Resources: {", "not-yaml"),
        ("Resources: '", "not-yaml"),
        ("Resources: \x00", "not-yaml"),
        ("Resources: " + "[" * 5000, "too-deep"),
        ("\n".join(" " * level + "a:" for level in range(MOST_DEPTH + 2)), "too-deep"),
    ],
)
def test_what_is_no_template_is_refused_with_a_code(text: str, code: str) -> None:
    assert _code(text) == code


def test_an_alias_bomb_is_refused_before_it_goes_off() -> None:
    bomb = "Resources: {}\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 12))
    assert _code(bomb) == "alias-bomb"


def test_an_error_says_file_and_line_and_every_problem() -> None:
    text = json.dumps({"Resources": {"A": 1, "B": {"Type": "X"}, "C": {}}}, indent=1)
    with pytest.raises(InvalidInputError) as caught:
        parse_document(text, "bad.json")
    assert caught.value.where == "bad.json"
    assert [problem.given for problem in caught.value.problems] == [
        "line 3: Resources.A is a number",
        "line 7: Resources.C has no Type",
    ]


def test_a_file_that_is_absent_large_or_no_text_is_refused(tmp_path: Path) -> None:
    def code(path: Path) -> str:
        with pytest.raises(InvalidInputError) as caught:
            read_document(path)
        return caught.value.problems[0].code

    assert code(tmp_path / "absent.json") == "not-readable"
    assert code(tmp_path) == "not-readable"
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("Resources: é".encode("latin-1"))
    assert code(latin) == "not-utf-8"
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert code(large) == "too-large"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="{}[]:,\"'&*!-?|>#%\n aR\\<~0", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    for file in ("t.json", "t.yaml"):
        # Any other error would end the test.
        with suppress(InvalidInputError):
            parse_document(text, file)


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(alphabet="aRef:{}-,#' 0", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="aB: ", max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text(alphabet="aB:", min_size=1, max_size=4), _json, max_size=4))
def test_json_and_yaml_of_one_template_say_the_same(metadata: dict[str, Any]) -> None:
    body = {"Metadata": metadata, "Resources": {"Vpc": _VPC}}
    assert parse_document(json.dumps(body), "t.json").body == body
    assert parse_document(yaml.safe_dump(body), "t.yaml").body == body


@pytest.mark.parametrize(
    ("resource", "text"),
    [
        ({**_VPC, "Conditions": "IsProd"}, "did you mean 'Condition'"),
        ({"Type": "AWS::EC2::VPC", "Propertys": {}}, "did you mean 'Properties'"),
    ],
)
def test_a_misspelt_word_beside_the_type_is_refused(resource: dict[str, Any], text: str) -> None:
    """What it says would be lost without a word; a transform may read more than CloudFormation."""
    with pytest.raises(InvalidInputError, match=r"template:1: \[bad-template\] Resources.Vpc") as caught:
        parse_document(json.dumps({"Resources": {"Vpc": resource}}), "template")
    assert text in str(caught.value)
    parse_document(json.dumps({"Transform": "My::Macro", "Resources": {"Vpc": resource}}), "template")


def test_another_word_beside_the_type_does_no_harm() -> None:
    parse_document(json.dumps({"Resources": {"Vpc": {**_VPC, "Default": "/aws/service/x"}}}), "template")


def test_several_faults_are_told_at_once_each_with_its_line() -> None:
    text = json.dumps({"Resources": {"One": {"Type": 1}, "Two": {}}}, indent=1)
    with pytest.raises(InvalidInputError) as caught:
        parse_document(text, "template")
    assert [one.given for one in caught.value.problems] == [
        "line 3: Resources.One has a Type that is a number",
        "line 6: Resources.Two has no Type",
    ]
