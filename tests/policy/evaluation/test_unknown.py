"""What is not known is unknown, with what it depends on; what does not depend on it is known all the same."""

from __future__ import annotations

from typing import Any

from private_endpoints.policy.evaluation import (
    Decision,
    EndpointSource,
    Outcome,
    Policies,
    PolicyKind,
    Request,
    Unspecified,
    evaluate,
)
from private_endpoints.values import Reference, join

_ACCOUNT = "111122223333"
_USER = f"arn:aws:iam::{_ACCOUNT}:user/bob"
_EVERYTHING: dict[str, Any] = {"Effect": "Allow", "Action": "*", "Resource": "*"}
_FULL = {"Version": "2012-10-17", "Statement": _EVERYTHING}


def _decide(resource: dict[str, Any] | None = None, *, identity: Any = _FULL, **given: Any) -> Decision:
    request = Request.of(
        given.pop("principal", _USER),
        given.pop("action", "s3:GetObject"),
        given.pop("resource_arn", "arn:aws:s3:::data/key"),
        resource_account=given.pop("owner", _ACCOUNT),
        context=given.pop("context", {}),
    )
    policy = None if resource is None else {"Version": "2012-10-17", "Statement": resource}
    return evaluate(request, Policies.compile(identity=[identity], resource=policy, **given))


_PERIMETER = {
    "Sid": "OnlyFromHere",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "*",
    "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:SourceVpce": {"Ref": "Endpoint"}}},
}


def test_a_perimeter_around_an_endpoint_yet_to_be_made() -> None:
    inside = _decide(_PERIMETER, context={"aws:SourceVpce": join([Reference("Endpoint")])})
    assert inside.outcome is Outcome.ALLOWED
    outside = _decide(_PERIMETER)
    assert outside.outcome is Outcome.EXPLICITLY_DENIED
    assert outside.by.statement == "OnlyFromHere"
    other = _decide(_PERIMETER, context={"aws:SourceVpce": "vpce-1"})
    assert other.outcome is Outcome.UNKNOWN
    assert other.possible == {Outcome.ALLOWED, Outcome.EXPLICITLY_DENIED}
    assert other.depends_on == ("Endpoint",)
    assert other.by.condition == {"StringNotEquals": {"aws:SourceVpce": "${Endpoint}"}}


def test_two_endpoints_of_one_template_are_known_to_differ() -> None:
    one, other = (Reference(name, unique_in="AWS::EC2::VPCEndpoint") for name in ("One", "Other"))
    condition = {"StringNotEquals": {"aws:SourceVpce": "${aws:Expected}"}}
    answer = _decide(_PERIMETER | {"Condition": condition}, context={"aws:SourceVpce": one, "aws:Expected": other})
    assert answer.outcome is Outcome.EXPLICITLY_DENIED


def test_bindings_make_a_reference_known() -> None:
    statement = _PERIMETER | {
        "Condition": {"ArnNotLike": {"aws:PrincipalArn": {"Fn::Sub": "arn:${AWS::Partition}:iam::*:user/bob"}}}
    }
    assert _decide(statement).outcome is Outcome.UNKNOWN
    assert _decide(statement, bindings={"AWS::Partition": "aws"}).outcome is Outcome.ALLOWED
    assert _decide(statement, bindings={"AWS::Partition": "aws-cn"}).outcome is Outcome.EXPLICITLY_DENIED


def test_an_unspecified_key_may_be_absent() -> None:
    null = _PERIMETER | {"Condition": {"Null": {"aws:SourceVpce": "true"}}}
    assert _decide(null, context={"aws:SourceVpce": Unspecified("the caller's network")}).depends_on == (
        "the caller's network",
    )
    assert _decide(null, context={"aws:SourceVpce": Reference("Endpoint")}).outcome is Outcome.ALLOWED


def test_an_explicit_deny_is_known_whatever_else_is_not() -> None:
    sure = _PERIMETER | {"Condition": {}}
    answer = _decide(sure, endpoint={"Statement": {**_PERIMETER, "Effect": "Allow"}}, context={"aws:SourceVpce": "x"})
    assert answer.outcome is Outcome.EXPLICITLY_DENIED


