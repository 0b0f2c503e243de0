"""An endpoint that a perimeter lets in and that refuses the resource is warned of: nobody at all would reach it."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_s3 as s3

from private_endpoints import (
    EndpointPolicy,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateWorkloadAccess,
    SourceVpceBucketPolicy,
    SourceVpceResourcePolicy,
)
from support.annotations import warned_of
from support.perimeters import KINDS, Kind
from support.vpcs import Case, agnostic_stack, import_vpc, of_another_stack, owned

SOME_READS = EndpointPolicy.of({"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "*"})


def agnostic() -> Case:
    stack = agnostic_stack()
    return Case(import_vpc(stack), stack, stack)


def warned(case: Case) -> bool:
    return bool(warned_of(case.stack, "endpoint-refuses"))


def narrowed(case: Case, *, bucket: dict[str, Any] | None = None, **props: Any) -> Case:
    made = s3.Bucket(case.stack, "Bucket", **(bucket or {}))
    access = PrivateS3Access(case.stack, "Access", vpc=case.vpc, **props)
    SourceVpceBucketPolicy(case.stack, "Only", bucket=made, access=[access])
    return case


@pytest.mark.parametrize("make", [owned, of_another_stack, agnostic])
def test_an_endpoint_for_buckets_of_aws_only(make: Any) -> None:
    assert warned(narrowed(make(), owned_buckets=["ecr-layers"]))


def test_an_endpoint_for_another_bucket_only() -> None:
    case = owned()
    narrowed(case, buckets=[s3.Bucket(case.stack, "Other")])
    (text,) = warned_of(case.stack, "endpoint-refuses")
    assert "the policy of App/Vpc/PrivateEndpoints/s3/Resource refuses App/Bucket" in text


def test_an_endpoint_that_a_workload_asked_for() -> None:
    case = owned()
    access = PrivateWorkloadAccess(case.stack, "Access", vpc=case.vpc, workloads=["ecs-fargate"])
    SourceVpceBucketPolicy(case.stack, "Only", bucket=s3.Bucket(case.stack, "Bucket"), access=[access])
    assert warned(case)


@pytest.mark.parametrize("make", [owned, of_another_stack, agnostic])
@pytest.mark.parametrize(
    "props",
    [
        {},
        {"organization_id": "o-a1b2c3d4e5"},
        {"policy": EndpointPolicy.full_access()},
        {"policy": SOME_READS},
        # A name in full may be written in many ways, so a policy that names some bucket in its place says nothing.
        {"owned_buckets": ["ecr-layers"], "bucket": {"bucket_name": "records-of-ours"}},
    ],
    ids=["the default", "an organization", "full access", "reading only", "a bucket with a name"],
)
def test_not_so_an_endpoint_that_may_let_it_through(make: Any, props: dict[str, Any]) -> None:
    assert not warned(narrowed(make(), **props))


def test_not_so_an_endpoint_for_the_bucket() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    access = PrivateS3Access(case.stack, "Access", vpc=case.vpc, buckets=[bucket])
    SourceVpceBucketPolicy(case.stack, "Only", bucket=bucket, access=[access])
    assert not warned(case)


def test_not_so_an_endpoint_whose_policy_depends_on_a_parameter() -> None:
    case = owned()
    given = cdk.CfnParameter(case.stack, "Given").value_as_string
    policy = EndpointPolicy.of({"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": given})
    assert not warned(narrowed(case, policy=policy))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_default_policy_of_no_endpoint_refuses_a_resource_of_the_account(kind: Kind) -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=kind.services)
    SourceVpceResourcePolicy(case.stack, "Only", resource=kind.make(case.stack), access=[access])
    assert not warned(case)
