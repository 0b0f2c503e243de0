"""Policies that are too long, or may be."""

from __future__ import annotations

from collections.abc import Callable

import aws_cdk as cdk
import pytest
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from aws_cdk.assertions import Annotations, Match

from private_endpoints import EndpointPolicy, PrivateS3Access, PrivateServiceAccess, PrivateVpc
from support.templates import endpoints, statements
from support.vpcs import Case, of_another_stack, owned

_MAY_BE = Match.string_like_regexp("characters, as long as what it refers to")
_each_home = pytest.mark.parametrize("make", [owned, of_another_stack], ids=["one stack", "two stacks"])


def _with_buckets(make: Callable[[], Case], count: int) -> Case:
    """Buckets in a stack of their own, whose names are yet to be known."""
    case = make()
    data = cdk.Stack(case.app, "Data", env=cdk.Environment(account=case.stack.account, region=case.stack.region))
    buckets = [s3.Bucket(data, f"Bucket{index}") for index in range(count)]
    PrivateS3Access(case.stack, "S3", vpc=case.vpc, buckets=buckets)
    case.app.synth()
    return case


@_each_home
def test_a_policy_that_is_short_whatever_the_names_are_is_not_warned_about(make: Callable[[], Case]) -> None:
    Annotations.from_stack(_with_buckets(make, 60).home).has_no_warning("*", _MAY_BE)


@_each_home
def test_a_policy_that_may_be_too_long_is_warned_about(make: Callable[[], Case]) -> None:
    Annotations.from_stack(_with_buckets(make, 130).home).has_warning("*", _MAY_BE)


def test_a_policy_that_is_too_long_in_any_case_is_refused() -> None:
    case = owned()
    names = [f"arn:aws:s3:::a-bucket-of-mine-number-{index:04}/*" for index in range(600)]
    rule = EndpointPolicy.resources("Many", actions=["s3:GetObject"], resources=names)
    PrivateS3Access(case.stack, "S3", vpc=case.vpc, policy=rule)
    with pytest.raises(RuntimeError, match="policy-too-long"):
        case.app.synth()


def test_references_that_users_add_count_as_long_as_they_can_be() -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Sqs", vpc=case.vpc, services=["sqs"])
    for index in range(8):
        parameter = cdk.CfnParameter(case.stack, f"Queue{index}")
        access.endpoints["sqs"].add_to_policy(  # type: ignore[attr-defined]
            cdk.aws_iam.PolicyStatement(
                actions=["sqs:*"], resources=[parameter.value_as_string], principals=[cdk.aws_iam.AnyPrincipal()]
            )
        )
    case.app.synth()
    Annotations.from_stack(case.stack).has_warning("*", _MAY_BE)


def test_queues_count_as_long_as_queues_can_be() -> None:
    case = owned()
    queues = [sqs.Queue(case.stack, f"Queue{index}").queue_arn for index in range(40)]
    rule = EndpointPolicy.resources("Queues", actions=["sqs:SendMessage"], resources=queues)
    PrivateServiceAccess(case.stack, "Sqs", vpc=case.vpc, services=["sqs"], policy=rule)
    case.app.synth()
    Annotations.from_stack(case.stack).has_no_warning("*", _MAY_BE)


def test_without_a_region_the_bucket_of_custom_resources_has_its_name_from_cloudformation() -> None:
    stack = cdk.Stack(cdk.App(), "App")
    PrivateS3Access(stack, "S3", vpc=PrivateVpc(stack, "Vpc", flow_logs={}), owned_buckets=["cloudformation-responses"])
    compact = {"Fn::Join": ["", {"Fn::Split": ["-", {"Ref": "AWS::Region"}]}]}
    written = [
        statement
        for statement in statements(endpoints(stack)["s3 Gateway"]).values()
        if statement["Action"] == "s3:PutObject"
    ]
    assert compact in [part for arn in written[0]["Resource"] for part in arn["Fn::Join"][1]]
    assert ":*" not in str(written)
    Annotations.from_stack(stack).has_no_warning("*", _MAY_BE)
