"""Service-owned buckets that the policy of an S3 endpoint, as it stands, does not let through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.catalog import OwnedBucket, owned_buckets, partition_of
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.policy import Place
from private_endpoints.policy.evaluation import Policies, Request, evaluate

__all__ = ["refused_groups"]

# Where region and account are known only at deployment, the policy is judged as if deployed here.
_REGION, _ACCOUNT = "us-east-1", "111111111111"
# Whatever else there is allows the request: only the endpoint is judged.
_ALL: dict[str, Any] = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


def refused_groups(node: EndpointNode, groups: Iterable[str], place: Place) -> list[str]:
    """Those of some groups of which a bucket is refused for certain; an adopted endpoint is not known to refuse any.

    Args:
        node: the endpoint.
        groups: names of the catalog.
        place: where the endpoint lives.
    """
    cfn = node.endpoint.node.default_child
    document = (
        cdk.Stack.of(node).resolve(cfn.policy_document)
        if isinstance(cfn, ec2.CfnVPCEndpoint) and not node.adopted
        else None
    )
    if document is None:
        return []
    region = place.known_region or _REGION
    account = _ACCOUNT if cdk.Token.is_unresolved(place.account) else place.account
    partition = partition_of(region)
    policies = Policies.compile(
        identity=[_ALL],
        resource={**_ALL, "Statement": {**_ALL["Statement"], "Principal": "*"}},
        endpoint=document,
        bindings={"AWS::Region": region, "AWS::Partition": partition, "AWS::AccountId": account},
    )

    def is_refused(bucket: OwnedBucket) -> bool:
        name = bucket.bucket_in(region).replace("*", "any")
        caller = "anonymous" if bucket.anonymous else f"arn:{partition}:iam::{account}:role/caller"
        arn = f"arn:{partition}:s3:::{name}"
        return any(
            evaluate(Request.of(caller, action, arn if "List" in action else f"{arn}/key"), policies).is_denied
            for action in bucket.actions
        )

    return [
        group
        for group in groups
        if any(is_refused(one) for one in owned_buckets(group) if one.regions is None or region in one.regions)
    ]
