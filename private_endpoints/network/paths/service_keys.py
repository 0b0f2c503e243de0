"""Condition keys of single services that follow from who calls what.

Only actions of the service have them, so that they are of no matter to others.
"""

from __future__ import annotations

from collections.abc import Mapping

from private_endpoints.policy.evaluation.context import Given

__all__ = ["keys_of_kms", "keys_of_owner"]


def keys_of_owner(account: Given) -> Mapping[str, Given]:
    """Keys with the account that owns what is called; S3 has one of its own, older than that of all services.

    https://aws.amazon.com/about-aws/whats-new/2020/12/new-iam-condition-keys-amazon-s3-limit-requests-buckets-owned-specific-aws-accounts-specific-tls-versions/
    """
    return {"aws:ResourceAccount": account, "s3:ResourceAccount": account}


def keys_of_kms(account: str, *, directly: bool) -> Mapping[str, Given]:
    """Keys of calls of KMS.

    Args:
        account: of the caller.
        directly: whether the caller itself calls KMS. `kms:ViaService` is there where a service does for it.

    https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
    """
    return {"kms:CallerAccount": account, "kms:ViaService": None if directly else {"unknown": "kms:ViaService"}}
