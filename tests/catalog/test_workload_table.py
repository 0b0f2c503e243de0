"""Each workload's endpoints and buckets by name, in four regions of three partitions, and what passes there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from private_endpoints.catalog import (
    EndpointKind,
    OwnedBucket,
    ResolvedNeed,
    owned_bucket_groups,
    owned_buckets,
    partition_of,
    resolve,
    service,
    workloads,
)
from private_endpoints.policy import EndpointPolicy, Place, merge
from private_endpoints.policy.evaluation import Policies, Request, evaluate

HERE = Path(__file__).parent
EXPECTED: dict[str, dict[str, str]] = tomllib.loads((HERE / "expected_workloads.toml").read_text("utf-8"))
BUCKETS: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "expected_buckets.toml").read_text("utf-8"))
REGIONS = ("us-east-1", "ca-west-1", "cn-north-1", "us-gov-west-1")
NAMES = [row.name for row in workloads()]
ACCOUNT, AWS_ACCOUNT, STRANGER = "111122223333", "999999999999", "444455556666"
ALL = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}

in_each_region = pytest.mark.parametrize("region", REGIONS)
for_each_workload = pytest.mark.parametrize("name", NAMES)


def s3_of(name: str, region: str) -> ResolvedNeed | None:
    return next((need for need in resolve([name], region) if need.service == "s3"), None)


def groups_of(name: str) -> list[str]:
    return EXPECTED[name].get("buckets", "").split()


def test_the_tables_have_every_workload_and_every_group() -> None:
    assert list(EXPECTED) == NAMES
    assert list(BUCKETS) == list(owned_bucket_groups())


@in_each_region
@for_each_workload
def test_a_workload_has_exactly_these_endpoints(name: str, region: str) -> None:
    needs = resolve([name], region)
    expected = EXPECTED[name].get(region, EXPECTED[name]["everywhere"])
    assert [need.service for need in needs] == expected.split()
    gateways = {need.service for need in needs if need.kind is EndpointKind.GATEWAY}
    assert gateways == {"s3"}.intersection(expected.split())


@in_each_region
@for_each_workload
def test_a_workload_has_exactly_these_buckets(name: str, region: str) -> None:
    found = {group for need in resolve([name], region) for group in need.buckets}
    assert found == {group for group in groups_of(name) if BUCKETS[group][region]}


@in_each_region
@pytest.mark.parametrize("group", owned_bucket_groups())
def test_a_group_has_exactly_these_names(group: str, region: str) -> None:
    assert names_of(group, region) == BUCKETS[group][region]


def names_of(group: str, region: str) -> list[str]:
    return sorted(row.bucket_in(region) for row in owned_buckets(group) if row.exists_in(region))


def policies(groups: tuple[str, ...], region: str) -> Policies:
    place = Place(account=ACCOUNT, partition=partition_of(region), region=region)
    statements = EndpointPolicy.owned_buckets(*groups).statements(service("s3"), place)
    return Policies.compile(
        identity=[ALL | {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}],
        resource=ALL,
        endpoint={"Version": "2012-10-17", "Statement": merge([], statements)},
    )


def request(region: str, bucket: str, action: str, *, principal: str, owner: str = AWS_ACCOUNT) -> Request:
    key = "" if action == "s3:ListBucket" else "/some/object"
    arn = f"arn:{partition_of(region)}:s3:::{bucket}{key}"
    return Request.of(principal, action, arn, resource_account=owner)


def callers(row: OwnedBucket, region: str) -> Iterator[str]:
    yield f"arn:{partition_of(region)}:iam::{ACCOUNT}:role/app"
    if row.anonymous:
        yield "anonymous"
        yield f"arn:{partition_of(region)}:iam::{AWS_ACCOUNT}:role/presigns"


@in_each_region
@for_each_workload
def test_the_policy_for_a_workload_lets_through_each_object_that_it_needs(name: str, region: str) -> None:
    need = s3_of(name, region)
    if need is None or not need.buckets:
        assert not [group for group in groups_of(name) if BUCKETS[group][region]]
        return
    around = policies(need.buckets, region)
    for row in [row for group in need.buckets for row in owned_buckets(group) if row.exists_in(region)]:
        # Where AWS's part of the name is not known the policy has `*`: any text will do.
        bucket = row.bucket_in(region).replace("*", "0a1b2c3d4")
        for action in row.actions:
            for principal in callers(row, region):
                decision = evaluate(request(region, bucket, action, principal=principal), around)
                assert decision.is_allowed, (bucket, action, principal, decision)


@in_each_region
@for_each_workload
def test_the_policy_for_a_workload_refuses_a_foreign_bucket_and_another_workloads(name: str, region: str) -> None:
    need = s3_of(name, region)
    if need is None or not need.buckets:
        return
    around = policies(need.buckets, region)
    mine = {bucket for group in need.buckets for bucket in BUCKETS[group][region]}
    others = {bucket for group in BUCKETS for bucket in BUCKETS[group][region]}.difference(mine)
    for bucket in ("exfiltration", *sorted(others)):
        for principal in (f"arn:{partition_of(region)}:iam::{ACCOUNT}:role/app", "anonymous"):
            for action in ("s3:GetObject", "s3:PutObject", "s3:ListBucket"):
                decision = evaluate(request(region, bucket, action, principal=principal, owner=STRANGER), around)
                assert decision.is_denied, (bucket, action, principal, decision)


@in_each_region
@for_each_workload
def test_the_policy_for_a_workload_lets_nobody_write_where_only_reading_is_needed(name: str, region: str) -> None:
    need = s3_of(name, region)
    if need is None or not need.buckets:
        return
    around = policies(need.buckets, region)
    for row in [row for group in need.buckets for row in owned_buckets(group) if row.exists_in(region)]:
        if row.is_written:
            continue
        bucket = row.bucket_in(region).replace("*", "0a1b2c3d4")
        for principal in callers(row, region):
            assert evaluate(request(region, bucket, "s3:PutObject", principal=principal), around).is_denied, bucket


@in_each_region
def test_no_workload_may_write_to_a_name_that_anybody_could_take(region: str) -> None:
    for name in NAMES:
        need = s3_of(name, region)
        for group in need.buckets if need else ():
            for row in owned_buckets(group):
                assert not (row.is_written and "*" in row.bucket_in(region)), (name, row.bucket)
