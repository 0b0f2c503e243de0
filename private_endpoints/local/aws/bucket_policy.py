"""`AWS::S3::BucketPolicy`: drift."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_bucket_policy"]


def extend_bucket_policy() -> None:
    """Let CloudFormation see changes of the document."""
    ministack.drift_readers["AWS::S3::BucketPolicy"] = (_drift, frozenset({"Bucket", "PolicyDocument"}))


def _drift(physical_id: str, properties: Properties) -> Attributes | None:
    del physical_id
    document = ministack.bucket_policies.get(properties["Bucket"])
    if document is None:
        return None
    return {"Bucket": properties["Bucket"], "PolicyDocument": json.loads(document)}
