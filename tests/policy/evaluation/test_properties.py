"""The laws of the evaluator, on policies and requests of all sorts."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from private_endpoints.policy.evaluation import Decision, Outcome, Policies, Request, evaluate
from private_endpoints.values import from_template

_HERE, _THERE = "111122223333", "444455556666"
_PRINCIPALS = [
    f"arn:aws:iam::{_HERE}:user/bob",
    f"arn:aws:iam::{_HERE}:role/app/worker",
    f"arn:aws:sts::{_HERE}:assumed-role/worker/i-1",
    f"arn:aws:sts::{_HERE}:federated-user/bob",
    f"arn:aws:iam::{_HERE}:root",
    f"arn:aws:iam::{_THERE}:user/eve",
    "logs.amazonaws.com",
    "anonymous",
]
_NAMED = [
    "*",
    _HERE,
    f"arn:aws:iam::{_HERE}:user/bob",
    f"arn:aws:iam::{_HERE}:role/app/worker",
    f"arn:aws:sts::{_HERE}:assumed-role/worker/i-1",
    f"arn:aws:iam::{_THERE}:root",
]
_ACTIONS = ["s3:GetObject", "s3:PutObject", "kms:Decrypt", "sts:AssumeRole"]
_RESOURCES = [
    "arn:aws:s3:::data/a",
    "arn:aws:s3:::other/b",
    f"arn:aws:kms:eu-west-1:{_HERE}:key/1",
    f"arn:aws:iam::{_HERE}:role/target",
]
# Strings that a parameter can turn out to be; among them such that match the literals below, and wildcards.
_FILLINGS = [
    "",
    "a",
    "data",
    "b",
    "*",
    "vpce-1",
    "10.0.0.1",
    "true",
    "5",
    "2026-01-01",
    *_PRINCIPALS[:3],
    _HERE,
    _THERE,
]
_PARAMETERS = ["One", "Two"]
_KEYS = ["aws:SourceVpce", "k:list", "k:text", "aws:PrincipalArn"]

_values: st.SearchStrategy[Any] = st.sampled_from(
    [
        "a",
        "b",
        "vpce-1",
        "a*",
        "*",
        "10.0.0.0/8",
        "10.0.0.1",
        "true",
        "5",
        "2026-01-01",
        "arn:aws:iam::*:user/*",
        "${k:text}",
        "x-${k:text, 'a'}",
    ]
)
_unknown_values: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([{"Ref": name} for name in _PARAMETERS]),
    st.sampled_from([{"Fn::Sub": "a${One}"}, {"Fn::Join": ["", ["arn:aws:iam::", {"Ref": "Two"}, ":root"]]}]),
    st.sampled_from([{"Fn::Join": [":", ["arn:aws:s3::", {"Ref": "One"}]]}, {"Fn::Sub": "${One}/${Two}"}]),
)
_bases = [
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "NumericLessThan",
    "NumericNotEquals",
    "DateLessThan",
    "DateNotEquals",
    "Bool",
    "IpAddress",
    "NotIpAddress",
    "ArnLike",
    "ArnNotLike",
    "BinaryEquals",
]
_operators = st.one_of(
    st.just("Null"),
    st.builds(
        lambda prefix, base, suffix: prefix + base + suffix,
        st.sampled_from(["", "", "ForAllValues:", "ForAnyValue:"]),
        st.sampled_from(_bases),
        st.sampled_from(["", "IfExists"]),
    ),
)


def _one_or_more(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(values, min_size=1, max_size=2)


def _statements(values: st.SearchStrategy[Any], *, principal: bool) -> st.SearchStrategy[dict[str, Any]]:
    named = st.sampled_from(_NAMED)
    named_values = st.one_of(named, values) if values is not _values else named
    resources = st.sampled_from(["*", "arn:aws:s3:::data/*", "arn:aws:s3:::${k:text}/?", *_RESOURCES])
    resource_values = st.one_of(resources, values) if values is not _values else resources
    elements: dict[str, st.SearchStrategy[Any]] = {
        "Effect": st.sampled_from(["Allow", "Allow", "Deny"]),
        "Action": _one_or_more(st.sampled_from(["*", "s3:*", "s3:Get*", *_ACTIONS])),
    }
    condition = st.dictionaries(
        _operators, st.dictionaries(st.sampled_from(_KEYS), _one_or_more(values), min_size=1, max_size=2), max_size=2
    )
    tails = [("Resource", "Principal"), ("NotResource", "Principal"), ("Resource", "NotPrincipal")]

    def build(tail: tuple[str, str]) -> st.SearchStrategy[dict[str, Any]]:
        chosen = dict(elements) | {tail[0]: _one_or_more(resource_values), "Condition": condition}
        if principal:
            chosen[tail[1]] = st.one_of(
                st.just("*") if tail[1] == "Principal" else st.just({"AWS": _HERE}),
                st.fixed_dictionaries({"AWS": _one_or_more(named_values)}),
                st.just({"Service": "logs.amazonaws.com"}),
            )
        return st.fixed_dictionaries(chosen)

    return st.sampled_from(tails).flatmap(build)


def _documents(values: st.SearchStrategy[Any], *, principal: bool) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"Version": st.just("2012-10-17"), "Statement": st.lists(_statements(values, principal=principal), max_size=3)}
    )


def _around(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    plain = _documents(values, principal=False)
    named = _documents(values, principal=True)
    return st.fixed_dictionaries(
        {"identity": st.lists(plain, max_size=2)},
        optional={
            "resource": named,
            "endpoint": named,
            "permissions_boundary": plain,
            "session": plain,
            "service_control": st.lists(st.lists(plain, max_size=2), max_size=2),
            "resource_control": st.lists(st.lists(named, max_size=2), max_size=1),
        },
    )


def _requests(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    scalars = st.one_of(st.sampled_from(["a", "b", "vpce-1", "10.0.0.1", "true", "5", "2026-06-01", ""]), values)
    return st.fixed_dictionaries(
        {
            "principal": st.sampled_from(_PRINCIPALS),
            "action": st.sampled_from(_ACTIONS),
            "resource": st.one_of(st.sampled_from(_RESOURCES), values)
            if values is not _values
            else st.sampled_from(_RESOURCES),
            "resource_account": st.sampled_from([_HERE, _THERE]),
            "context": st.dictionaries(
                st.sampled_from(_KEYS), st.one_of(scalars, st.lists(scalars, max_size=2)), max_size=3
            ),
        }
    )


def _fill(given: Any, filling: dict[str, str]) -> Any:
    """Put strings in for the parameters, as a deployment does."""
    if isinstance(given, list):
        return [_fill(one, filling) for one in given]
    if not isinstance(given, dict):
        return given
    match given:
        case {"Ref": name}:
            return filling[name]
        case {"Fn::Join": [delimiter, items]}:
            return delimiter.join(_fill(items, filling))
        case {"Fn::Sub": text}:
            for name, value in filling.items():
                text = text.replace("${" + name + "}", value)
            return text
    return {key: _fill(value, filling) for key, value in given.items()}


def _decide(request: dict[str, Any], around: dict[str, Any]) -> Decision:
    rest = {key: value for key, value in request.items() if key not in ("principal", "action", "resource")}
    resource = from_template(request["resource"])
    assert resource is not None
    return evaluate(Request.of(request["principal"], request["action"], resource, **rest), Policies.compile(**around))


_ORDER = {Outcome.EXPLICITLY_DENIED: 0, Outcome.IMPLICITLY_DENIED: 1, Outcome.ALLOWED: 2}


def _most(decision: Decision) -> int:
    """The best that may come of a request: where NotPrincipal leaves it to the service, several things may."""
    return max(_ORDER[one] for one in decision.possible)


@settings(max_examples=200, deadline=None)
@given(_requests(_unknown_values), _around(st.one_of(_values, _unknown_values)), st.data())
def test_every_completion_of_an_unknown_request_is_a_possible_outcome(
    request: dict[str, Any], around: dict[str, Any], data: st.DataObject
) -> None:
    answer = _decide(request, around)
    assert (answer.outcome is Outcome.UNKNOWN) == (len(answer.possible) > 1)
    assert (answer.outcome is Outcome.UNKNOWN) == bool(answer.depends_on)
    for _ in range(5):
        filling = {name: data.draw(st.sampled_from(_FILLINGS)) for name in _PARAMETERS}
        completed = _decide(_fill(request, filling), _fill(around, filling))
        assert completed.possible <= answer.possible


@settings(max_examples=150, deadline=None)
@given(_requests(_values), _around(_values))
def test_a_known_request_has_a_known_outcome(request: dict[str, Any], around: dict[str, Any]) -> None:
    # Whether NotPrincipal spares whom it names without the account "depends on the service".
    assume("NotPrincipal" not in str(around))
    assert _decide(request, around).outcome is not Outcome.UNKNOWN


def _with(around: dict[str, Any], kind: str, statement: dict[str, Any]) -> dict[str, Any]:
    """The policies with one more statement in one of the documents that are there."""
    changed = dict(around)
    if kind in ("service_control", "resource_control"):
        changed[kind] = [[*level, {"Version": "2012-10-17", "Statement": statement}] for level in around[kind]]
    elif kind == "identity":
        changed[kind] = [*around[kind], {"Version": "2012-10-17", "Statement": statement}]
    else:
        changed[kind] = {**around[kind], "Statement": [*around[kind]["Statement"], statement]}
    return changed


@settings(max_examples=200, deadline=None)
@given(_requests(_values), _around(_values), st.data())
def test_adding_a_deny_never_allows_more(request: dict[str, Any], around: dict[str, Any], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(around)))
    named = kind in ("resource", "endpoint", "resource_control")
    statement = data.draw(_statements(_values, principal=named)) | {"Effect": "Deny"}
    before, after = _decide(request, around), _decide(request, _with(around, kind, statement))
    assert _most(after) <= _most(before)


@settings(max_examples=200, deadline=None)
@given(_requests(_values), _around(_values), st.data())
def test_adding_an_allow_never_denies_more(
    request: dict[str, Any], around: dict[str, Any], data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(sorted(around)))
    named = kind in ("resource", "endpoint", "resource_control")
    statement = data.draw(_statements(_values, principal=named)) | {"Effect": "Allow"}
    before, after = _decide(request, around), _decide(request, _with(around, kind, statement))
    assert _most(after) >= _most(before)


@settings(max_examples=150, deadline=None)
@given(_requests(st.one_of(_values, _unknown_values)), _around(st.one_of(_values, _unknown_values)))
def test_the_order_of_statements_is_irrelevant(request: dict[str, Any], around: dict[str, Any]) -> None:
    def turned(given: Any) -> Any:
        if isinstance(given, list):
            return [turned(one) for one in reversed(given)]
        return {**given, "Statement": list(reversed(given["Statement"]))} if isinstance(given, dict) else given

    before, after = _decide(request, around), _decide(request, {kind: turned(one) for kind, one in around.items()})
    assert before.outcome is after.outcome
    assert before.possible == after.possible
