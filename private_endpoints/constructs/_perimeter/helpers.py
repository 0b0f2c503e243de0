"""Functions that the CDK runs outside the VPC to work on the objects of a bucket."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam

from private_endpoints.constructs._perimeter.guarded import Guarded

__all__ = ["cdk_helper_roles"]

_BUCKET = "AWS::S3::Bucket"
_AUTO_DELETE = "AutoDeleteObjectsCustomResource"
_AUTO_DELETE_PROVIDER = "Custom::S3AutoDeleteObjectsCustomResourceProvider"
_NOTIFICATIONS = "Notifications"
_NOTIFICATIONS_HANDLER = "BucketNotificationsHandler050a0587b7544547bf325f094a3db834"
_DEPLOYMENTS = "aws_cdk.aws_s3_deployment"


def cdk_helper_roles(guarded: Guarded, denied: Collection[tuple[str, ...]]) -> Iterator[str]:
    """The exact ARNs of the roles of such functions, whenever they were made.

    Args:
        guarded: the resource; of other types than buckets no helper uses the data.
        denied: the actions that the perimeter refuses.

    https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html#autodeleteobjects
    https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3_deployment.BucketDeployment.html
    """
    if guarded.row.type != _BUCKET:
        return
    bucket = guarded.resource
    stack = cdk.Stack.of(bucket)
    if bucket.node.try_find_child(_AUTO_DELETE) is not None:
        yield from _role_below(stack, _AUTO_DELETE_PROVIDER)
    if bucket.node.try_find_child(_NOTIFICATIONS) is not None and _covered("s3:PutBucketNotification", denied):
        yield from _role_below(stack, _NOTIFICATIONS_HANDLER)
    yield from _deployment_roles(guarded)


def _deployment_roles(guarded: Guarded) -> Iterator[str]:
    # An app that never loaded the module has no deployment in it, and need not be searched.
    module: Any = sys.modules.get(_DEPLOYMENTS)
    if module is None:
        return
    for one in guarded.resource.node.root.node.find_all():
        if isinstance(one, module.BucketDeployment) and _reaches(one.handler_role, guarded):
            yield one.handler_role.role_arn


def _reaches(role: iam.IRole, guarded: Guarded) -> bool:
    """Whether the role was granted something on the resource."""
    policy = role.node.try_find_child("DefaultPolicy")
    if not isinstance(policy, iam.Policy):
        return False
    stack = cdk.Stack.of(policy)
    written = guarded.text_in(stack)
    return written is not None and written in json.dumps(stack.resolve(policy.document.to_json()), sort_keys=True)


def _role_below(stack: cdk.Stack, provider: str) -> Iterator[str]:
    found = stack.node.try_find_child(provider)
    role = None if found is None else found.node.try_find_child("Role")
    if isinstance(role, iam.Role):
        yield role.role_arn
    elif isinstance(role, cdk.CfnResource):
        yield role.get_att("Arn").to_string()


def _covered(action: str, denied: Collection[tuple[str, ...]]) -> bool:
    return any(fnmatchcase(action.lower(), pattern.lower()) for actions in denied for pattern in actions)
