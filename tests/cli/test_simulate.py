"""`private-endpoints simulate`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from private_endpoints.cli.simulate import simulate

_ACCOUNT = "111122223333"
_REQUEST = {
    "principal": f"arn:aws:iam::{_ACCOUNT}:user/bob",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::data/key",
    "resource_account": _ACCOUNT,
    "context": {"aws:SourceVpce": "vpce-1", "aws:TagKeys": ["a", "b"], "aws:SourceIp": None},
}
_FULL = {"Version": "2012-10-17", "Statement": [{"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}]}
_NAMED = {"Version": "2012-10-17", "Statement": [{**_FULL["Statement"][0], "Principal": "*"}]}  # type: ignore[dict-item]
_ALL = {
    "identity_policies": [_FULL],
    "resource_policy": _NAMED,
    "endpoint_policy": _NAMED,
    "service_control_policies": [[_FULL], [_FULL]],
    "resource_control_policies": [[_NAMED]],
    "permissions_boundary": _FULL,
    "session_policy": _FULL,
}
_NONE: dict[str, Any] = dict.fromkeys(_ALL)


def _run(*lines: Any) -> tuple[int, list[dict[str, Any]]]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = CliRunner().invoke(simulate, input=text + "\n")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_one_answer_a_line() -> None:
    code, answers = _run(
        {"id": "all", "request": _REQUEST, **_ALL},
        {"id": 2, "request": _REQUEST, **_NONE},
        {"id": 3, "request": _REQUEST},
        {
            "id": None,
            "request": {**_REQUEST, "principal": {"service": "logs.amazonaws.com"}},
            "resource_policy": _NAMED,
        },
        {"request": {**_REQUEST, "principal": "anonymous"}, "resource_policy": _NAMED},
    )
    assert code == 0
    assert [answer["id"] for answer in answers] == ["all", 2, 3, None, None]
    decisions = [answer["decision"] for answer in answers]
    assert decisions == ["ALLOWED", "IMPLICITLY_DENIED", "IMPLICITLY_DENIED", "ALLOWED", "ALLOWED"]
    assert answers[0]["by"] == {"policy": "resource", "document": 0, "statement": "All", "condition": None}
    assert answers[1]["by"]["statement"] is None
    assert all(answer["depends_on"] == [] for answer in answers)


def test_an_explicit_deny_says_which_statement_and_condition() -> None:
    condition = {"StringNotEquals": {"aws:SourceVpce": "vpce-2"}}
    statement = {
        "Sid": "Here",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": condition,
    }
    case = {"id": 1, "request": _REQUEST, "identity_policies": [_FULL], "resource_policy": {"Statement": statement}}
    code, (answer,) = _run(case)
    assert (code, answer["decision"]) == (0, "EXPLICITLY_DENIED")
    assert answer["by"] == {"policy": "resource", "document": 0, "statement": "Here", "condition": condition}


def test_unknown_says_on_what_it_depends_and_parameters_settle_it() -> None:
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "*",
        "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:SourceVpce": {"Ref": "Endpoint"}}},
    }
    case = {"id": 1, "request": _REQUEST, "identity_policies": [_FULL], "resource_policy": {"Statement": statement}}
    code, answers = _run(case, case | {"parameters": {"Endpoint": "vpce-1"}}, case | {"parameters": {"Endpoint": "x"}})
    assert code == 0
    assert [answer["decision"] for answer in answers] == ["UNKNOWN", "ALLOWED", "EXPLICITLY_DENIED"]
    assert answers[0]["depends_on"] == ["Endpoint"]


def test_a_context_key_may_be_unknown() -> None:
    statement = {**_FULL["Statement"][0], "Condition": {"Null": {"aws:SourceVpce": "true"}}}  # type: ignore[dict-item]
    request = {**_REQUEST, "context": {"aws:SourceVpce": {"unknown": "network"}}}
    _, (answer,) = _run({"id": 1, "request": request, "identity_policies": [{"Statement": statement}]})
    assert (answer["decision"], answer["depends_on"]) == ("UNKNOWN", ["network"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "not-json"),
        ('{"id": 7, "request"', "not-json"),
        ("5", "not-a-case"),
        ("null", "not-a-case"),
        ("[" * 100_000, "too-deep"),
        ('{"id": 7}', "no-request"),
        ({"id": 7, "request": {**_REQUEST, "principal": "bob"}}, "no principal"),
        ({"id": 7, "request": {**_REQUEST, "principal": None}}, "no-principal"),
        ({"id": 7, "request": {**_REQUEST, "action": None}}, "no-action"),
        ({"id": 7, "request": {**_REQUEST, "resource": 5}}, "no-resource"),
        ({"id": 7, "request": {**_REQUEST, "resource_account": "12"}}, "not-an-account"),
        ({"id": 7, "request": {**_REQUEST, "ressource": "x"}}, "unknown-field"),
        ({"id": 7, "request": {**_REQUEST, "context": []}}, None),
        ({"id": 7, "request": {**_REQUEST, "context": ["x"]}}, "not-a-context"),
        ({"id": 7, "request": {**_REQUEST, "context": {"a": {"b": "c"}}}}, "not-a-request"),
        ({"id": 7, "request": {**_REQUEST, "context": {"a": [["b"]]}}}, "not-a-request"),
        ({"id": 7, "request": _REQUEST, "bucket_policy": _NAMED}, "unknown-policy"),
        ({"id": 7, "request": _REQUEST, "identity_policies": ["{"]}, "policy-not-json"),
        ({"id": 7, "request": _REQUEST, "identity_policies": [{"Statement": {}}]}, "identity policy[0]"),
        ({"id": 7, "request": _REQUEST, "service_control_policies": [[_FULL], [5]]}, "service control policy[1][0]"),
        ({"id": 7, "request": _REQUEST, "parameters": {"a": 1}}, "not-parameters"),
    ],
)
def test_a_line_that_is_no_case_is_said_so_and_the_others_are_answered(line: Any, said: str | None) -> None:
    code, answers = _run(line, "", {"id": "good", "request": _REQUEST})
    assert len(answers) == 2
    assert answers[1]["decision"] == "IMPLICITLY_DENIED"
    if said is None:
        assert code == 0
        return
    assert code == 2
    assert set(answers[0]) == {"id", "error"}
    assert said in answers[0]["error"]
    assert "Traceback" not in answers[0]["error"]
    assert answers[0]["id"] == (7 if isinstance(line, dict) or said == "no-request" else None)


def test_bytes_that_are_no_text_are_no_case() -> None:
    result = CliRunner().invoke(simulate, input=b"\xff\xfe{}\n")
    assert result.exit_code == 2
    assert "not-json" in result.stdout
