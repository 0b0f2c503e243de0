"""`AWS::S3::Bucket` with objects, and `Custom::S3AutoDeleteObjects`, the CDK's helper that empties it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_bucket"]

_TYPE = "AWS::S3::Bucket"


def extend_bucket() -> None:
    """Add the refusal to delete a bucket with objects, and the helper without its function."""
    original_delete = ministack.handlers[_TYPE]["delete"]

    def delete(bucket: str, properties: Properties) -> None:
        if _objects(bucket):
            # https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html, from memory: all objects have to
            # be deleted first.
            raise RefusedError("BucketNotEmpty", f"The bucket you tried to delete is not empty: {bucket}", service="S3")
        original_delete(bucket, properties)

    ministack.handlers[_TYPE]["delete"] = delete
    # The function is Node code for an AWS SDK that is not on this machine; what it does is done here instead.
    ministack.handlers["Custom::S3AutoDeleteObjects"] = {"create": _create, "update": _update, "delete": _delete}


def _objects(bucket: str) -> ministack.Record:
    found: ministack.Record = ministack.buckets.get(bucket, {}).get("objects", {})
    return found


def _create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
    del properties
    return f"{stack}-{logical_id}", {}


def _update(physical_id: str, old: Properties, new: Properties, stack: str) -> tuple[str, Attributes]:
    del old, new, stack
    return physical_id, {}


def _delete(physical_id: str, properties: Properties) -> None:
    del physical_id
    bucket = properties["BucketName"]
    _objects(bucket).clear()
    for key in [key for key in ministack.object_versions if key[0] == bucket]:
        del ministack.object_versions[key]
