"""`Custom::VpcRestrictDefaultSG`, by which the CDK empties the default security group of a VPC.

In AWS it is a function of the CDK's, written for Node with AWS's SDK for EC2, which the emulator cannot run. This does
what that function does. https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Vpc.html#restrictdefaultsecuritygroup
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, new_id

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Properties

__all__ = ["RESTRICTED_DEFAULT_GROUP"]

_RULES = ("IpPermissions", "IpPermissionsEgress")
_was: dict[str, tuple[str, dict[str, list[ministack.Record]]]] = {}


def _create(properties: Properties) -> str:
    group_id = str(properties["DefaultSecurityGroupId"])
    group = ministack.security_groups.get(group_id)
    if group is None:
        raise RefusedError("InvalidGroup.NotFound", f"The security group '{group_id}' does not exist")
    physical_id = new_id("restricted")
    _was[physical_id] = (group_id, {name: list(group[name]) for name in _RULES})
    for name in _RULES:
        group[name] = []
    return physical_id


def _delete(physical_id: str, properties: Properties) -> None:
    del properties
    group_id, rules = _was.pop(physical_id, ("", {}))
    group = ministack.security_groups.get(group_id)
    if group is not None:
        group.update(rules)


RESTRICTED_DEFAULT_GROUP = ResourceType(
    name="Custom::VpcRestrictDefaultSG",
    create=_create,
    delete=_delete,
    attributes=lambda physical_id: {},  # noqa: ARG005 - it has none
    replaced_by=("DefaultSecurityGroupId",),
)
