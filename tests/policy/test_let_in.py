"""A Deny with exemptions: each of them widens, none of them opens it, and a missing key never passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from private_endpoints.policy.evaluation import EndpointSource, Policies, Request, evaluate
from private_endpoints.policy.let_in import LetIn, missing_keys

ACCOUNT = "111122223333"
EVERYTHING = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
ALL_KEYS = ("aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID")


def arn(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


def vpc_arn(name: str) -> str:
    return f"arn:aws:ec2:eu-west-1:{ACCOUNT}:vpc/{name}"


_names = st.sampled_from(["a", "b", "c"])


def _some(prefix: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(_names.map(lambda name: f"{prefix}{name}"), unique=True, max_size=2).map(tuple)


let_ins = st.builds(
    LetIn,
    endpoints=_some("vpce-"),
    vpc_ids=_some("vpc-"),
    vpc_arns=_some(vpc_arn("vpc-")),
    organizations=_some("o-"),
    accounts=st.lists(st.sampled_from([ACCOUNT, "444455556666"]), unique=True, max_size=1).map(tuple),
    principals=_some(arn("")),
)
sources = st.builds(
    EndpointSource,
    endpoint=_names.map(lambda name: f"vpce-{name}"),
    vpc=_names.map(lambda name: f"vpc-{name}"),
    source_ip=st.just("10.0.0.7"),
    region=st.just("eu-west-1"),
    account=st.sampled_from([ACCOUNT, "444455556666", "777788889999"]),
    organization=st.one_of(st.none(), _names.map(lambda name: f"o-{name}")),
)


def allowed(let_in: LetIn, request: Request) -> bool:
    deny = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": let_in.condition()}
    decision = evaluate(request, Policies.compile(identity=[EVERYTHING], resource={"Statement": deny}))
    assert not decision.depends_on
    return decision.is_allowed


def request(role: str = "nobody") -> Request:
    return Request.of(arn(role), "s3:GetObject", "arn:aws:s3:::data/key", resource_account=ACCOUNT)


@given(let_ins, let_ins, sources, _names)
def test_what_one_lets_in_both_together_do(first: LetIn, second: LetIn, source: EndpointSource, role: str) -> None:
    both = LetIn(
        **{
            name: tuple(dict.fromkeys((*getattr(first, name), *getattr(second, name))))
            for name in ("endpoints", "vpc_ids", "vpc_arns", "organizations", "accounts", "principals")
        }
    )
    sent = request(role).through_endpoint(source, carried_keys=ALL_KEYS)
    assert allowed(both, sent) == (allowed(first, sent) or allowed(second, sent))


@given(let_ins, st.sampled_from(["nobody", "a", "b"]))
def test_without_an_endpoint_only_the_exempt_pass(let_in: LetIn, role: str) -> None:
    assert allowed(let_in, request(role).directly(source_ip="203.0.113.7")) == (arn(role) in let_in.principals)


@given(let_ins, sources)
def test_who_comes_by_no_key_that_is_named_is_refused(let_in: LetIn, source: EndpointSource) -> None:
    sent = request().through_endpoint(source, carried_keys=ALL_KEYS)
    named = (
        source.endpoint in let_in.endpoints
        or source.vpc in let_in.vpc_ids
        or vpc_arn(str(source.vpc)).replace(ACCOUNT, source.account) in let_in.vpc_arns
        or source.organization in let_in.organizations
        or source.account in let_in.accounts
    )
    assert allowed(let_in, sent) == named


@given(let_ins, sources)
def test_aws_services_pass_by_themselves_and_on_behalf(let_in: LetIn, source: EndpointSource) -> None:
    assert allowed(let_in, request().on_behalf("athena.amazonaws.com"))
    assert allowed(let_in, request().with_keys({"aws:PrincipalIsAWSService": True}))
    del source


@given(let_ins)
def test_no_operator_passes_where_its_key_is_missing(let_in: LetIn) -> None:
    condition: Any = let_in.condition()
    assert set(condition) <= {"BoolIfExists", "StringNotEquals", "ArnNotEquals"}
    assert set(condition["BoolIfExists"].values()) == {"false"}


@given(let_ins, sources)
def test_a_vpc_by_its_id_is_let_in_for_its_own_region_only(let_in: LetIn, source: EndpointSource) -> None:
    by_id = replace(let_in, vpc_ids=("vpc-a",), vpc_arns=())
    denies = [by_id.condition(), by_id.elsewhere(["eu-west-1"])]
    statements = [
        {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": one} for one in denies
    ]
    policies = Policies.compile(identity=[EVERYTHING], resource={"Statement": statements})
    sent = request().through_endpoint(replace(source, vpc="vpc-a"), carried_keys=ALL_KEYS)
    assert evaluate(sent.with_keys({"aws:RequestedRegion": "eu-west-1"}), policies).is_allowed
    other = allowed(replace(by_id, vpc_ids=()), sent)
    assert evaluate(sent.with_keys({"aws:RequestedRegion": "us-east-1"}), policies).is_allowed == other


def test_keys_that_a_service_does_not_carry_are_named() -> None:
    assert missing_keys(("aws:VpceOrgID",), organizations=True, accounts=True) == ("aws:VpceAccount",)
    assert missing_keys(None, organizations=True, accounts=False) == ("aws:VpceOrgID",)
    assert missing_keys((), organizations=False, accounts=False) == ()
