"""What is wrong with a perimeter before it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3

from private_endpoints.constructs._endpoints.service_name import written_out
from private_endpoints.constructs.endpoint_access import EndpointAccess
from private_endpoints.constructs.vpc_endpoints import VpcEndpoints
from private_endpoints.errors import Problem

__all__ = ["bucket_problems", "endpoint_problems", "lock_out_problems"]

_ADMINISTRATION = ("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:DeleteBucket")


def endpoint_problems(
    bucket: s3.IBucket, access: Sequence[EndpointAccess], endpoints: Sequence[ec2.IVpcEndpoint]
) -> Iterator[Problem]:
    """Endpoints through which nobody would reach the bucket."""
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
        yield from _region_problems(bucket, one)
        if bucket.node.path in one.references:
            yield Problem(
                "cyclic-reference",
                f"the policy of the S3 endpoint refers to {bucket.node.path} across stacks, and the bucket's would "
                "refer to the endpoint: each stack would need the other",
                "give the bucket a physical name that is known at synth (bucket_name=), or let the endpoint name no "
                "buckets",
            )
    for endpoint in endpoints:
        yield from _service_problems(endpoint)


def bucket_problems(bucket: s3.IBucket) -> Iterator[Problem]:
    """Buckets whose policy cannot be added to."""
    stack = cdk.Stack.of(bucket)
    accounts = (bucket.env.account, stack.account)
    if accounts[0] != accounts[1] and not any(cdk.Token.is_unresolved(one) for one in accounts):
        yield Problem(
            "foreign-bucket",
            f"{bucket.node.path} belongs to account {accounts[0]}, and the stack to {accounts[1]}",
            "use the construct in an app that deploys to the bucket's account",
        )
    elif not isinstance(bucket.node.default_child, s3.CfnBucket) and not _is_made_from_cfn(bucket):
        yield Problem(
            "imported-bucket",
            f"{bucket.node.path} was imported, and CloudFormation cannot add to a policy that it does not own",
            "use the construct where the bucket is made",
        )


def lock_out_problems(actions: Sequence[str], break_glass: Sequence[str]) -> Iterator[Problem]:
    """Actions by whose refusal nobody could undo the policy."""
    covered = [one for one in _ADMINISTRATION if any(fnmatchcase(one.lower(), pattern.lower()) for pattern in actions)]
    if covered and not break_glass:
        yield Problem(
            "lock-out",
            f"actions={list(actions)!r} refuses {', '.join(covered)} too, to everybody outside, "
            "also to you and to CloudFormation",
            "leave actions out to refuse access to objects only, or name break_glass roles, the one that "
            "CloudFormation deploys with among them",
        )


def _is_made_from_cfn(bucket: s3.IBucket) -> bool:
    return isinstance(bucket.node.scope, s3.CfnBucket)


def _region_problems(bucket: s3.IBucket, access: EndpointAccess) -> Iterator[Problem]:
    regions = (bucket.env.region, cdk.Stack.of(access.vpc).region)
    if regions[0] != regions[1] and not any(cdk.Token.is_unresolved(one) for one in regions):
        yield Problem(
            "other-region",
            f"{bucket.node.path} is in {regions[0]}, and {access.node.path} is in {regions[1]}",
            "a gateway endpoint serves its own region only: calls from there would come without it",
        )


def _service_problems(endpoint: ec2.IVpcEndpoint) -> Iterator[Problem]:
    cfn = endpoint.node.default_child
    if not isinstance(cfn, ec2.CfnVPCEndpoint):
        return
    stack = cdk.Stack.of(endpoint)
    name = str(written_out(stack.resolve(cfn.service_name), stack.region))
    if not name.endswith(".s3"):
        yield Problem(
            "another-service",
            f"endpoints= names {endpoint.node.path}, an endpoint for {name}",
            "give endpoints for S3: nobody reaches a bucket through another",
        )
