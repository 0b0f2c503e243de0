"""A bucket refuses whoever does not come through the endpoints, and locks nobody out of administering it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from aws_cdk import aws_s3_notifications as notifications
from aws_cdk import aws_sqs as sqs

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


def exempted(case: Case) -> list[Any]:
    """The exempt roles and users, without those that AWS services have by themselves."""
    arns = deny(case)["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]
    return [one for one in arns if "role/aws-service-role/*" not in str(one)]


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_a_deny_names_the_endpoint_in_one_condition_with_the_exemptions(make: Callable[[], Case]) -> None:
    case = make()
    perimeter(case)
    found = deny(case)
    assert found["Principal"] == "*"
    assert set(found["Condition"]) == {"StringNotEquals", "BoolIfExists", "ArnNotEquals"}
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
    exempt = exempted(case)
    assert [one for one in exempt if isinstance(one, str)] == [BREAK_GLASS, f"{BREAK_GLASS}2"]
    assert sum("Fn::GetAtt" in one for one in exempt) == 1


def test_a_perimeter_on_everything_exempts_the_role_that_cloudformation_deploys_with() -> None:
    case = owned()
    perimeter(case, actions=["s3:*"], break_glass=[BREAK_GLASS])
    deployer = "role/cdk-hnb659fds-cfn-exec-role-111111111111-us-east-1"
    assert sum(deployer in str(one) for one in exempted(case)) == 1


def test_a_perimeter_on_objects_exempts_no_deployer() -> None:
    case = owned()
    perimeter(case)
    assert exempted(case) == []


def test_the_function_that_empties_the_bucket_at_its_end_is_exempt() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket", auto_delete_objects=True, removal_policy=cdk.RemovalPolicy.DESTROY)
    perimeter(case, bucket)
    (role,) = (one for one in exempted(case) if "Fn::GetAtt" in one)
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


def test_the_role_of_a_bucket_deployment_is_exempt_whichever_is_made_first() -> None:
    for before in (True, False):
        case = owned()
        bucket = s3.Bucket(case.stack, "Bucket")
        other = s3.Bucket(case.stack, "Other")
        source = deployment.Source.data("readme.txt", "hello")
        if not before:
            perimeter(case, bucket)
        deployment.BucketDeployment(case.stack, "Seed", destination_bucket=bucket, sources=[source])
        if before:
            perimeter(case, bucket)
        (role,) = exempted(case)
        assert role["Fn::GetAtt"][0].startswith("CustomCDKBucketDeployment")
        case = owned()
        bucket, other = s3.Bucket(case.stack, "Bucket"), s3.Bucket(case.stack, "Other")
        deployment.BucketDeployment(case.stack, "Seed", destination_bucket=other, sources=[source])
        perimeter(case, bucket)
        assert exempted(case) == []


@pytest.mark.parametrize(("actions", "exempt"), [(None, 0), (["s3:PutBucketNotification"], 1)])
def test_the_function_for_notifications_is_exempt_only_where_its_action_is_refused(
    actions: list[str] | None, exempt: int
) -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    bucket.add_event_notification(s3.EventType.OBJECT_CREATED, notifications.SqsDestination(sqs.Queue(case.stack, "Q")))
    perimeter(case, bucket, actions=actions)
    assert sum("BucketNotificationsHandler" in str(one) for one in exempted(case)) == exempt


def test_whom_the_policy_names_as_callers_of_aws_is_exempt_by_what_tells_it() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    perimeter(case, bucket)
    bucket.grant_read(cloudfront.OriginAccessIdentity(case.stack, "Oai"))
    # The account by which load balancers of us-east-1 write logs, and one that is nobody's.
    for account in ("127311923021", "222222222222"):
        bucket.grant_put(iam.AccountPrincipal(account))
    condition = deny(case)["Condition"]
    assert condition["StringNotEquals"]["aws:PrincipalAccount"] == ["127311923021"]
    (identity,) = exempted(case)
    assert "cloudfront:user/CloudFront Origin Access Identity " in str(identity)


def test_several_buckets_get_a_perimeter_each() -> None:
    case = owned()
    buckets = [s3.Bucket(case.stack, name) for name in ("A", "B")]
    access = PrivateS3Access(case.stack, "S3", vpc=case.vpc)
    made = SourceVpceBucketPolicy(
        case.stack,
        "Only",
        buckets=(one for one in buckets),  # type: ignore[arg-type]
        access=(one for one in [access]),  # type: ignore[arg-type]
        actions=(one for one in ["s3:GetObject"]),  # type: ignore[arg-type]
    )
    assert made.buckets == tuple(buckets)
    assert made.bucket is buckets[0]
    assert len(properties(case.stack, "AWS::S3::BucketPolicy")) == 2


def test_each_way_of_letting_in_is_one_more_key_of_the_one_deny() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    perimeter(case, bucket, vpcs=[case.vpc], organization_id="o-a1b2c3d4e5", accounts=["222222222222"])
    condition = deny(case)["Condition"]
    assert set(condition["StringNotEquals"]) == {"aws:SourceVpce", "aws:VpceOrgID", "aws:VpceAccount"}
    assert set(condition["ArnNotEquals"]) == {"aws:PrincipalArn", "aws:SourceVpcArn"}
    assert not any("ForAnyValue" in operator for operator in condition)
