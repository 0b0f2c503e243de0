"""Security groups and their rules, wherever they are written."""

from __future__ import annotations

from typing import Any

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import PrefixList, SecurityGroup, SecurityGroupRule, UnknownResource, Vpc
from private_endpoints.values import Unknown
from support.lowered import REF, network


def _rules(resources: dict[str, Any]) -> list[SecurityGroupRule]:
    return network(resources).of(SecurityGroupRule)


def test_rules_inline_and_standalone_are_the_same_rules() -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": "443", "CidrIp": "10.0.0.0/16"}
    inline = _rules({"X": ("AWS::EC2::SecurityGroup", {"VpcId": REF["Vpc"], "SecurityGroupIngress": [rule]})})
    alone = _rules({"X": ("AWS::EC2::SecurityGroupIngress", {"GroupId": REF["Group"], **rule})})
    assert [(one.protocol.number, one.protocol.first, one.protocol.last, one.cidr, one.egress) for one in inline] == [
        (6, 443, 443, "10.0.0.0/16", False)
    ]
    assert [(one.protocol, one.cidr, one.egress) for one in alone] == [
        (one.protocol, one.cidr, one.egress) for one in inline
    ]
    assert (inline[0].group, alone[0].group) == ("T.X", "T.Group")


def test_a_rule_names_its_peer_and_a_rule_without_one_is_unknown() -> None:
    base = {"GroupId": REF["Group"], "IpProtocol": -1}
    type_ = "AWS::EC2::SecurityGroupEgress"
    (group,) = _rules({"X": (type_, {**base, "DestinationSecurityGroupId": {"Fn::GetAtt": ["Group", "GroupId"]}})})
    assert (group.peer, group.egress, group.protocol.number) == ("T.Group", True, -1)
    (listed,) = _rules({"X": (type_, {**base, "DestinationPrefixListId": "pl-63a5400a"})})
    assert (listed.prefix_list, listed.peer) == ("pl-63a5400a", None)
    (nobody,) = _rules({"X": (type_, base)})
    assert isinstance(nobody.peer, Unknown)


def test_a_rule_that_may_be_there_is_of_unknown_existence() -> None:
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}
    rules = [{"Fn::If": ["C", rule, {"Ref": "AWS::NoValue"}]}]
    resources = {"X": ("AWS::EC2::SecurityGroup", {"VpcId": REF["Vpc"], "SecurityGroupIngress": rules})}
    conditions = {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}
    (rule_,) = network(resources, parameters=("P",), Conditions=conditions).of(SecurityGroupRule)
    assert isinstance(rule_.exists, Unknown)


def test_the_cdks_helper_empties_the_default_group() -> None:
    group = {"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]}
    found = network({"X": ("Custom::VpcRestrictDefaultSG", {"DefaultSecurityGroupId": group})})
    default = found.find(SecurityGroup, found.of(Vpc)[0].default_security_group_id)
    assert default is not None
    assert (default.vpc, default.egress_by_default) == ("T.Vpc", False)
    assert found.of(UnknownResource) == []


def test_a_map_from_regions_to_lists_of_aws_is_the_list_of_the_service() -> None:
    mappings = {"Lists": {"us-east-1": {"s3": "pl-63a5400a"}, "us-west-2": {"s3": "pl-68a54001"}}}
    found = {"Fn::FindInMap": ["Lists", {"Ref": "AWS::Region"}, "s3"]}
    template = {
        "Mappings": mappings,
        "Resources": {
            "X": {
                "Type": "AWS::EC2::SecurityGroupEgress",
                "Properties": {"GroupId": "sg-1", "IpProtocol": "tcp", "DestinationPrefixListId": found},
            }
        },
    }
    (only,) = Deployment.of({"T": template}).networks()
    rule, prefix_list = only.of(SecurityGroupRule)[0], only.of(PrefixList)[0]
    assert (rule.prefix_list, prefix_list.service) == (prefix_list.id, "s3")
    mappings["Lists"]["us-west-2"]["s3"] = "pl-00000000"
    (only,) = Deployment.of({"T": template}).networks()
    assert isinstance(only.of(SecurityGroupRule)[0].prefix_list, Unknown)