def test_a_principal_yet_to_be_made() -> None:
    role = {"Fn::GetAtt": ["Role", "Arn"]}
    deny = _PERIMETER | {"Condition": {"ArnNotEquals": {"aws:PrincipalArn": role}}}
    arn = join([Reference("Role.Arn")])
    assert _decide(deny, principal=arn, owner=None).is_allowed
    assert _decide(deny, principal=join([Reference("Other.Arn")]), owner=None).depends_on == ("Other.Arn", "Role.Arn")
    grant = _PERIMETER | {"Effect": "Allow", "Principal": {"AWS": role}, "Condition": {}}
    assert _decide(grant, identity={"Statement": []}).possible == {Outcome.ALLOWED, Outcome.IMPLICITLY_DENIED}


def test_an_account_root_written_with_references_names_the_account_or_nobody() -> None:
    root = {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::", {"Ref": "AWS::AccountId"}, ":root"]]}
    key = {
        "resource_arn": f"arn:aws:kms:eu-west-1:{_ACCOUNT}:key/1",
        "action": "kms:Decrypt",
    }
    grant = {"Effect": "Allow", "Principal": {"AWS": root}, "Action": "kms:*", "Resource": "*"}
    assert _decide(grant, **key).possible == {Outcome.ALLOWED, Outcome.IMPLICITLY_DENIED}
    bindings = {"AWS::Partition": "aws", "AWS::AccountId": _ACCOUNT}
    assert _decide(grant, bindings=bindings, **key).is_allowed
    assert _decide(grant, bindings=bindings, identity={"Statement": []}, **key).is_denied


def test_a_whole_statement_that_is_conditional_may_do_anything() -> None:
    answer = evaluate(
        Request.of(_USER, "s3:GetObject", "arn:aws:s3:::data/key"),
        Policies.compile(identity=[{"Statement": [{"Fn::If": ["Prod", {}, {"Ref": "AWS::NoValue"}]}]}]),
    )
    assert answer.possible == {Outcome.ALLOWED, Outcome.EXPLICITLY_DENIED, Outcome.IMPLICITLY_DENIED}


def test_the_caller_address_behind_an_endpoint_is_unknown_until_given() -> None:
    condition = {"NotIpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}
    policies = Policies.compile(identity=[_FULL], resource={"Statement": _PERIMETER | {"Condition": condition}})
    request = Request.of(_USER, "s3:GetObject", "arn:aws:s3:::data/key")
    through = request.through_endpoint(EndpointSource(endpoint="vpce-1", vpc="vpc-1"))
    assert evaluate(through, policies).depends_on == ("aws:VpcSourceIp",)
    known = request.through_endpoint(EndpointSource(endpoint="vpce-1", vpc="vpc-1", source_ip="10.0.0.1"))
    assert evaluate(known, policies).is_allowed


def test_an_owner_yet_to_be_known_decides_which_policies_must_allow() -> None:
    answer = _decide(owner=join([Reference("Owner")]))
    assert answer.possible == {Outcome.ALLOWED, Outcome.IMPLICITLY_DENIED}
    both = _decide(_PERIMETER | {"Effect": "Allow", "Condition": {}}, owner=join([Reference("Owner")]))
    assert both.is_allowed


def test_the_reason_of_an_implicit_denial_is_the_policy_that_lacks_an_allow() -> None:
    near = {"Version": "2012-10-17", "Statement": [{**_EVERYTHING, "Condition": {"Bool": {"k:x": "true"}}}]}
    answer = _decide(identity=near)
    assert answer.by.policy is PolicyKind.IDENTITY
    assert answer.by.statement == "0"
    assert answer.by.condition == {"Bool": {"k:x": "true"}}
    limited = _decide(service_control=[[_FULL], [near]])
    assert (limited.by.policy, limited.by.document) == (PolicyKind.SERVICE_CONTROL, 1)
