"""The policy of a resource, and the ARN that an action on it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from private_endpoints.catalog import is_region_code
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.paths.services import shown
from private_endpoints.values import Reference, Value, join, literal_pattern

__all__ = ["REST_API", "arn_for", "arn_of", "is_on_objects", "policy_of", "region_in"]

REST_API = "AWS::ApiGateway::RestApi"

# Which actions are about objects, by their names: all that say so but two, and some that do not
# (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html, 2026-11-21).
_ON_OBJECTS = frozenset(
    {
        "abortmultipartupload",
        "bypassgovernanceretention",
        "initiatereplication",
        "listmultipartuploadparts",
        "replicatedelete",
        "replicatetags",
    }
)
_ON_BUCKETS = frozenset({"getbucketobjectlockconfiguration", "putbucketobjectlockconfiguration"})
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
_ON_STREAMS = frozenset({"deletelogstream", "getlogevents", "putlogevents"})

_OPAQUE: Mapping[str, Any] = {"Version": "2012-10-17", "Statement": [{"Ref": "the policy of the resource"}]}
# "[W]hen you create a KMS key programmatically and you don't provide a key policy" it lets the account decide
# (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).
_DEFAULT_KEY_POLICY: Mapping[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},
            "Action": "kms:*",
            "Resource": "*",
        }
    ],
}


def policy_of(target: Resource | None) -> object:
    """The resource-based policy; None where there is none."""
    if target is None:
        return None
    if target.complete is not True:
        # Of a policy that may have more to it nothing certain follows.
        return _OPAQUE
    if target.policy is None and target.type == "AWS::KMS::Key":
        return _DEFAULT_KEY_POLICY
    return target.policy


def arn_of(target: Resource) -> Value:
    """The ARN of a resource."""
    return target.named if target.arn is None else target.arn


def region_in(arn: Value) -> str:
    """The region that an ARN names; empty: none, or it is not known."""
    fields = shown(arn).split(":", 5)
    return fields[3] if len(fields) > 5 and is_region_code(fields[3]) else ""  # noqa: PLR2004 - the fields of an ARN


def is_on_objects(name: str) -> bool:
    """Whether an action of S3 is about objects, by its name in lower case."""
    return name not in _ON_BUCKETS and ("object" in name or name in _ON_OBJECTS)


def arn_for(target: Resource, action: str) -> Value:
    """What an action on a resource is about.

    Of a bucket some object in it, of a log group some stream, of an API some method on some path.
    """
    arn = arn_of(target)
    # "Action names are case insensitive."
    name = action.partition(":")[2].lower()
    if target.type == "AWS::S3::Bucket" and is_on_objects(name):
        return join([arn, "/", Reference("the key of the object")])
    if target.type == "AWS::Logs::LogGroup" and name in _ON_STREAMS:
        *before, last = literal_pattern(arn)
        ends = isinstance(last, str) and last.endswith(":*")
        group = [*before, last.removesuffix(":*")] if ends and isinstance(last, str) else [*before, last]
        named = [one for one in group if isinstance(one, str | Reference)]
        return join([*named, ":log-stream:", Reference("the name of the stream")])
    if target.type == REST_API:
        pieces = (piece for one in ("stage", "method", "path") for piece in ("/", Reference(f"the {one} of the call")))
        return join([arn, *pieces])
    return arn
