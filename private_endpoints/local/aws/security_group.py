"""`AWS::EC2::SecurityGroup`: what the emulator's has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import wrap_created
from private_endpoints.local.aws.security_group_rule import check_group

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_security_group"]

_TYPE = "AWS::EC2::SecurityGroup"
_RULES = {"SecurityGroupIngress": "IpPermissions", "SecurityGroupEgress": "IpPermissionsEgress"}


def extend_security_group() -> None:
    """Add the check of its VPC, the quota of its rules, the refusal to delete one in use, and drift."""
    original_delete = ministack.handlers[_TYPE]["delete"]

    def delete(group_id: str, properties: Properties) -> None:
        _check_unused(group_id)
        original_delete(group_id, properties)

    wrap_created(_TYPE, _check)
    ministack.handlers[_TYPE]["delete"] = delete
    ministack.drift_readers[_TYPE] = (_drift, frozenset({"GroupDescription", "VpcId", *_RULES}))


def _check(group_id: str, properties: Properties) -> Attributes:
    try:
        _check_vpc(properties.get("VpcId"))
        check_group(group_id)
    except RefusedError:
        del ministack.security_groups[group_id]
        raise
    return {}


def _check_vpc(vpc_id: str | None) -> None:
    if vpc_id and vpc_id not in ministack.vpcs:
        # Code and text from memory.
        raise RefusedError("InvalidVpcID.NotFound", f"The vpc ID '{vpc_id}' does not exist")


def _check_unused(group_id: str) -> None:
    users = [
        interface["NetworkInterfaceId"]
        for interface in ministack.network_interfaces.values()
        if any(group["GroupId"] == group_id for group in interface["Groups"])
    ]
    users += [
        other_id
        for other_id, other in ministack.security_groups.items()
        if other_id != group_id
        and any(
            pair.get("GroupId") == group_id
            for stored in _RULES.values()
            for rule in other[stored]
            for pair in rule.get("UserIdGroupPairs", [])
        )
    ]
    if users:
        # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html ("fails with
        # DependencyViolation" for a group that an instance or another group uses)
        raise RefusedError(
            "DependencyViolation", f"resource {group_id} has a dependent object ({', '.join(sorted(users))})"
        )


def _drift(group_id: str, properties: Properties) -> Attributes | None:
    group = ministack.security_groups.get(group_id)
    if group is None:
        return None
    return {
        "GroupDescription": group["Description"],
        "VpcId": group["VpcId"],
        **{
            name: _rules(group[stored], properties.get(name) or [])
            for name, stored in _RULES.items()
            if name in properties
        },
    }


def _rules(stored: list[ministack.Record], expected: list[Attributes]) -> list[Attributes]:
    # A rule of the template that is stored stands as it is in the template; others that belong to the group's
    # properties stand as they are stored, which is a difference.
    by_permission = {repr(permission): rule for rule in expected for permission in ministack.group_rules([rule])}
    own = [rule for rule in stored if "RuleId" not in rule]
    return [by_permission.get(repr(rule), rule) for rule in own]
