"""Questions as users give them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from private_endpoints.errors import InvalidInputError
from private_endpoints.proof import PathAsked, PerimeterAsked, read_question

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    ["source", "service", "host", "port", "action", "resource", "target", "groups", "protect", "caller", "sauce"]
)


def test_a_path_with_everything() -> None:
    assert read_question(
        {
            "source": "Worker",
            "service": "s3",
            "host": "endpoint:S3",
            "port": 8443,
            "action": "s3:GetObject",
            "resource": "arn:aws:s3:::a/b",
            "target": "Bucket",
            "groups": ["A", "B"],
        },
        "here",
    ) == PathAsked(
        source="Worker",
        service="s3",
        host="endpoint:S3",
        port=8443,
        action="s3:GetObject",
        resource="arn:aws:s3:::a/b",
        target="Bucket",
        groups=("A", "B"),
    )


def test_a_perimeter_with_everything() -> None:
    caller: dict[str, str | bool] = {
        "principal_arn": "arn:aws:iam::111122223333:role/a",
        "source_ip": "203.0.113.7",
        "source_vpce": "logical:A",
        "source_vpc": "vpc-1",
        "via_aws_service": True,
    }
    assert read_question(
        {"protect": "Bucket", "action": "s3:GetObject", "resource": "logical:Bucket/*", "caller": caller}, "here"
    ) == PerimeterAsked(protect="Bucket", action="s3:GetObject", resource="logical:Bucket/*", caller=caller)


def test_null_is_as_good_as_absent() -> None:
    path = {"source": "A", "service": "s3"}
    more = dict.fromkeys(("host", "port", "action", "resource", "target", "groups"))
    assert read_question(path | more, "here") == read_question(path, "here")
    perimeter = {"protect": "A", "action": "s3:GetObject"}
    assert read_question(perimeter | {"caller": None, "resource": None}, "here") == read_question(perimeter, "here")
    assert read_question(perimeter | {"caller": {"source_ip": None}}, "here") == read_question(perimeter, "here")


def test_a_host_or_a_target_is_enough() -> None:
    assert read_question({"source": "A", "host": "x.example.com"}, "here") == PathAsked(
        source="A", host="x.example.com"
    )
    assert read_question({"source": "A", "target": "Db", "port": "5432"}, "here") == PathAsked(
        source="A", target="Db", port=5432
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("s3", "is no object"),
        (None, "is no object"),
        ([], "is no object"),
        ({}, "it has no source"),
        ({"source": "A"}, "says not what is called"),
        ({"source": 1, "service": "s3"}, "source is 1"),
        ({"source": "A", "service": ["s3"]}, "service is ['s3']"),
        ({"source": "A", "servcie": "s3"}, "did you mean 'service'"),
        ({"source": "A", "service": "s3", "port": 0}, "port is 0"),
        ({"source": "A", "service": "s3", "port": 65536}, "port is 65536"),
        ({"source": "A", "service": "s3", "port": True}, "port is True"),
        ({"source": "A", "service": "s3", "port": "https"}, "port is 'https'"),
        ({"source": "A", "service": "s3", "groups": [1]}, "groups is [1]"),
        ({"protect": "B"}, "it has no action"),
        ({"protect": "B", "action": "s3:Get", "caller": "me"}, "caller is 'me'"),
        ({"protect": "B", "action": "s3:Get", "caller": {"source_vpc_endpoint": "x"}}, "did you mean 'source_vpce'"),
        ({"protect": "B", "action": "s3:Get", "caller": {"via_aws_service": "yes"}}, "via_aws_service of caller"),
        ({"protect": "B", "action": "s3:Get", "service": "s3"}, "it has a 'service'"),
    ],
)
def test_what_is_no_question_is_an_error_that_says_what_to_do(question: Any, text: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        read_question(question, "file, question 3")
    assert str(error.value).startswith("file, question 3: ")
    assert text in str(error.value)
    assert "; " in str(error.value)


def test_all_that_is_wrong_is_in_one_error() -> None:
    with pytest.raises(InvalidInputError) as error:
        read_question({"source": 1, "port": -1, "x": 2}, "here")
    assert len(error.value.problems) == 4


@given(st.dictionaries(_KEYS, _JSON, max_size=6) | _JSON)
def test_any_json_is_a_question_or_an_error(value: Any) -> None:
    try:
        read_question(value, "here")
    except InvalidInputError as error:
        assert error.problems  # noqa: PT017 - either is right
