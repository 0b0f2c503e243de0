"""The one perimeter of a bucket: what all `SourceVpceBucketPolicy`s of the bucket ask for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.constructs._perimeter.helpers import cdk_helper_roles
from private_endpoints.constructs.endpoint_access import EndpointAccess
from private_endpoints.constructs.vpc_endpoints import VpcEndpoints

__all__ = ["BucketPerimeter"]

_ID = "SourceVpcePerimeter"


class BucketPerimeter(Construct):
    """A Deny for each set of actions, all with the same endpoints and exemptions.

    Two Denies with an endpoint each would refuse the callers of both, so whoever asks later joins who asked first.
    """

    def __init__(self, scope: Construct, bucket: s3.IBucket) -> None:
        super().__init__(scope, _ID)
        self._bucket = bucket
        self._endpoints = _EndpointIds()
        self._exempt = _ExemptPrincipals(bucket)
        self._denied: set[tuple[str, ...]] = set()

    @classmethod
    def of(cls, bucket: s3.IBucket) -> BucketPerimeter:
        """The perimeter of a bucket; made if it has none yet."""
        # A bucket made from a CfnBucket is a proxy, which jsii does not accept as a scope: beside it, then.
        scope = bucket if isinstance(bucket, Construct) else bucket.node.scope
        assert isinstance(scope, Construct)  # noqa: S101 - a bucket has a parent
        existing = scope.node.try_find_child(_ID)
        return existing if isinstance(existing, cls) else cls(scope, bucket)

    def widen(
        self, access: Sequence[EndpointAccess], endpoints: Sequence[ec2.IVpcEndpoint], exempt: Sequence[str]
    ) -> None:
        """Let in further endpoints and principals."""
        self._endpoints.access += access
        self._endpoints.further += endpoints
        self._exempt.arns += exempt

    def deny(self, actions: Sequence[str]) -> None:
        """Refuse actions to whoever comes otherwise."""
        key = tuple(sorted(set(actions)))
        if key in self._denied:
            return
        self._denied.add(key)
        self._bucket.add_to_resource_policy(
            iam.PolicyStatement(
                sid=f"OnlyThroughEndpoints{hashlib.sha256(repr(key).encode()).hexdigest()[:8]}",
                effect=iam.Effect.DENY,
                principals=[iam.StarPrincipal()],
                actions=list(key),
                resources=[self._bucket.bucket_arn, self._bucket.arn_for_objects("*")],
                # In a Deny all keys must match, so each operator below is one more exemption.
                conditions={
                    # True as well where the key is missing: who comes through no endpoint is refused.
                    "StringNotEquals": {"aws:SourceVpce": cdk.Lazy.uncached_any(self._endpoints)},
                    "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
                    "ArnNotEquals": cdk.Lazy.uncached_any(self._exempt),
                },
            )
        )


@jsii.implements(cdk.IAnyProducer)
class _EndpointIds:
    """The S3 endpoints as they stand at synth: gateway, and interface where another asker wanted one."""

    def __init__(self) -> None:
        self.access: list[EndpointAccess] = []
        self.further: list[ec2.IVpcEndpoint] = []

    def produce(self, context: cdk.IResolveContext) -> Any:  # noqa: ANN401 - jsii's signature
        shared = [one for access in self.access for one in VpcEndpoints.of(access.vpc).endpoints("s3")]
        return _in_order([one.vpc_endpoint_id for one in (*shared, *self.further)], context)


@jsii.implements(cdk.IAnyProducer)
class _ExemptPrincipals:
    """Who is never refused; with the helper functions that the CDK has added to the bucket by the time of synth."""

    def __init__(self, bucket: s3.IBucket) -> None:
        self._bucket = bucket
        self.arns: list[str] = []

    def produce(self, context: cdk.IResolveContext) -> Any:  # noqa: ANN401 - jsii's signature
        arns = _in_order([*self.arns, *cdk_helper_roles(self._bucket)], context)
        return {"aws:PrincipalArn": arns} if arns else None


def _in_order(values: Sequence[str], context: cdk.IResolveContext) -> list[Any]:
    """Each once, resolved, in an order that does not tell who came first."""
    resolved = [context.resolve(value) for value in dict.fromkeys(values)]
    return sorted(resolved, key=lambda value: json.dumps(value, sort_keys=True))
