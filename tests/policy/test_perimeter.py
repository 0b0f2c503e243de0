"""What the default policies of the whole catalog let through, decided by the evaluator."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from private_endpoints.catalog import (
    OwnedResource,
    owned_resources,
    perimeter_exceptions,
    perimeter_forms,
    service,
    services,
    workloads,
)
from private_endpoints.policy import EndpointPolicy, Place, merge
from private_endpoints.policy.evaluation import Policies, Request, evaluate

_ACCOUNT, _STRANGER, _AMAZON = "111122223333", "444455556666", "999999999999"
_ORGANIZATION, _ANOTHER = "o-a1b2c3d4e5", "o-zzzzzzzzzz"
_SUFFIX = "oa1b2c3d4e5"
_PLACE = Place(account=_ACCOUNT, partition="aws", region="us-east-1")
_INSIDER = f"arn:aws:iam::{_ACCOUNT}:role/app"
_OUTSIDER = f"arn:aws:iam::{_STRANGER}:user/eve"
# What everybody but the endpoint allows, so that the endpoint decides.
_ALL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
_ALL_OF_RESOURCE = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
}

_NAMES = [row.name for row in services() if row.policy_supported is not False]
_LIMITED = [name for name in _NAMES if perimeter_forms(name)]
_FREE = [name for name in _NAMES if name not in _LIMITED]
_RULES = {
    "account": EndpointPolicy.account(),
    "organization": EndpointPolicy.organization(_ORGANIZATION),
    "account, no workload": EndpointPolicy.account(workloads=[]),
    "organization, no workload": EndpointPolicy.organization(_ORGANIZATION, workloads=[]),
}
_each_rule = pytest.mark.parametrize("rule", _RULES)
_EVERY_WORKLOAD = [row.name for row in workloads()]
_DECLARED = {
    "account": EndpointPolicy.account(workloads=_EVERY_WORKLOAD),
    "organization": EndpointPolicy.organization(_ORGANIZATION, workloads=_EVERY_WORKLOAD),
}


@cache
def _policies(rule: EndpointPolicy, name: str, place: Place = _PLACE) -> Policies:
    document = {"Version": "2012-10-17", "Statement": merge([], rule.statements(service(name), place))}
    return Policies.compile(identity=[_ALL], resource=_ALL_OF_RESOURCE, endpoint=document)


def _request(
    principal: str,
    *,
    owner: str,
    action: str = "any:DoThing",
    resource: str | None = None,
    organizations: bool = True,
    context: dict[str, Any] | None = None,
) -> Request:
    """A request; the stranger is in an organization of its own, unless no organizations."""
    organization = {_ACCOUNT: _ORGANIZATION, _STRANGER: _ANOTHER if organizations else None}
    caller = _ACCOUNT if _ACCOUNT in principal else _STRANGER if _STRANGER in principal else ""
    return Request.of(
        principal,
        action,
        resource or f"arn:aws:any:us-east-1:{owner}:thing/x",
        resource_account=owner,
        organization=organization.get(caller),
        context={"aws:ResourceOrgID": organization.get(owner), **(context or {})},
    )


def _passes(request: Request, rule: EndpointPolicy, name: str, place: Place = _PLACE) -> bool:
    decision = evaluate(request, _policies(rule, name, place))
    assert decision.is_allowed or decision.is_denied, decision
    return decision.is_allowed


@_each_rule
def test_insiders_reach_inside(rule: str) -> None:
    for name in _FREE:
        assert _passes(_request(_INSIDER, owner=_ACCOUNT), _RULES[rule], name), name


@_each_rule
@pytest.mark.parametrize("organizations", [True, False], ids=["in an organization", "private"])
@pytest.mark.parametrize(
    ("principal", "owner"),
    [(_OUTSIDER, _STRANGER), (_OUTSIDER, _ACCOUNT), (_INSIDER, _STRANGER)],
    ids=["foreign credentials to a foreign resource", "foreign credentials to our resource", "ours to a foreign one"],
)
def test_nobody_carries_anything_to_or_from_a_stranger(
    rule: str,
    principal: str,
    owner: str,
    organizations: bool,  # noqa: FBT001 - one of the parameters
) -> None:
    request = _request(principal, owner=owner, organizations=organizations)
    for name in _FREE:
        assert not _passes(request, _RULES[rule], name), name


@_each_rule
def test_aws_services_pass(rule: str) -> None:
    for name in _FREE:
        assert _passes(_request("cloudformation.amazonaws.com", owner=_AMAZON), _RULES[rule], name), name


@_each_rule
def test_unsigned_calls_reach_inside_only_and_only_where_the_service_takes_them(rule: str) -> None:
    for name in _FREE:
        exception = perimeter_exceptions(name)
        unsigned = exception.unsigned_actions if exception else ()
        for action in unsigned:
            actual = "any:DoThing" if action == "*" else action.replace("*", "Thing")
            assert _passes(_request("anonymous", owner=_ACCOUNT, action=actual), _RULES[rule], name), name
            assert not _passes(_request("anonymous", owner=_STRANGER, action=actual), _RULES[rule], name), name
        if "*" not in unsigned:
            assert not _passes(_request("anonymous", owner=_ACCOUNT), _RULES[rule], name), name


@_each_rule
def test_calls_without_the_owner_of_the_resource_pass_for_insiders_only(rule: str) -> None:
    absent = {"aws:ResourceAccount": None, "aws:ResourceOrgID": None}
    for name in _FREE:
        exception = perimeter_exceptions(name)
        for action in exception.no_resource_account_actions if exception else ():
            actual = action.replace("*", "Thing")
            call = _request(_INSIDER, owner=_ACCOUNT, action=actual, resource="*", context=absent)
            assert _passes(call, _RULES[rule], name), (name, action)
            call = _request(_OUTSIDER, owner=_STRANGER, action=actual, resource="*", context=absent)
            assert not _passes(call, _RULES[rule], name), (name, action)


_OWNED = [(name, row) for name in _FREE for row in owned_resources(name)]


def _requests_for(row: OwnedResource, principal: str) -> list[Request]:
    """Each action on each ARN of a row, in the first region that the ARN is of use in."""
    found = []
    for pattern in row.resources:
        region = pattern.split(":")[3]
        place = _place_of(region)
        arn = place.fill(pattern).replace("*", "x")
        owner = _ACCOUNT if arn.split(":")[4] == _ACCOUNT else _AMAZON
        found += [
            _request(
                principal,
                owner=owner,
                action=action.replace("*", "Thing"),
                resource=arn,
                context={"aws:RequestedRegion": place.region, **dict(row.condition)},
            )
            for action in row.actions
        ]
    return found


def _place_of(region: str) -> Place:
    known = "us-east-1" if region in {"{region}", "*", ""} else region
    return Place(account=_ACCOUNT, partition="aws", region=known)


def _region_of(request: Request) -> Place:
    (region,) = request.context["aws:requestedregion"]  # type: ignore[misc]
    return _place_of(str(region))


@pytest.mark.parametrize("rule", ["account", "organization"])
def test_every_resource_of_aws_that_a_service_needs_is_reached_for_its_actions(rule: str) -> None:
    for name, row in _OWNED:
        for request in _requests_for(row, _INSIDER):
            place = _region_of(request)
            assert _passes(request, _DECLARED[rule], name, place), (name, row.sid, request)
            assert row.only_declared or _passes(request, _RULES[rule], name, place), (name, row.sid, request)


@pytest.mark.parametrize("rule", ["account", "organization"])
def test_what_anybody_can_own_is_reached_only_where_a_workload_that_needs_it_is_declared(rule: str) -> None:
    rows = [(name, row) for name, row in _OWNED if row.only_declared]
    assert rows
    for name, row in rows:
        for request in _requests_for(row, _INSIDER):
            assert not _passes(request, _RULES[rule], name, _region_of(request)), (name, row.sid, request)


@pytest.mark.parametrize("rule", ["account", "organization"])
def test_strangers_reach_resources_of_aws_only_where_anybody_may_call(rule: str) -> None:
    for name, row in _OWNED:
        for request in _requests_for(row, _OUTSIDER):
            if _passes(request, _DECLARED[rule], name, _region_of(request)):
                assert row.signed_by != "account", (name, row.sid, request)


@pytest.mark.parametrize("workload", _EVERY_WORKLOAD)
@pytest.mark.parametrize("rule", ["account", "organization"])
def test_a_workload_reaches_what_is_for_it_or_for_always_and_nothing_else(rule: str, workload: str) -> None:
    narrowed = {
        "account": EndpointPolicy.account(workloads=[workload]),
        "organization": EndpointPolicy.organization(_ORGANIZATION, workloads=[workload]),
    }[rule]
    for name in sorted({name for name, _ in _OWNED}):
        sids = {str(statement["Sid"]) for statement in narrowed.statements(service(name), _PLACE)}
        for row in owned_resources(name):
            if row.resources_in(_PLACE.region):
                is_there = f"{row.sid}{'' if rule == 'account' else _SUFFIX}" in sids
                assert is_there == bool({"always", workload}.intersection(row.needed_for)), (name, row.sid)


@pytest.mark.parametrize("wide", ["account", "organization"])
def test_a_narrower_choice_of_workloads_never_lets_more_through(wide: str) -> None:
    for name in _FREE:
        statements = list(_RULES[wide].statements(service(name), _PLACE))
        assert all(one in statements for one in _RULES[f"{wide}, no workload"].statements(service(name), _PLACE)), name


def test_console_and_sign_in_are_the_services_that_take_a_few_forms_only() -> None:
    assert set(_LIMITED) == {"console", "signin"}


@pytest.mark.parametrize(
    ("rule", "caller", "resource", "owner", "suffix"),
    [
        (EndpointPolicy.account(), "aws:PrincipalAccount", "aws:ResourceAccount", _ACCOUNT, ""),
        (
            EndpointPolicy.organization(_ORGANIZATION),
            "aws:PrincipalOrgID",
            "aws:ResourceOrgID",
            _ORGANIZATION,
            _SUFFIX,
        ),
    ],
    ids=["account", "organization"],
)
def test_console_and_sign_in_get_the_statements_that_aws_documents(
    rule: EndpointPolicy, caller: str, resource: str, owner: str, suffix: str
) -> None:
    # https://docs.aws.amazon.com/awsconsolehelpdocs/latest/gsg/trusted-identities.html
    common = {"Effect": "Allow", "Principal": "*", "Resource": "*"}
    who = "Account" if not suffix else "Organization"
    assert merge([], rule.statements(service("console"), _PLACE)) == [
        {
            "Sid": f"{who}ConsoleSessions{suffix}",
            **common,
            "Action": "*",
            "Condition": {"StringEquals": {caller: owner}},
        }
    ]
    assert merge([], rule.statements(service("signin"), _PLACE)) == [
        {
            "Sid": f"{who}AfterSignIn{suffix}",
            **common,
            "Action": ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"],
            "Condition": {"StringEquals": {caller: owner}},
        },
        {
            "Sid": f"{who}BeforeSignIn{suffix}",
            **common,
            "Action": "signin:Authenticate",
            "Condition": {"StringEquals": {resource: owner}},
        },
    ]


@pytest.mark.parametrize("rule", ["account", "organization"])
def test_one_signs_in_to_accounts_inside_only_and_opens_none(rule: str) -> None:
    def signs_in(principal: str, owner: str, action: str) -> bool:
        return _passes(_request(principal, owner=owner, action=action, resource="*"), _RULES[rule], "signin")

    assert signs_in("anonymous", _ACCOUNT, "signin:Authenticate")
    assert not signs_in("anonymous", _STRANGER, "signin:Authenticate")
    assert signs_in(_INSIDER, _ACCOUNT, "signin:CreateOAuth2Token")
    assert not signs_in(_OUTSIDER, _STRANGER, "signin:CreateOAuth2Token")
    assert not signs_in("anonymous", _ACCOUNT, "signin:CreateAccount")
    assert _passes(_request(_INSIDER, owner=_ACCOUNT), _RULES[rule], "console")
    assert not _passes(_request(_OUTSIDER, owner=_STRANGER), _RULES[rule], "console")
