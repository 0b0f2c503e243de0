"""Security groups and their rules, inline and standalone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.vpc.prefix_lists import prefix_list_id
from private_endpoints.cloudformation.lowering.vpc.protocols import protocol
from private_endpoints.network import Element, Protocol, SecurityGroup, SecurityGroupRule, UnknownResource
from private_endpoints.values import Unknown

__all__ = ["lower_restricted_default_group", "lower_rule", "lower_security_group"]

_EGRESS = "AWS::EC2::SecurityGroupEgress"


def lower_security_group(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::SecurityGroup`, with its inline rules."""
    yield SecurityGroup(**facts.common, value=facts.value, vpc=facts.required_id("VpcId"))
    for property_, egress in (("SecurityGroupIngress", False), ("SecurityGroupEgress", True)):
        for index, rule in enumerate(facts.several(property_)):
            common = {**facts.part(f"{property_}{index}"), "origin": facts.origin_of(property_, index)}
            if isinstance(rule, Unknown):
                # A rule, several or none, of which nothing is known.
                common["exists"] = rule
                yield SecurityGroupRule(**common, group=facts.id, egress=egress, cidr=rule, ipv6_cidr=rule)
            else:
                yield _rule(facts, rule, common, facts.id, egress=egress)


def lower_rule(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::SecurityGroupIngress` and `AWS::EC2::SecurityGroupEgress`."""
    group = facts.one_id("GroupId")
    if group is None:
        group = Unknown(frozenset({f"{facts.id}.GroupName"}))
    yield _rule(facts, facts, facts.common, group, egress=facts.type == _EGRESS)


def lower_restricted_default_group(facts: Facts) -> Iterator[Element]:
    """`Custom::VpcRestrictDefaultSG`, with which the CDK empties the default group of a VPC."""
    group = facts.one_id("DefaultSecurityGroupId")
    if isinstance(group, str):
        vpc = group.removesuffix(".DefaultSecurityGroup")
        if vpc == group:
            return
        found = {**facts.common, "id": group}
        yield SecurityGroup(**found, vpc=vpc, egress_by_default=False)
    elif isinstance(group, Unknown):
        # Of a VPC that cannot be told.
        touches = frozenset(f"{one.id}.DefaultSecurityGroup" for one in facts.context.of("AWS::EC2::VPC"))
        yield UnknownResource(**facts.common, type=facts.type, touches=touches)


def _rule(facts: Facts, fields: Fields, common: dict[str, Any], group: str | Unknown, *, egress: bool) -> Element:
    cidr, ipv6_cidr = fields.cidr("CidrIp"), fields.cidr("CidrIpv6")
    prefix_list = prefix_list_id(facts, fields, "SourcePrefixListId")
    if prefix_list is None:
        prefix_list = prefix_list_id(facts, fields, "DestinationPrefixListId")
    peer = fields.one_id("SourceSecurityGroupId")
    if peer is None:
        peer = fields.one_id("DestinationSecurityGroupId")
    if cidr is None and ipv6_cidr is None and prefix_list is None and peer is None:
        # By name of a group (which only a default VPC has), or not said at all.
        peer = Unknown(frozenset({f"{common['id']}.SourceSecurityGroupName"}))
    first, last = fields.number("FromPort"), fields.number("ToPort")
    return SecurityGroupRule(
        **common,
        group=group,
        egress=egress,
        protocol=Protocol(
            number=protocol(fields, "IpProtocol"),
            first=first,
            last=first if last is None and not isinstance(first, Unknown) else last,
        ),
        cidr=cidr,
        ipv6_cidr=ipv6_cidr,
        prefix_list=prefix_list,
        peer=peer,
    )
