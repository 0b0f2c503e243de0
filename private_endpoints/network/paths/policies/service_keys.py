"""Condition keys of single services that follow from who calls what."""

from __future__ import annotations

from collections.abc import Mapping

from private_endpoints.policy.evaluation.context import Given
from private_endpoints.values import Value

__all__ = ["keys_of_service"]

# What is done to objects, or with the contents of a bucket, as against lists of all buckets
# (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html, 2026-11-21).
_ON_BUCKETS = ("s3:abortmultipartupload", "s3:getbucketlocation", "s3:listbucket", "s3:listmultipartuploadparts")
_ON_OBJECTS = ("s3:deleteobject", "s3:getobject", "s3:putobject", "s3:restoreobject")
# "Operations that use a particular KMS key": others have no account of the caller
# (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html, 2026-11-21).
_KMS = "kms:"
_WITH_A_KEY = (
    "kms:creategrant",
    "kms:decrypt",
    "kms:derivesharedsecret",
    "kms:describekey",
    "kms:encrypt",
    "kms:generatedatakey",
    "kms:generatemac",
    "kms:getpublickey",
    "kms:reencrypt",
    "kms:sign",
    "kms:verify",
)


def keys_of_service(action: Value, *, owner: Given, caller: str | None, directly: bool) -> Mapping[str, Given]:
    """The keys that an action is known to have. Of other actions they say nothing.

    Args:
        action: the action, of which perhaps only the prefix is known.
        owner: the account that owns what is called.
        caller: the account of the caller; None: it is in none.
        directly: whether the caller itself calls the service of the action, and no other service for it.
    """
    name = action.lower() if isinstance(action, str) else ""
    if name.startswith((*_ON_BUCKETS, *_ON_OBJECTS)):
        # Older than `aws:ResourceAccount`, and the same.
        return {"s3:ResourceAccount": owner}
    keys: dict[str, Given] = {}
    if name.startswith(_KMS) and not directly:
        keys["kms:ViaService"] = {"unknown": "kms:ViaService"}
    if name.startswith(_WITH_A_KEY) and caller is not None:
        keys["kms:CallerAccount"] = caller
    return keys
