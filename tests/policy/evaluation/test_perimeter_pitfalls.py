"""The pitfalls of data perimeters, by name: what a condition that looks right does with other traffic."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.policy.evaluation import EndpointSource, Outcome, Policies, Principal, Request, evaluate

_ACCOUNT = "111122223333"
_BUCKET = "arn:aws:s3:::data/key"
_ENDPOINT = EndpointSource(endpoint="vpce-1", vpc="vpc-1", region="eu-west-1", account=_ACCOUNT, source_ip="10.0.0.7")
_FULL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


def _request(principal: Any = f"arn:aws:iam::{_ACCOUNT}:user/bob") -> Request:
    return Request.of(principal, "s3:GetObject", _BUCKET, resource_account=_ACCOUNT, organization="o-a1b2c3d4e5")


def _decide(request: Request, condition: dict[str, Any], *, service: bool = False) -> Outcome:
    """By a bucket policy that denies under a condition."""
    statements: list[dict[str, Any]] = [
        {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition}
    ]
    if service:
        statements.append({"Effect": "Allow", "Principal": {"Service": "logs.amazonaws.com"}, "Action": "*"})
    resource = {"Version": "2012-10-17", "Statement": statements}
    return evaluate(request, Policies.compile(identity=[_FULL], resource=resource)).outcome


_DIRECT = _request().directly(source_ip="203.0.113.7")
_INSIDE = _request().through_endpoint(_ENDPOINT)
_ELSEWHERE = _request().through_endpoint(EndpointSource(endpoint="vpce-2", vpc="vpc-2", source_ip="10.0.0.7"))


@pytest.mark.parametrize("operator", ["StringNotEquals", "StringNotEqualsIfExists"])
def test_string_not_equals_denies_without_the_key_with_if_exists_only_where_it_says_so(operator: str) -> None:
    condition = {operator: {"aws:SourceVpce": "vpce-1"}}
    assert _decide(_INSIDE, condition) is Outcome.ALLOWED
    assert _decide(_ELSEWHERE, condition) is Outcome.EXPLICITLY_DENIED
    # "If you are using a Deny with a negated operator like StringNotEqualsIfExists, the request is still denied."
    assert _decide(_DIRECT, condition) is Outcome.EXPLICITLY_DENIED


def test_for_any_value_string_not_equals_opens_the_perimeter() -> None:
    condition = {"ForAnyValue:StringNotEquals": {"aws:SourceVpce": "vpce-1"}}
    assert _decide(_ELSEWHERE, condition) is Outcome.EXPLICITLY_DENIED
    assert _decide(_DIRECT, condition) is Outcome.ALLOWED


def test_for_all_values_string_not_equals_denies_without_the_key() -> None:
    condition = {"ForAllValues:StringNotEquals": {"aws:SourceVpce": "vpce-1"}}
    assert _decide(_INSIDE, condition) is Outcome.ALLOWED
    assert _decide(_DIRECT, condition) is Outcome.EXPLICITLY_DENIED


def test_each_further_negated_key_in_a_deny_is_one_more_exemption() -> None:
    both = {"StringNotEquals": {"aws:SourceVpce": "vpce-1", "aws:SourceVpc": "vpc-2"}}
    assert _decide(_ELSEWHERE, both) is Outcome.ALLOWED
    assert _decide(_ELSEWHERE, {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}) is Outcome.EXPLICITLY_DENIED


def test_source_ip_is_absent_through_an_endpoint() -> None:
    condition = {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    assert _decide(_DIRECT, condition) is Outcome.ALLOWED
    assert _decide(_INSIDE, condition) is Outcome.EXPLICITLY_DENIED


def test_vpce_account_is_absent_where_the_service_does_not_carry_it() -> None:
    condition = {"StringNotEquals": {"aws:VpceAccount": _ACCOUNT}}
    assert _decide(_INSIDE, condition) is Outcome.EXPLICITLY_DENIED
    carried = _request().through_endpoint(_ENDPOINT, carried_keys=["aws:VpceAccount"])
    assert _decide(carried, condition) is Outcome.ALLOWED


def test_source_vpc_arn_tells_vpcs_of_different_regions_apart() -> None:
    carried = _request().through_endpoint(_ENDPOINT, carried_keys=["aws:SourceVpcArn"])
    arn = f"arn:aws:ec2:eu-west-1:{_ACCOUNT}:vpc/vpc-1"
    assert _decide(carried, {"ArnNotEquals": {"aws:SourceVpcArn": arn}}) is Outcome.ALLOWED
    assert (
        _decide(carried, {"ArnNotEquals": {"aws:SourceVpcArn": arn.replace("eu", "us")}}) is Outcome.EXPLICITLY_DENIED
    )


def test_a_perimeter_exempts_services_and_services_on_behalf() -> None:
    bare = {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}
    exempting = bare | {"BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}}
    service = _request(Principal.service("logs.amazonaws.com"))
    assert _decide(service, bare, service=True) is Outcome.EXPLICITLY_DENIED
    assert _decide(service, exempting, service=True) is Outcome.ALLOWED
    behalf = _INSIDE.on_behalf("athena.amazonaws.com")
    assert _decide(behalf, bare) is Outcome.EXPLICITLY_DENIED
    assert _decide(behalf, exempting) is Outcome.ALLOWED
    assert _decide(_DIRECT, exempting) is Outcome.EXPLICITLY_DENIED


def test_bool_if_exists_in_an_allow_for_services_lets_anonymous_calls_through() -> None:
    anonymous = _request("anonymous")

    def allowed(operator: str, request: Request) -> bool:
        condition = {operator: {"aws:PrincipalIsAWSService": "true"}}
        statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition}
        return evaluate(
            request, Policies.compile(resource={"Version": "2012-10-17", "Statement": statement})
        ).is_allowed

    assert allowed("BoolIfExists", anonymous)
    assert not allowed("Bool", anonymous)
    assert allowed("Bool", _request(Principal.service("logs.amazonaws.com")))


def test_calls_without_principal_keys_are_refused_by_an_organization_condition() -> None:
    condition = {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition}
    policies = Policies.compile(
        identity=[_FULL],
        endpoint={"Version": "2012-10-17", "Statement": statement},
        resource={
            "Statement": {"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:*"}
        },
    )
    assert evaluate(_INSIDE, policies).is_allowed
    web = Request.of(
        Principal.federated("accounts.google.com"),
        "sts:AssumeRoleWithWebIdentity",
        f"arn:aws:iam::{_ACCOUNT}:role/irsa",
    )
    assert evaluate(web, policies).outcome is Outcome.IMPLICITLY_DENIED


def test_an_endpoint_policy_without_allow_refuses_everything() -> None:
    empty = {"Version": "2012-10-17", "Statement": []}
    assert not evaluate(_INSIDE, Policies.compile(identity=[_FULL], endpoint=empty)).is_allowed
    assert evaluate(_INSIDE, Policies.compile(identity=[_FULL])).is_allowed


def test_listing_buckets_is_refused_by_a_policy_narrowed_to_buckets() -> None:
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
    }
    policies = Policies.compile(identity=[_FULL], endpoint={"Version": "2012-10-17", "Statement": statement})
    listing = Request.of(f"arn:aws:iam::{_ACCOUNT}:user/bob", "s3:ListAllMyBuckets", "*")
    assert evaluate(listing, policies).outcome is Outcome.IMPLICITLY_DENIED
    assert evaluate(_request(), policies).is_allowed
