"""A bucket that refuses whoever does not come through the endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.constructs.vpc_endpoints import VpcEndpoints
from private_endpoints.errors import Problem
from private_endpoints.policy.sid import sid

__all__ = ["DATA_ACTIONS", "SourceVpceBucketPolicy"]

# Reading, writing and listing objects. The bucket and its policy stay in the hands of whoever administers them from
# wherever: a Deny of these would lock out its author and fail the next deployment.
DATA_ACTIONS = (
    "s3:AbortMultipartUpload",
    "s3:DeleteObject*",
    "s3:GetObject*",
    "s3:ListBucket*",
    "s3:ListMultipartUploadParts",
    "s3:PutObject*",
    "s3:ReplicateDelete",
    "s3:ReplicateObject",
    "s3:ReplicateTags",
    "s3:RestoreObject",
)
_ADMINISTRATION = ("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:DeleteBucket")
_AUTO_DELETE_PROVIDER = "Custom::S3AutoDeleteObjectsCustomResourceProvider"

_ARN = re.compile(r"arn:[a-z-]+:iam::(\d{12}|aws):[A-Za-z0-9/+=,.@_:-]+")


class SourceVpceBucketPolicy(Construct):
    """A statement in a bucket's policy: no object is read, written or listed but through the endpoints.

    Adds a Deny with `aws:SourceVpce` to the policy that the bucket has; other statements are kept. Exempt are AWS
    services (`aws:PrincipalIsAWSService`, `aws:ViaAWSService`), the roles that are named, and the function by which
    the CDK empties a bucket with `auto_delete_objects`.

    Service *roles* are neither of the two keys: replication, AWS Backup, Firehose, functions outside the VPC and the
    like call with a role of yours from outside the VPC. Name them in `service_roles`, or they are refused.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        bucket: s3.IBucket,
        access: Sequence[EndpointAccess] = (),
        endpoints: Sequence[ec2.IVpcEndpoint] = (),
        actions: Sequence[str] = DATA_ACTIONS,
        break_glass: Sequence[iam.IRole | iam.IUser | str] = (),
        service_roles: Sequence[iam.IRole | str] = (),
    ) -> None:
        """Add the statement.

        Args:
            scope: parent.
            id: id below the parent.
            bucket: a bucket that is made in this app.
            access: access constructs whose VPCs' S3 endpoints are let in, gateway and interface where both are in use.
            endpoints: S3 endpoints that are let in, beside those of `access`.
            actions: what is refused outside. Default: reading, writing and listing objects.
            break_glass: roles or users that are never refused, as objects or exact ARNs. Default: none.
            service_roles: roles with which AWS services call from outside the VPC, as objects or exact ARNs. Default:
                none.

        Raises:
            InvalidInputError: all that is wrong with the arguments; the bucket's policy was not touched.
        """
        exempt = [*break_glass, *service_roles]
        problems = [
            *_endpoint_problems(access, endpoints),
            *_bucket_problems(bucket),
            *_lock_out_problems(actions, exempt if break_glass else []),
            *_arn_problems(exempt),
        ]
        raise_problems(path_of(scope, id), problems)
        super().__init__(scope, id)
        self.bucket = bucket
        bucket.add_to_resource_policy(
            iam.PolicyStatement(
                sid=sid(self.node.path, "OnlyThroughEndpoints"),
                effect=iam.Effect.DENY,
                principals=[iam.StarPrincipal()],
                actions=list(actions),
                resources=[bucket.bucket_arn, bucket.arn_for_objects("*")],
                # In a Deny all keys must match, so each operator below is one more exemption.
                conditions={
                    # True as well where the key is missing: who comes through no endpoint is refused.
                    "StringNotEquals": {"aws:SourceVpce": cdk.Lazy.uncached_any(_EndpointIds(access, endpoints))},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
                    "ArnNotEquals": cdk.Lazy.uncached_any(_ExemptPrincipals(bucket, [_arn(one) for one in exempt])),
                },
            )
        )


