"""Callers of AWS that a bucket's own policy names and that no key tells to be AWS's.

Known by the statements that the policy has, so nobody is exempt whom the bucket was not opened for anyway.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import aws_cdk as cdk

from private_endpoints.catalog import load_balancer_accounts
from private_endpoints.constructs._perimeter.guarded import Guarded

__all__ = ["granted_accounts", "granted_identities"]

_BUCKET = "AWS::S3::Bucket"
_ACCOUNT = re.compile(r"iam::(\d{12}):root")
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
_IDENTITY = "arn:{partition}:iam::cloudfront:user/CloudFront Origin Access Identity {id}"
_CANONICAL_ID = "S3CanonicalUserId"


def granted_accounts(guarded: Guarded) -> Iterator[str]:
    """Accounts by which load balancers write their logs to a bucket, in regions older than August 2022."""
    known = set(load_balancer_accounts().values())
    for principal in _allowed_principals(guarded):
        yield from (account for account in _ACCOUNT.findall(json.dumps(principal.get("AWS"))) if account in known)


def granted_identities(guarded: Guarded) -> Iterator[str]:
    """Origin access identities by which CloudFront reads a bucket, by exact ARN."""
    for principal in _allowed_principals(guarded):
        given = principal.get("CanonicalUser")
        for one in given if isinstance(given, list) else [given]:
            attribute = one.get("Fn::GetAtt") if isinstance(one, dict) else None
            if attribute and attribute[1] == _CANONICAL_ID:
                identity = cdk.Fn.ref(attribute[0])
                yield _IDENTITY.replace("{partition}", cdk.Aws.PARTITION).replace("{id}", identity)


def _allowed_principals(guarded: Guarded) -> list[dict[str, Any]]:
    policy = getattr(guarded.resource, "policy", None) if guarded.row.type == _BUCKET else None
    if policy is None:
        return []
    # The statements are not resolved: the perimeter's own is among them, and asks for these.
    principals = [
        statement["Principal"]
        for statement in policy.document.to_json().get("Statement", [])
        if statement.get("Effect") == "Allow" and isinstance(statement.get("Principal"), dict)
    ]
    return list(cdk.Stack.of(guarded.resource).resolve(principals)) if principals else []
