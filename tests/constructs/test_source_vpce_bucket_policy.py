"""A bucket refuses whoever does not come through the endpoints, and locks nobody out of administering it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3

from private_endpoints import PrivateS3Access, SourceVpceBucketPolicy, VpcEndpoints
from support.templates import properties, resources
from support.vpcs import CASES, ENV, Case, owned

BREAK_GLASS = "arn:aws:iam::111111111111:role/BreakGlass"


def perimeter(case: Case, bucket: s3.IBucket | None = None, **props: Any) -> SourceVpceBucketPolicy:
    bucket = bucket or s3.Bucket(case.stack, "Bucket", bucket_name="data-of-this-app")
    access = PrivateS3Access(case.stack, "S3", vpc=case.vpc, buckets=[bucket])
    return SourceVpceBucketPolicy(case.stack, "Only", bucket=bucket, access=[access], **props)


def deny(case: Case) -> dict[str, Any]:
    (policy,) = properties(case.stack, "AWS::S3::BucketPolicy")
    (found,) = (
        one
        for one in policy["PolicyDocument"]["Statement"]
        if one["Effect"] == "Deny" and "StringNotEquals" in one["Condition"]
    )
    return dict(found)


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_a_deny_names_the_endpoint_in_one_condition_with_the_exemptions(make: Callable[[], Case]) -> None:
    case = make()
    perimeter(case)
    found = deny(case)
    assert found["Principal"] == "*"
    assert set(found["Condition"]) == {"StringNotEquals", "BoolIfExists"}
    assert len(found["Condition"]["StringNotEquals"]["aws:SourceVpce"]) == 1
    assert found["Condition"]["BoolIfExists"] == {
        "aws:PrincipalIsAWSService": "false",
        "aws:ViaAWSService": "false",
    }


def test_the_bucket_and_its_policy_stay_in_the_hands_of_their_author() -> None:
    case = owned()
    perimeter(case)
    for action in deny(case)["Action"]:
        assert not action.startswith(("s3:*", "s3:PutBucket", "s3:DeleteBucket", "s3:GetBucket"))


def test_a_perimeter_on_everything_exempts_the_break_glass_principal_by_its_exact_arn() -> None:
    case = owned()
    role = iam.Role(case.stack, "Admin", assumed_by=iam.AccountRootPrincipal())
    perimeter(case, actions=["s3:*"], break_glass=[role, BREAK_GLASS], service_roles=[f"{BREAK_GLASS}2"])
    *literal, reference = deny(case)["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]
    assert "Fn::GetAtt" in reference
    assert literal == [BREAK_GLASS, f"{BREAK_GLASS}2"]


def test_the_function_that_empties_the_bucket_at_its_end_is_exempt() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket", auto_delete_objects=True, removal_policy=cdk.RemovalPolicy.DESTROY)
    perimeter(case, bucket)
    (role,) = deny(case)["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]
    assert role["Fn::GetAtt"][0].startswith("CustomS3AutoDeleteObjects")


def test_what_the_policy_had_before_is_kept() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket", enforce_ssl=True)
    perimeter(case, bucket)
    (policy,) = properties(case.stack, "AWS::S3::BucketPolicy")
    assert any("aws:SecureTransport" in str(one) for one in policy["PolicyDocument"]["Statement"])


def test_both_endpoints_of_s3_are_let_in_whichever_comes_later() -> None:
    case = owned()
    perimeter(case)
    VpcEndpoints.of(case.vpc).add_interface("s3", private_dns=False)
    ids = deny(case)["Condition"]["StringNotEquals"]["aws:SourceVpce"]
    assert len(ids) == 2
    assert {one["Ref"] for one in ids} == set(resources(case.stack, "AWS::EC2::VPCEndpoint"))


def test_an_endpoint_of_elsewhere_is_let_in_by_its_id() -> None:
    case = owned()
    other = ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(case.stack, "Other", "vpce-0123456789abcdef0")
    bucket = s3.Bucket(case.stack, "Bucket")
    SourceVpceBucketPolicy(case.stack, "Only", bucket=bucket, endpoints=[other])
    assert deny(case)["Condition"]["StringNotEquals"]["aws:SourceVpce"] == ["vpce-0123456789abcdef0"]


def test_a_bucket_made_from_a_cfn_bucket_takes_the_statement() -> None:
    case = owned()
    perimeter(case, s3.Bucket.from_cfn_bucket(s3.CfnBucket(case.stack, "Cfn")))
    assert deny(case)["Effect"] == "Deny"


def test_application_stacks_with_their_own_buckets_and_perimeters_make_no_cycle() -> None:
    case = CASES["of another stack"]()
    second = Case(case.vpc, cdk.Stack(case.app, "Second", env=ENV), case.home)
    perimeter(case)
    perimeter(second, s3.Bucket(second.stack, "Bucket", bucket_name="data-of-the-second"))
    for one in (case, second):
        (vpce,) = deny(one)["Condition"]["StringNotEquals"]["aws:SourceVpce"]
        assert "Fn::ImportValue" in vpce
