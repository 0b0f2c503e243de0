"""Workloads, and the buckets of AWS that they need."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

import private_endpoints.catalog
from private_endpoints.catalog import (
    EndpointKind,
    OwnedBucket,
    Workload,
    owned_bucket_groups,
    owned_buckets,
    region,
    service,
    workload,
    workloads,
)

DATA = Path(private_endpoints.catalog.__file__).parent / "data"
BUCKET = re.compile(r"[a-z0-9*][a-z0-9.*-]{1,61}[a-z0-9*]")
BUCKETS = [bucket for group in owned_bucket_groups() for bucket in owned_buckets(group)]

every_workload = pytest.mark.parametrize("row", workloads(), ids=lambda row: row.name)
every_bucket = pytest.mark.parametrize("row", BUCKETS, ids=lambda row: row.bucket)


def needs(name: str, *, required: bool) -> set[str]:
    return {need.service for need in workload(name).needs if need.required is required and need.regions is None}


@every_workload
def test_a_need_names_a_service_of_that_kind_and_a_reason(row: Workload) -> None:
    for need in row.needs:
        assert service(need.service).name == need.service
        assert need.kind in service(need.service).kinds
        assert need.reason
        assert all(region(name) for name in need.regions or ())


@every_workload
def test_required_needs_come_first_and_none_comes_twice(row: Workload) -> None:
    assert [need.required for need in row.needs] == sorted((need.required for need in row.needs), reverse=True)
    keys = [(need.service, need.kind) for need in row.needs]
    assert len(keys) == len(set(keys))


@every_workload
def test_bucket_groups_exist_and_go_with_s3(row: Workload) -> None:
    for need in row.needs:
        assert set(need.buckets) <= set(owned_bucket_groups())
        assert need.service == "s3" or not need.buckets


@every_workload
def test_an_alternative_has_at_least_two_sides(row: Workload) -> None:
    alternatives = [need.alternative for need in row.needs if need.alternative]
    assert all(alternatives.count(name) > 1 for name in alternatives)


def test_the_workloads_of_the_field_are_there() -> None:
    expected = (
        "session-manager patch-manager cloudwatch-agent ecs-fargate ecs-ec2 eks lambda batch step-functions codebuild"
    )
    expected += " athena glue sagemaker-studio bedrock emr inspector codedeploy secrets"
    assert set(expected.split()) <= {row.name for row in workloads()}


def test_session_manager_needs_no_ec2messages() -> None:
    assert needs("session-manager", required=True) == {"ssm", "ssmmessages"}
    assert "ec2messages" in needs("session-manager", required=False)


def test_fargate_needs_the_agent_endpoints_in_later_regions_only() -> None:
    agent = [need for need in workload("ecs-fargate").needs if need.service.startswith("ecs")]
    assert {need.service for need in agent} == {"ecs", "ecs-agent", "ecs-telemetry"}
    for need in agent:
        assert need.required
        assert need.applies_in("ca-west-1")
        assert not need.applies_in("us-east-1")


def test_image_pulls_need_the_layers_in_s3() -> None:
    (s3,) = [need for need in workload("ecs-fargate").needs if need.service == "s3"]
    assert (s3.kind, s3.required, s3.buckets) == (EndpointKind.GATEWAY, True, ("ecr-layers",))


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("session_manager", "session-manager"), ("fargate", "ecs-fargate"), ("ek", "eks"), ("zzz", "eks")],
)
def test_a_workload_that_is_none_is_refused_with_names(wrong: str, meant: str) -> None:
    with pytest.raises(LookupError, match=rf"\[unknown-workload\].*{meant}"):
        workload(wrong)


@pytest.mark.parametrize(("wrong", "meant"), [("ecr_layers", "ecr-layers"), ("amazon-linux", "amazon-linux-2")])
def test_a_bucket_group_that_is_none_is_refused_with_names(wrong: str, meant: str) -> None:
    with pytest.raises(LookupError, match=rf"\[unknown-bucket-group\].*{meant}"):
        owned_buckets(wrong)


@every_bucket
def test_a_bucket_has_a_name_in_every_region(row: OwnedBucket) -> None:
    for name in ("us-east-1", "ap-southeast-4", "xx-new-9"):
        assert BUCKET.fullmatch(row.bucket_in(name)), row.bucket_in(name)
    assert "{" not in row.bucket_in("${Token[AWS.Region.4]}").replace("${Token[AWS.Region.4]}", "")


@every_bucket
def test_a_bucket_says_what_is_done_with_it_and_why(row: OwnedBucket) -> None:
    assert row.actions
    assert list(row.actions) == sorted(row.actions)
    assert all(re.fullmatch(r"s3:[A-Z][A-Za-z]+", action) for action in row.actions)
    assert row.why
    assert "https://" in row.source
    assert set(row.assumed) <= {field.name for field in fields(OwnedBucket)}
    assert set(row.unique) | set(row.regions or ()) <= {
        name for name in (*row.unique, *(row.regions or ())) if region(name)
    }


def test_bucket_rows_are_sorted_and_unique() -> None:
    rows = [json.loads(line) for line in (DATA / "owned_buckets.jsonl").read_text("utf-8").splitlines()]
    keys = [(row["group"], row["bucket"]) for row in rows]
    assert keys == sorted(set(keys))


def test_bucket_names_that_follow_no_rule_are_data() -> None:
    names = {row.bucket_in("us-east-1") for row in owned_buckets("patch-manager")}
    assert "aws-patch-manager-us-east-1-1970c647d" in names
    (layers,) = owned_buckets("ecr-layers")
    assert layers.bucket_in("eu-west-1") == "prod-eu-west-1-starport-layer-bucket"
    assert "cloudformation-custom-resource-response-euwest1" in {
        row.bucket_in("eu-west-1") for row in owned_buckets("cloudformation")
    }


def test_only_calls_that_answer_to_aws_may_write() -> None:
    writers = {row.group for row in BUCKETS if any("Put" in action for action in row.actions)}
    assert writers == {"cloudformation", "emr-logging"}
