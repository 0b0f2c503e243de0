"""What in an app has a role, and whether that is in a VPC."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from aws_cdk import aws_iam as iam

from private_endpoints.catalog import RoleUser, ServiceRole
from private_endpoints.constructs._perimeter.guarded import Guarded

__all__ = ["instances", "is_in_vpc", "is_polled"]


def instances(every: Iterable[Any], user: RoleUser) -> Iterator[Any]:
    """The constructs of a class, among all of an app."""
    # An app that never loaded the module has none of them.
    module: Any = sys.modules.get(f"aws_cdk.{user.module}")
    cls = getattr(module, user.cls, None)
    return (one for one in every if cls is not None and isinstance(one, cls))


def is_in_vpc(every: Iterable[Any], row: ServiceRole, role: iam.CfnRole) -> bool:
    """Whether all that has a role is in a VPC; not so where nothing is seen to have it."""
    placed = []
    for user in row.placed_by:
        for one in instances(every, user):
            stack = one.stack
            given = stack.resolve(getattr(one, user.role))
            # Some services take the name, others the ARN.
            if given in (stack.resolve(role.attr_arn), stack.resolve(role.ref)):
                placed.append(bool(getattr(one, user.network)))
    return bool(placed) and all(placed)


def is_polled(every: Iterable[Any], row: ServiceRole, guarded: Guarded) -> bool:
    """Whether the service itself reads the resource with the roles, from outside, such as Lambda from a queue."""
    return any(
        json.dumps(one.stack.resolve(getattr(one, name)), sort_keys=True) == guarded.text_in(one.stack)
        for user in row.polls_by
        for one in instances(every, user)
        for name in user.properties
    )
