"""Loops of the language extensions, over lists that are known and that are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Verdict
from private_endpoints.proof import Prover
from support.labelled import PRIVATE, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import private_network, rule

_FOR_EACH = (
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html"
)
_SSM = (
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
    "cloudformation-supplied-parameter-types.html#systems-manager-parameter-types"
)

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}


def looped(of: str, fragment: dict[str, Any], **parameter: Any) -> Template:
    """A private network, with a loop over a parameter in the properties of something."""
    made = private_network().section("Parameters", Names=parameter)
    return Template(
        made.set(of, **{"Fn::ForEach::Names": ["Name", ref("Names"), fragment]}).resources,
        {**made.sections, "Transform": "AWS::LanguageExtensions"},
    )


def admitted(**parameter: Any) -> Template:
    """A group whose one rule a loop adds for each range of a list."""
    made = private_network().set("EndpointGroup", SecurityGroupIngress=None).section("Parameters", Names=parameter)
    ingress = {
        "Type": "AWS::EC2::SecurityGroupIngress",
        "Properties": {"GroupId": att("EndpointGroup", "GroupId"), **rule(CidrIp="10.0.0.0/16")},
    }
    loop: Any = ["Name", ref("Names"), {"Rule${Name}": ingress}]
    return Template(
        {**made.resources, "Fn::ForEach::Rules": loop}, {**made.sections, "Transform": "AWS::LanguageExtensions"}
    )


_LIST = "CommaDelimitedList"


@pytest.mark.parametrize("default", ["A", "A,B"])
def test_a_loop_over_a_known_list_makes_resources(default: str) -> None:
    deployment = Deployment.of({"App": admitted(Type=_LIST, Default=default).body}, region="eu-west-1")
    assert Prover.of(deployment).answer(SSM, "here").path.verdict is PRIVATE


def test_a_parameter_of_systems_manager_gives_its_name_and_not_the_list() -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html"""
    made = admitted(Type=f"AWS::SSM::Parameter::Value<{_LIST}>", Default="/names")
    assert Prover.of(Deployment.of({"App": made.body}, region="eu-west-1")).answer(SSM, "x").path.verdict is UNKNOWN


@labelled(
    Twins(law="a loop in properties may make any of them", page=_FOR_EACH,
          given=looped("Endpoint", {"${Name}": "ipv4"}, Type=_LIST, Default="IpAddressType"), ask=SSM,
          change=lambda t: t.section("Parameters", Names={"Type": _LIST}), other=UNKNOWN,
          because="the list may have another property in it"),
    Twins(law="AllowedValues of a parameter of Systems Manager are names of it", page=_SSM,
          given=private_network().section("Parameters", Mode={
              "Type": "String", "AllowedValues": ["/env/a", "/env/b"]})
          .section("Conditions", Open={"Fn::Not": [{"Fn::Equals": [ref("Mode"), "locked"]}]})
          .attribute("Endpoint", Condition="Open"), ask=SSM,
          change=lambda t: t.section("Parameters", Mode={
              "Type": "AWS::SSM::Parameter::Value<String>", "AllowedValues": ["/env/a", "/env/b"]}), other=UNKNOWN,
          because="what stands behind the name may be `locked`"),
)  # fmt: skip
def test_what_only_the_deployment_knows(case: Labelled) -> None:
    case.check()


@pytest.mark.parametrize(
    ("passed", "verdict"),
    [
        ("A", Verdict.PRIVATE),
        ("A,B", Verdict.BLOCKED),
        ({"Fn::Join": [",", ["A", "B"]]}, Verdict.BLOCKED),
        ({"Fn::Join": [",", ref("Default")]}, Verdict.BLOCKED),
        (ref("Default"), Verdict.BLOCKED),
        (ref("Given"), Verdict.UNKNOWN),
        ({"Fn::Join": [",", ["A", ref("Given")]]}, Verdict.UNKNOWN),
    ],
)
def test_a_nested_stack_loops_over_what_it_is_given(tmp_path: Path, passed: Any, verdict: Verdict) -> None:
    """Rule B of a network ACL refuses everything; the default of the child is A alone."""
    entry = {
        "Type": "AWS::EC2::NetworkAclEntry",
        "Properties": {
            "NetworkAclId": ref("Acl"),
            "RuleNumber": {"Fn::FindInMap": ["Rules", ref("Name"), "Number"]},
            "RuleAction": {"Fn::FindInMap": ["Rules", ref("Name"), "Action"]},
            "Egress": True,
            "Protocol": -1,
            "CidrBlock": "0.0.0.0/0",
        },
    }
    child = {
        "Transform": "AWS::LanguageExtensions",
        "Parameters": {"Acl": {"Type": "String"}, "Names": {"Type": _LIST, "Default": "A"}},
        "Mappings": {"Rules": {"A": {"Number": 100, "Action": "allow"}, "B": {"Number": 10, "Action": "deny"}}},
        "Resources": {"Fn::ForEach::Entries": ["Name", ref("Names"), {"Entry${Name}": entry}]},
    }
    root = (
        private_network()
        .section("Parameters", Given={"Type": "String"}, Default={"Type": _LIST, "Default": "A, B"})
        .plus("Acl", "AWS::EC2::NetworkAcl", {"VpcId": ref("Vpc")})
        .plus("AclUse", "AWS::EC2::SubnetNetworkAclAssociation", {
            "NetworkAclId": ref("Acl"), "SubnetId": ref("VpcSubnetA")})
        .plus("In", "AWS::EC2::NetworkAclEntry", {
            "NetworkAclId": ref("Acl"), "RuleNumber": 1, "RuleAction": "allow", "Protocol": -1,
            "CidrBlock": "0.0.0.0/0"})
        .plus("Rules", "AWS::CloudFormation::Stack", {
            "TemplateURL": "./child.json", "Parameters": {"Acl": ref("Acl"), "Names": passed}})
    )  # fmt: skip
    (tmp_path / "child.json").write_text(json.dumps(child), encoding="utf-8")
    (tmp_path / "root.json").write_text(json.dumps(root.body), encoding="utf-8")
    path = Prover.of(Deployment.read(tmp_path / "root.json", region="eu-west-1")).answer(SSM, "here").path
    assert path.verdict is verdict, path