@jsii.implements(cdk.IAnyProducer)
class _EndpointIds:
    """The S3 endpoints as they stand at synth: gateway, and interface where another asker wanted one."""

    def __init__(self, access: Sequence[EndpointAccess], endpoints: Sequence[ec2.IVpcEndpoint]) -> None:
        self._access = access
        self._endpoints = endpoints

    def produce(self, context: cdk.IResolveContext) -> Any:  # noqa: ANN401 - jsii's signature
        del context
        shared = [one for access in self._access for one in VpcEndpoints.of(access.vpc).endpoints("s3")]
        return list(dict.fromkeys(one.vpc_endpoint_id for one in (*shared, *self._endpoints)))


@jsii.implements(cdk.IAnyProducer)
class _ExemptPrincipals:
    """Who is never refused; with the helper functions that the CDK has added to the bucket by the time of synth."""

    def __init__(self, bucket: s3.IBucket, arns: Sequence[str]) -> None:
        self._bucket = bucket
        self._arns = arns

    def produce(self, context: cdk.IResolveContext) -> Any:  # noqa: ANN401 - jsii's signature
        del context
        arns = list(dict.fromkeys([*self._arns, *_cdk_helper_roles(self._bucket)]))
        return {"aws:PrincipalArn": arns} if arns else None


def _cdk_helper_roles(bucket: s3.IBucket) -> Iterator[str]:
    """Roles of functions that the CDK runs outside the VPC to work on the objects of the bucket."""
    if bucket.node.try_find_child("AutoDeleteObjectsCustomResource") is not None:
        provider = cdk.Stack.of(bucket).node.find_child(_AUTO_DELETE_PROVIDER)
        role = provider.node.find_child("Role")
        assert isinstance(role, cdk.CfnResource)  # noqa: S101 - what the provider is made of
        yield role.get_att("Arn").to_string()


def _endpoint_problems(access: Sequence[EndpointAccess], endpoints: Sequence[ec2.IVpcEndpoint]) -> Iterator[Problem]:
    if not access and not endpoints:
        yield Problem(
            "no-endpoints",
            "neither access= nor endpoints= names an endpoint, so the bucket would refuse everybody",
            "give access=[PrivateS3Access(...)] or the S3 endpoints themselves",
        )
    for one in access:
        if not VpcEndpoints.of(one.vpc).endpoints("s3"):
            yield Problem(
                "no-s3-endpoint",
                f"access= names {one.node.path}, whose VPC has no S3 endpoint",
                "give a PrivateS3Access, or a PrivateServiceAccess with 's3' among its services",
            )


def _bucket_problems(bucket: s3.IBucket) -> Iterator[Problem]:
    stack = cdk.Stack.of(bucket)
    accounts = (bucket.env.account, stack.account)
    if accounts[0] != accounts[1] and not any(cdk.Token.is_unresolved(one) for one in accounts):
        yield Problem(
            "foreign-bucket",
            f"{bucket.node.path} belongs to account {accounts[0]}, and the stack to {accounts[1]}",
            "use the construct in an app that deploys to the bucket's account",
        )
    elif not isinstance(bucket, s3.Bucket) and bucket.node.id != "@FromCfnBucket":
        yield Problem(
            "imported-bucket",
            f"{bucket.node.path} was imported, and CloudFormation cannot add to a policy that it does not own",
            "use the construct where the bucket is made",
        )


def _lock_out_problems(actions: Sequence[str], break_glass: Sequence[object]) -> Iterator[Problem]:
    if not actions:
        yield Problem("no-actions", "actions=[] refuses nothing", "leave it out for reading, writing and listing")
    covered = [one for one in _ADMINISTRATION if any(fnmatchcase(one.lower(), pattern.lower()) for pattern in actions)]
    if covered and not break_glass:
        yield Problem(
            "lock-out",
            f"actions={list(actions)!r} refuses {', '.join(covered)} too, to everybody outside, "
            "also to you and to CloudFormation",
            "leave actions out to refuse access to objects only, or name at least one break_glass role or user",
        )


def _arn_problems(exempt: Sequence[object]) -> Iterator[Problem]:
    for one in exempt:
        if isinstance(one, str) and not cdk.Token.is_unresolved(one) and not _ARN.fullmatch(one):
            yield Problem(
                "not-an-exact-arn",
                f"{one!r} is not the exact ARN of a role or user",
                "give one without wildcards: whoever can create a role of a matching name would be exempt",
            )


def _arn(one: iam.IRole | iam.IUser | str) -> str:
    if isinstance(one, str):
        return one
    return one.role_arn if hasattr(one, "role_arn") else one.user_arn
