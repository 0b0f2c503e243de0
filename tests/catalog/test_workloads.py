"""Workloads, and the buckets of AWS that they need."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

import private_endpoints.catalog
from private_endpoints.catalog import (
    EndpointKind,
    OwnedBucket,
    ServiceStatus,
    Workload,
    left_out,
    owned_bucket_groups,
    owned_buckets,
    region,
    regions,
    resolve,
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
        groups = (*need.buckets, *need.optional_buckets)
        assert set(groups) <= set(owned_bucket_groups())
        assert len(groups) == len(set(groups))
        assert list(need.buckets) == sorted(need.buckets)
        assert all(need.optional_buckets.values())
        assert need.service == "s3" or not (groups or need.own_buckets)


@every_workload
def test_what_a_need_brings_is_optional_in_the_same_row(row: Workload) -> None:
    optional = {group for need in row.needs for group in need.optional_buckets}
    for need in row.needs:
        assert set(need.brings) <= optional
        assert not (need.required and need.brings)


@every_workload
def test_whoever_pulls_images_can_read_their_layers(row: Workload) -> None:
    pulls = [need for need in row.needs if need.service == "ecr.dkr" and "push" not in need.reason]
    if pulls and row.name != "lambda-deployment":
        given = {group for need in row.needs for group in (*need.buckets, *need.brings)}
        assert "ecr-layers" in given


@every_workload
def test_a_workload_has_a_title_and_a_source_with_a_date(row: Workload) -> None:
    assert row.title
    assert row.title != row.name
    assert not row.note.endswith(".")
    assert "https://" in row.source
    assert dt.date.fromisoformat(row.as_of).year >= 2021


@every_workload
def test_a_region_is_named_only_where_it_differs_and_the_service_is_everywhere(row: Workload) -> None:
    # In a stack without a region such a need is asked for, which must not fail anywhere.
    for need in row.needs:
        if need.regions is not None:
            assert need.required
            assert service(need.service).regions is None


@every_workload
def test_an_active_service_is_needed(row: Workload) -> None:
    assert all(service(need.service).status is ServiceStatus.ACTIVE for need in row.needs)


def test_rows_are_sorted_and_unique() -> None:
    names = [json.loads(line)["name"] for line in (DATA / "workloads.jsonl").read_text("utf-8").splitlines()]
    assert names == sorted(set(names))


def test_no_name_of_a_need_is_both_a_service_and_a_group() -> None:
    # include= and exclude= take both, and what was meant must be clear.
    groups = {group for row in workloads() for need in row.needs for group in (*need.buckets, *need.optional_buckets)}
    services = {need.service for row in workloads() for need in row.needs}
    assert not groups & services


@every_workload
def test_an_alternative_has_at_least_two_sides(row: Workload) -> None:
    alternatives = [need.alternative for need in row.needs if need.alternative]
    assert all(alternatives.count(name) > 1 for name in alternatives)


def test_the_workloads_of_the_field_are_there() -> None:
    expected = (
        "session-manager patch-manager cloudwatch-agent ecs-fargate ecs-ec2 eks lambda batch step-functions codebuild"
    )
    expected += " athena glue sagemaker-studio bedrock emr inspector codedeploy secrets"
    expected += " eks-vpc-cni eks-coredns eks-kube-proxy eks-ebs-csi eks-efs-csi eks-load-balancer-controller"
    expected += " eks-cluster-autoscaler eks-cloudwatch-observability eks-pod-identity eks-guardduty-agent eks-adot"
    expected += " mwaa datasync transfer-family backup elastic-beanstalk mgn drs guardduty-runtime xray opentelemetry"
    expected += " managed-prometheus managed-grafana image-builder codeartifact redshift rds"
    assert set(expected.split()) <= {row.name for row in workloads()}


def test_session_manager_needs_ec2messages_in_the_regions_that_have_it_and_misses_it_nowhere() -> None:
    def asked(region: str | None) -> set[str]:
        return {need.service for need in resolve(["session-manager"], region)}

    assert asked("us-east-1") == {"ssm", "ssmmessages", "ec2messages"}
    for elsewhere in ("ap-southeast-5", None):
        assert asked(elsewhere) == {"ssm", "ssmmessages"}
        assert not any(need.required for need in left_out(["session-manager"], elsewhere))


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
    partitions = {place.partition for place in regions()}
    assert set(row.confirmed_in) <= partitions
    assert all(region(name) for name in (*row.unique, *(row.regions or ()), *row.names))
    assert all(region(name) or name in partitions for name in row.not_in)


@every_bucket
def test_a_bucket_that_is_written_has_a_name_without_a_wildcard(row: OwnedBucket) -> None:
    assert not (row.is_written and any("*" in row.bucket_in(place.name) for place in regions()))


@every_bucket
def test_a_name_of_its_own_is_used_where_there_is_one(row: OwnedBucket) -> None:
    for place, name in row.names.items():
        assert row.bucket_in(place) == name


def test_a_bucket_exists_where_nothing_says_otherwise() -> None:
    (snapshots,) = [row for row in owned_buckets("patch-manager") if row.bucket == "patch-baseline-snapshot-{region}"]
    assert snapshots.exists_in("us-east-1")
    assert not snapshots.exists_in("me-south-1"), "there the bucket has a suffix, and this name is anybody's"
    assert snapshots.exists_in("${Token[AWS.Region.4]}")
    (agent, *_) = owned_buckets("drs-agent")
    assert agent.exists_in("us-gov-west-1")
    assert not agent.exists_in("cn-northwest-1")


def test_a_name_in_a_partition_of_which_no_source_speaks_is_assumed() -> None:
    (layers,) = owned_buckets("ecr-layers")
    assert not layers.is_assumed_in("us-gov-west-1")
    assert layers.is_assumed_in("cn-north-1")


def test_beanstalk_has_names_of_its_own_in_beijing() -> None:
    assert {row.bucket_in("cn-north-1") for row in owned_buckets("elastic-beanstalk")} == {
        "elasticbeanstalk-public-beta-cn-north-1",
        "elasticbeanstalk-env-resources-public-beta-cn-north-1",
        "elasticbeanstalk-platform-assets-public-beta-cn-north-1",
        "elasticbeanstalk-samples-public-beta-cn-north-1",
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
        row.bucket_in("eu-west-1") for row in owned_buckets("cloudformation-responses")
    }


def test_only_calls_that_answer_to_aws_may_write() -> None:
    writers = {row.group for row in BUCKETS if any("Put" in action for action in row.actions)}
    assert writers == {"cloudformation-responses", "emr-logging"}
