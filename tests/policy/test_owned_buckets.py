"""Service-owned buckets in a policy: what they admit, and what they never admit."""

from __future__ import annotations

import pytest

from private_endpoints.catalog import owned_bucket_groups, owned_buckets, regions, service
from private_endpoints.policy import EndpointPolicy, Place, merge
from private_endpoints.policy.evaluation import Policies, Request, evaluate

_ACCOUNT, _STRANGER = "111122223333", "444455556666"
_TOKEN = "${Token[AWS.Region.4]}"  # noqa: S105 - a region
_COMPACT = "${Token[TOKEN.7]}"
_ALL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
_ALL_OF_RESOURCE = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
}
_each_group = pytest.mark.parametrize("group", owned_bucket_groups())


def _place(region: str, compact_region: str | None = None) -> Place:
    return Place(account=_ACCOUNT, partition="aws", region=region, compact_region=compact_region)


def _resources(group: str, place: Place, *, written: bool) -> list[str]:
    found: list[str] = []
    for statement in EndpointPolicy.owned_buckets(group).statements(service("s3"), place):
        writes = any(not action.startswith(("s3:Get", "s3:List")) for action in statement["Action"])
        found += statement["Resource"] if writes is written else []
    return found


@_each_group
@pytest.mark.parametrize("place", [_place(_TOKEN), _place(_TOKEN, _COMPACT), _place("us-east-1"), _place("cn-north-1")])
def test_nobody_elses_bucket_can_be_written_to(group: str, place: Place) -> None:
    for arn in _resources(group, place, written=True):
        assert "*" not in arn.removesuffix("/*"), arn


def test_the_bucket_of_custom_resources_is_named_where_the_region_has_no_dashes() -> None:
    def names(place: Place) -> set[str]:
        return {arn.rpartition(":::")[2] for arn in _resources("cloudformation-responses", place, written=True)}

    prefix = "cloudformation-custom-resource-response-"
    assert {f"{prefix}useast1", f"{prefix}useast1/*"} <= names(_place("us-east-1"))
    assert {f"{prefix}{_COMPACT}", f"{prefix}{_COMPACT}/*"} <= names(_place(_TOKEN, _COMPACT))
    assert not any(name.startswith(prefix) for name in names(_place(_TOKEN)))


def _passes(request: Request, region: str, rule: EndpointPolicy) -> bool:
    document = {"Version": "2012-10-17", "Statement": merge([], rule.statements(service("s3"), _place(region)))}
    policies = Policies.compile(identity=[_ALL], resource=_ALL_OF_RESOURCE, endpoint=document)
    return evaluate(request, policies).is_allowed


@_each_group
def test_each_bucket_is_let_through_for_its_actions_and_a_foreign_one_is_not(group: str) -> None:
    rule = EndpointPolicy.owned_buckets(group)
    insider = f"arn:aws:iam::{_ACCOUNT}:role/app"
    for region in ("us-east-1", "eu-central-1"):
        for row in owned_buckets(group):
            if not row.exists_in(region):
                continue
            bucket = f"arn:aws:s3:::{row.bucket_in(region).replace('*', 'x')}"
            for action in row.actions:
                target = bucket if action.startswith("s3:ListBucket") else f"{bucket}/some/key"
                for principal in [insider, "anonymous"] if row.anonymous else [insider]:
                    request = Request.of(principal, action, target, resource_account="999999999999")
                    assert _passes(request, region, rule), (row.bucket, action, principal)
                foreign = Request.of(insider, action, "arn:aws:s3:::theirs/key", resource_account=_STRANGER)
                assert not _passes(foreign, region, rule)


@_each_group
def test_where_the_caller_is_tested_an_organization_takes_the_place_of_the_account(group: str) -> None:
    rule = EndpointPolicy.owned_buckets(group, organization_id="o-a1b2c3d4e5")
    member = f"arn:aws:iam::{_STRANGER}:role/app"
    for row in owned_buckets(group):
        if row.anonymous or not row.exists_in("us-east-1"):
            continue
        bucket = f"arn:aws:s3:::{row.bucket_in('us-east-1').replace('*', 'x')}/key"
        (action, *_) = [one for one in row.actions if one.endswith("Object")]
        for organization, expected in (("o-a1b2c3d4e5", True), ("o-zzzzzzzzzz", False), (None, False)):
            request = Request.of(member, action, bucket, resource_account="999999999999", organization=organization)
            assert _passes(request, "us-east-1", rule) is expected


def test_in_every_region_every_name_is_one_that_a_bucket_can_have() -> None:
    for region in regions():
        for group in owned_bucket_groups():
            for written in (True, False):
                for arn in _resources(group, _place(region.name), written=written):
                    assert arn.startswith("arn:aws:s3:::")
                    assert "{" not in arn
