"""Requests through endpoints carry the keys that the catalog says, and nothing that nobody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from private_endpoints.catalog import EndpointService, service, services
from private_endpoints.policy.evaluation import Decision, EndpointSource, Outcome, Policies, Request, evaluate
from private_endpoints.policy.through import through

_ACCOUNT, _ORGANIZATION = "111122223333", "o-a1b2c3d4e5"
_SOURCE = EndpointSource(
    endpoint="vpce-1",
    vpc="vpc-1",
    source_ip="10.0.0.7",
    region="eu-west-1",
    account=_ACCOUNT,
    organization=_ORGANIZATION,
    organization_paths=["o-a1b2c3d4e5/r-1/ou-1/"],
)
_KEYS = ("aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths")
_REQUEST = Request.of(f"arn:aws:iam::{_ACCOUNT}:role/app", "any:DoThing", f"arn:aws:any:eu-west-1:{_ACCOUNT}:x")


def _decide(request: Request, condition: dict[str, Any]) -> Decision:
    """By a policy that denies under a condition."""
    allow = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    document = {"Version": "2012-10-17", "Statement": [allow, {**allow, "Effect": "Deny", "Condition": condition}]}
    return evaluate(request, Policies.compile(resource=document))


def test_a_request_carries_the_keys_of_the_catalog_and_no_others() -> None:
    for row in services():
        sent = through(row, _REQUEST, _SOURCE)
        carried = {key for key in _KEYS if key.lower() in sent.context}
        assert carried == set(row.perimeter_keys or ()), row.name
        assert sent.context["aws:sourcevpce"] == ("vpce-1",)
        assert "aws:sourceip" not in sent.context


def test_what_was_known_of_another_way_is_forgotten() -> None:
    elsewhere = replace(_SOURCE, endpoint="vpce-2", account="444455556666")
    again = through(
        service("ssm"), through(service("s3"), _REQUEST.directly(source_ip="203.0.113.7"), elsewhere), _SOURCE
    )
    assert not {key.lower() for key in _KEYS} & set(again.context)
    assert again.context["aws:sourcevpce"] == ("vpce-1",)


_UNSAID = replace(service("s3"), perimeter_keys=None)


@pytest.mark.parametrize(
    ("row", "source", "key", "inside", "expected"),
    [
        (service("s3"), _SOURCE, "aws:VpceOrgID", _ORGANIZATION, Outcome.ALLOWED),
        # The hole that the catalog closes: a service without the key, and a negated Deny.
        (service("ssm"), _SOURCE, "aws:VpceOrgID", _ORGANIZATION, Outcome.EXPLICITLY_DENIED),
        (_UNSAID, _SOURCE, "aws:VpceOrgID", _ORGANIZATION, Outcome.UNKNOWN),
        # An account always is there, if not known; an organization need not be.
        (service("s3"), replace(_SOURCE, account=""), "aws:VpceAccount", _ACCOUNT, Outcome.UNKNOWN),
        (service("s3"), replace(_SOURCE, organization=None), "aws:VpceOrgID", _ORGANIZATION, Outcome.EXPLICITLY_DENIED),
        (service("s3"), replace(_SOURCE, region=""), "aws:SourceVpcArn", "arn:x", Outcome.UNKNOWN),
    ],
    ids=["carried", "not carried", "not known", "account not known", "in no organization", "region not known"],
)
def test_a_negated_deny_is_decided_by_what_the_service_carries(
    row: EndpointService, source: EndpointSource, key: str, inside: str, expected: Outcome
) -> None:
    request = through(row, _REQUEST, source)
    decision = _decide(request, {"StringNotEquals": {key: inside}})
    assert decision.outcome is expected
    if expected is Outcome.UNKNOWN:
        assert any(key in name for name in decision.depends_on)
