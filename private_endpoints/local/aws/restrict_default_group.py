"""`Custom::VpcRestrictDefaultSG`: the CDK's helper that empties the default group of a VPC.

The function is Node code for an AWS SDK that is not on this machine; what it does is done here instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["add_restrict_default_group"]

_EMPTY: dict[str, list[ministack.Record]] = {"IpPermissions": [], "IpPermissionsEgress": []}


def add_restrict_default_group() -> None:
    """Handle the resource type without its function."""
    ministack.handlers["Custom::VpcRestrictDefaultSG"] = {"create": _create, "update": _update, "delete": _delete}


def _create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
    group_id = properties["DefaultSecurityGroupId"]
    ministack.security_groups[group_id].update(_EMPTY)
    return f"{stack}-{logical_id}", {}


def _update(physical_id: str, old: Properties, new: Properties, stack: str) -> tuple[str, Attributes]:
    if new["DefaultSecurityGroupId"] != old["DefaultSecurityGroupId"]:
        _delete(physical_id, old)
        _create(physical_id, new, stack)
    return physical_id, {}


def _delete(physical_id: str, properties: Properties) -> None:
    del physical_id
    group_id = properties["DefaultSecurityGroupId"]
    if group_id in ministack.security_groups:
        itself = {"UserIdGroupPairs": [{"GroupId": group_id, "UserId": ministack.account()}]}
        everywhere = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        nobody: ministack.Record = {
            "IpProtocol": "-1",
            "IpRanges": [],
            "Ipv6Ranges": [],
            "PrefixListIds": [],
            "UserIdGroupPairs": [],
        }
        ministack.security_groups[group_id].update(
            IpPermissions=[nobody | itself], IpPermissionsEgress=[nobody | everywhere]
        )
