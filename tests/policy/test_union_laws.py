"""The union of what askers let through, judged by what it decides, over real services of the catalog."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.catalog import owned_bucket_groups, service, services, workloads
from private_endpoints.policy import EndpointPolicy, Place, Statement, merge
from private_endpoints.policy.evaluation import Policies, Request, evaluate

_ACCOUNT, _STRANGER, _AMAZON = "111122223333", "444455556666", "999999999999"
_ORGANIZATION, _ANOTHER = "o-a1b2c3d4e5", "o-zzzzzzzzzz"
_PLACE = Place(account=_ACCOUNT, partition="aws", region="us-east-1")
_ALL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
_ALL_OF_RESOURCE = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
}

_PRINCIPALS = [
    f"arn:aws:iam::{_ACCOUNT}:role/app",
    f"arn:aws:iam::{_STRANGER}:user/eve",
    "anonymous",
    "cloudformation.amazonaws.com",
]
_CALLS = [
    ("s3:GetObject", "arn:aws:s3:::data/a", _ACCOUNT),
    ("s3:PutObject", "arn:aws:s3:::theirs/a", _STRANGER),
    ("s3:GetObject", "arn:aws:s3:::al2023-us-east-1/a", _AMAZON),
    ("s3:PutObject", "arn:aws:s3:::cloudformation-custom-resource-response-useast1/a", _AMAZON),
    ("ssm:GetParameter", "arn:aws:ssm:us-east-1::parameter/aws/service/x", _AMAZON),
    ("ssm:GetDocument", f"arn:aws:ssm:us-east-1:{_STRANGER}:document/x", _STRANGER),
    ("ecr:BatchGetImage", "arn:aws:ecr:us-east-1:763104351884:repository/x", "763104351884"),
    ("sts:AssumeRoleWithWebIdentity", f"arn:aws:iam::{_ACCOUNT}:role/x", _ACCOUNT),
    ("sqs:SendMessage", f"arn:aws:sqs:us-east-1:{_ACCOUNT}:jobs", _ACCOUNT),
    ("signin:Authenticate", "*", _ACCOUNT),
]


def _request(principal: str, action: str, resource: str, owner: str) -> Request:
    organizations = {_ACCOUNT: _ORGANIZATION, _STRANGER: _ANOTHER}
    caller = next((one for one in organizations if one in principal), "")
    return Request.of(
        principal,
        action,
        resource,
        resource_account=owner,
        organization=organizations.get(caller),
        context={"aws:ResourceOrgID": organizations.get(owner)},
    )


_REQUESTS = [_request(principal, *call) for principal in _PRINCIPALS for call in _CALLS]

_services = st.sampled_from([row for row in services() if row.policy_supported is not False])
_organizations = st.sampled_from([None, _ORGANIZATION, _ANOTHER])
_workloads = st.none() | st.lists(st.sampled_from([row.name for row in workloads()]), max_size=3)
_groups = st.lists(st.sampled_from(owned_bucket_groups()), min_size=1, max_size=3, unique=True)
_calls = st.sampled_from(_CALLS)


def _perimeter(organization_id: str | None, names: list[str] | None) -> EndpointPolicy:
    if organization_id is None:
        return EndpointPolicy.account(workloads=names)
    return EndpointPolicy.organization(organization_id, workloads=names)


def _resources(sid: str, call: tuple[str, str, str], organization_id: str | None) -> EndpointPolicy:
    return EndpointPolicy.resources(sid, actions=[call[0]], resources=[call[1]], organization_id=organization_id)


def _own(call: tuple[str, str, str], *, conditional: bool) -> EndpointPolicy:
    condition = {"Condition": {"StringEquals": {"aws:PrincipalAccount": _STRANGER}}} if conditional else {}
    return EndpointPolicy.of(
        {"Sid": "Same", "Effect": "Allow", "Principal": "*", "Action": call[0], "Resource": call[1], **condition}
    )


# Sids of few names, so that they collide.
_rules = st.one_of(
    st.builds(_perimeter, _organizations, _workloads),
    st.builds(_resources, st.sampled_from(["Same", "Other"]), _calls, _organizations),
    st.builds(lambda groups, one: EndpointPolicy.owned_buckets(*groups, organization_id=one), _groups, _organizations),
    st.builds(_own, _calls, conditional=st.booleans()),
    st.just(EndpointPolicy.full_access()),
)
_places = st.sampled_from([_PLACE, Place(account=_ACCOUNT, partition="aws-cn", region="cn-north-1")])


def _statements(name: str, place: Place, *rules: EndpointPolicy) -> list[Statement]:
    return merge([], EndpointPolicy.union(*rules).statements(service(name), place))


def _passing(statements: list[Statement]) -> frozenset[int]:
    """Which of the requests pass, by their places in the list."""
    if not statements:
        return frozenset()
    document: dict[str, Any] = {"Version": "2012-10-17", "Statement": statements}
    policies = Policies.compile(identity=[_ALL], resource=_ALL_OF_RESOURCE, endpoint=document)
    return frozenset(index for index, request in enumerate(_REQUESTS) if evaluate(request, policies).is_allowed)


@settings(max_examples=60, deadline=None)
@given(row=_services, place=_places, first=_rules, second=_rules)
def test_a_union_lets_through_what_one_of_its_parts_does_and_nothing_else(
    row: Any, place: Place, first: EndpointPolicy, second: EndpointPolicy
) -> None:
    parts = [_passing(_statements(row.name, place, one)) for one in (first, second)]
    assert _passing(_statements(row.name, place, first, second)) == parts[0] | parts[1]


@settings(max_examples=60, deadline=None)
@given(row=_services, place=_places, rule=_rules)
def test_asking_twice_is_asking_once(row: Any, place: Place, rule: EndpointPolicy) -> None:
    assert _statements(row.name, place, rule, rule) == _statements(row.name, place, rule)


@settings(max_examples=60, deadline=None)
@given(row=_services, place=_places, rules=st.lists(_rules, min_size=2, max_size=4), data=st.data())
def test_the_order_of_asking_leaves_no_trace(
    row: Any, place: Place, rules: list[EndpointPolicy], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rules))
    assert _statements(row.name, place, *shuffled) == _statements(row.name, place, *rules)


@settings(max_examples=60, deadline=None)
@given(row=_services, place=_places, first=_rules, second=_rules, third=_rules)
def test_how_askers_are_grouped_changes_no_decision(
    row: Any, place: Place, first: EndpointPolicy, second: EndpointPolicy, third: EndpointPolicy
) -> None:
    left = EndpointPolicy.union(EndpointPolicy.union(first, second), third)
    right = EndpointPolicy.union(first, EndpointPolicy.union(second, third))
    assert _statements(row.name, place, left) == _statements(row.name, place, right)
    merged = merge(_statements(row.name, place, first, second), third.statements(row, place))
    assert _passing(merged) == _passing(_statements(row.name, place, first, second, third))


@settings(max_examples=60, deadline=None)
@given(row=_services, place=_places, rules=st.lists(_rules, min_size=1, max_size=4))
def test_sids_are_unique_whoever_asks_for_what(row: Any, place: Place, rules: list[EndpointPolicy]) -> None:
    sids = [statement["Sid"] for statement in _statements(row.name, place, *rules)]
    assert len(sids) == len(set(sids))
    assert all(sid.isalnum() for sid in sids)


@settings(max_examples=60, deadline=None)
@given(organization_id=_organizations, names=_workloads, call=_calls)
def test_rules_are_equal_by_value(
    organization_id: str | None, names: list[str] | None, call: tuple[str, str, str]
) -> None:
    def rules() -> list[EndpointPolicy]:
        return [
            _perimeter(organization_id, names),
            EndpointPolicy.default(organization_id=organization_id, workloads=names),
            _resources("Sid", call, organization_id),
            EndpointPolicy.owned_buckets("ecr-layers", organization_id=organization_id),
        ]

    assert rules() == rules()
    assert list(map(hash, rules())) == list(map(hash, rules()))
    assert len(set(rules())) == len(rules())
