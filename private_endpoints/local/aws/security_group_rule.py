"""`AWS::EC2::SecurityGroupIngress`, `AWS::EC2::SecurityGroupEgress`, and the rules quota of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, new_id

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["RULES", "check_group"]

_RULES_PER_GROUP = 60
_SOURCES = ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")
# Where the emulator keeps the rules of a direction, and the id that tells ours from those of the group's properties.
_STORED = {"Ingress": "IpPermissions", "Egress": "IpPermissionsEgress"}
_RULE_ID = "RuleId"


def check_group(group_id: str) -> None:
    """Raise RefusedError for a group with more rules than the quota admits.

    60 rules inbound and 60 outbound, from memory of
    https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
    A prefix list counts as one here; it counts by its weight in AWS, which is 1 for those of S3 and DynamoDB.
    """
    for direction, stored in _STORED.items():
        count = sum(
            len(rule.get(source, [])) for rule in ministack.security_groups[group_id][stored] for source in _SOURCES
        )
        if count > _RULES_PER_GROUP:
            # Code and text from memory, unverified.
            raise RefusedError(
                "RulesPerSecurityGroupLimitExceeded",
                f"The maximum number of rules per security group has been reached: {group_id} has {count} "
                f"{direction.lower()} rules of {_RULES_PER_GROUP}",
            )


def _rule(direction: str) -> ResourceType:
    stored = _STORED[direction]

    def create(properties: Properties) -> str:
        group = ministack.security_groups.get(properties.get("GroupId", ""))
        if group is None:
            # Code and text from memory.
            raise RefusedError(
                "InvalidGroup.NotFound", f"The security group '{properties.get('GroupId')}' does not exist"
            )
        rule_id = new_id("sgr")
        (permission,) = ministack.group_rules([dict(properties)])
        before = list(group[stored])
        group[stored] = [
            *(_without_open_egress(before) if direction == "Egress" else before),
            permission | {_RULE_ID: rule_id},
        ]
        try:
            check_group(group["GroupId"])
        except RefusedError:
            group[stored] = before
            raise
        return rule_id

    def delete(rule_id: str, properties: Properties) -> None:
        group = ministack.security_groups.get(properties.get("GroupId", ""))
        if group is not None:
            group[stored] = [rule for rule in group[stored] if rule.get(_RULE_ID) != rule_id]

    def drift(rule_id: str, properties: Properties) -> Attributes | None:
        group = ministack.security_groups.get(properties.get("GroupId", ""), {})
        return {} if any(rule.get(_RULE_ID) == rule_id for rule in group.get(stored, [])) else None

    return ResourceType(
        name=f"AWS::EC2::SecurityGroup{direction}",
        create=create,
        delete=delete,
        attributes=lambda rule_id: {"Id": rule_id},
        # Everything but the description, which is left as it was created here.
        replaced_by=(
            "CidrIp",
            "CidrIpv6",
            "DestinationPrefixListId",
            "DestinationSecurityGroupId",
            "FromPort",
            "GroupId",
            "IpProtocol",
            "SourcePrefixListId",
            "SourceSecurityGroupId",
            "SourceSecurityGroupName",
            "SourceSecurityGroupOwnerId",
            "ToPort",
        ),
        drift=drift,
    )


def _without_open_egress(rules: list[ministack.Record]) -> list[ministack.Record]:
    # Any declared egress rule, inline or standalone, takes the place of the open one; from memory of
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroupegress.html
    return [rule for rule in rules if rule != _OPEN_EGRESS]


_OPEN_EGRESS = {
    "IpProtocol": "-1",
    "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
    "Ipv6Ranges": [],
    "PrefixListIds": [],
    "UserIdGroupPairs": [],
}

RULES = tuple(_rule(direction) for direction in _STORED)
