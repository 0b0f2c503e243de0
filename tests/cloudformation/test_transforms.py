"""Macros called in a template: of what they make, and of what stands beside the call, nobody knows anything.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Network, Route, Subnet, TargetKind, UnknownResource, Verdict, Vpc
from private_endpoints.proof import Prover
from private_endpoints.values import Unknown

_INCLUDE = {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://bucket/key"}}}
_REF = {name: {"Ref": name} for name in ("Vpc", "Subnet", "Table", "Group")}
_ALLOW_ALL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
_POLICY = {"Version": "2012-10-17", "Statement": [_ALLOW_ALL]}
_RESOURCES: dict[str, dict[str, Any]] = {
    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
    "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.0.0/24"}},
    "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": _REF["Vpc"]}},
    "Uses": {
        "Type": "AWS::EC2::SubnetRouteTableAssociation",
        "Properties": {"SubnetId": _REF["Subnet"], "RouteTableId": _REF["Table"]},
    },
    "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": _REF["Vpc"], "GroupDescription": "x"}},
    "Endpoint": {
        "Type": "AWS::EC2::VPCEndpoint",
        "Properties": {
            "VpcId": _REF["Vpc"],
            "ServiceName": "com.amazonaws.us-east-1.s3",
            "RouteTableIds": [_REF["Table"]],
            "PolicyDocument": _POLICY,
        },
    },
    "Worker": {
        "Type": "AWS::Lambda::Function",
        "Properties": {"VpcConfig": {"SubnetIds": [_REF["Subnet"]], "SecurityGroupIds": [_REF["Group"]]}},
    },
    "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "x"}},
}
Change = Callable[[dict[str, Any]], None]


def _properties(of: str, *path: Any) -> Change:
    def change(template: dict[str, Any]) -> None:
        here = template["Resources"][of]["Properties"]
        for step in path:
            here = here[step]
        here.update(_INCLUDE)

    return change


def _whole(of: str) -> Change:
    def change(template: dict[str, Any]) -> None:
        template["Resources"][of]["Properties"] = _INCLUDE

    return change


def _body(of: str) -> Change:
    def change(template: dict[str, Any]) -> None:
        template["Resources"][of].update(_INCLUDE)

    return change


def _element(template: dict[str, Any]) -> None:
    template["Resources"]["Group"]["Properties"]["SecurityGroupEgress"] = [_INCLUDE]


def _top(template: dict[str, Any]) -> None:
    template["Transform"] = ["AWS::LanguageExtensions", "My::Macro"]


def _beside_sections(template: dict[str, Any]) -> None:
    template.update(_INCLUDE)


def _in_resources(template: dict[str, Any]) -> None:
    template["Resources"].update(_INCLUDE)


def _condition(template: dict[str, Any]) -> None:
    template["Conditions"] = _INCLUDE
    template["Resources"]["Endpoint"]["Condition"] = "Included"


def _route(template: dict[str, Any]) -> None:
    properties = {"RouteTableId": _REF["Table"], "DestinationCidrBlock": "203.0.113.0/24", **_INCLUDE}
    template["Resources"]["Route"] = {"Type": "AWS::EC2::Route", "Properties": properties}


def _custom(template: dict[str, Any]) -> None:
    template["Resources"]["Custom"] = {"Type": "Custom::Thing", "Properties": {"Given": {"a": 1, **_INCLUDE}}}


def _answer(change: Change | None) -> Any:
    template: dict[str, Any] = copy.deepcopy({"Resources": _RESOURCES})
    if change is not None:
        change(template)
    deployment = Deployment.of({"T": template}, region="us-east-1", account="111122223333")
    answered = Prover.of(deployment).answer({"source": "Worker", "service": "s3"}, "asked")
    assert not answered.error
    return answered.path


_CHANGING = {
    "a VPC": _properties("Vpc"),
    "a subnet": _properties("Subnet"),
    "an association": _properties("Uses"),
    "a group": _properties("Group"),
    "a rule of a group": _element,
    "all of a group": _whole("Group"),
    "an endpoint": _properties("Endpoint"),
    "an endpoint policy": _properties("Endpoint", "PolicyDocument"),
    "a statement": _properties("Endpoint", "PolicyDocument", "Statement", 0),
    "a worker": _properties("Worker"),
    "where a worker runs": _properties("Worker", "VpcConfig"),
    "a whole resource": _body("Topic"),
    "a route": _route,
    "a custom resource": _custom,
    "a condition": _condition,
    "resources": _in_resources,
    "a template, by its section": _top,
    "a template, by a call": _beside_sections,
}


def test_without_macros_it_is_decided() -> None:
    assert _answer(None).verdict is Verdict.PRIVATE


@pytest.mark.parametrize("change", _CHANGING.values(), ids=_CHANGING)
def test_what_a_macro_makes_is_not_known(change: Change) -> None:
    path = _answer(change)
    assert path.verdict is Verdict.UNKNOWN
    assert path.unknowns


def _metadata(template: dict[str, Any]) -> None:
    template["Resources"]["Vpc"]["Metadata"] = {"AWS::CloudFormation::Init": _INCLUDE}


def _tags(template: dict[str, Any]) -> None:
    template["Resources"]["Vpc"]["Properties"]["Tags"] = [{"Key": "a", "Value": "b"}, _INCLUDE]


def _understood(template: dict[str, Any]) -> None:
    template["Transform"] = ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"]


_SPARING = {
    "a resource that has to do with nothing": _properties("Topic"),
    "metadata": _metadata,
    "tags": _tags,
    "what is known of the transform": _understood,
}


@pytest.mark.parametrize("change", _SPARING.values(), ids=_SPARING)
def test_a_macro_changes_no_more_than_where_it_stands(change: Change) -> None:
    assert _answer(change).verdict is Verdict.PRIVATE


def test_who_reads_an_answer_is_told_what_a_macro_makes() -> None:
    (why,) = _answer(_element).unknowns
    assert why == "T: what Fn::Transform AWS::Include makes of Group.SecurityGroupEgress.0"
    (why,) = _answer(_properties("Endpoint", "PolicyDocument")).unknowns
    assert why == "T: what Fn::Transform AWS::Include makes of Endpoint.PolicyDocument, which nobody has read"


def _network(template: dict[str, Any]) -> Network:
    (only,) = Deployment.of({"T": template}, region="us-east-1").networks()
    return only


def test_a_resource_that_a_macro_writes_as_a_whole_may_be_anything() -> None:
    network = _network({"Resources": {"Vpc": _RESOURCES["Vpc"], "Made": _INCLUDE}})
    (found,) = network.of(UnknownResource)
    assert found.touches == {"T.Vpc"}


def test_a_route_of_a_macro_may_lead_anywhere() -> None:
    def kind(properties: dict[str, Any]) -> TargetKind:
        route = {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": _REF["Table"], **properties}}
        return _network({"Resources": {**_RESOURCES, "Route": route}}).of(Route)[0].target.kind

    assert (
        kind({"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-0123456789abcdef0"}) is TargetKind.NAT_GATEWAY
    )
    assert kind({"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": _INCLUDE}) is TargetKind.NAT_GATEWAY
    assert kind(_INCLUDE) is TargetKind.UNKNOWN


def test_a_default_group_that_a_macro_names_may_be_that_of_any_vpc() -> None:
    def touched(given: Any) -> set[str]:
        restrict = {"Type": "Custom::VpcRestrictDefaultSG", "Properties": given}
        network = _network({"Resources": {"Vpc": _RESOURCES["Vpc"], "Restrict": restrict}})
        return {name for one in network.of(UnknownResource) for name in one.touches}

    assert touched({"DefaultSecurityGroupId": {"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]}}) == set()
    assert touched(_INCLUDE) == {"T.Vpc.DefaultSecurityGroup"}


def test_a_macro_may_name_a_bucket_that_the_template_makes() -> None:
    policy = {"Type": "AWS::S3::BucketPolicy", "Properties": {**_INCLUDE, "PolicyDocument": _POLICY}}
    template = {"Resources": {"Bucket": {"Type": "AWS::S3::Bucket"}, "Policy": policy}}
    ask = {"protect": "Bucket", "action": "s3:GetObject", "caller": {"source_ip": "203.0.113.7"}}

    def verdict() -> Verdict:
        return Prover.of(Deployment.of({"T": template}, region="us-east-1")).answer(ask, "asked").path.verdict

    assert verdict() is Verdict.UNKNOWN
    policy["Properties"] = {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": _POLICY}
    assert verdict() is Verdict.PUBLIC


def test_maps_conditions_and_outputs_of_a_macro_are_not_known() -> None:
    zone = {"Fn::FindInMap": ["Map", "a", "b"]}
    subnet = {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": _REF["Vpc"], "MapPublicIpOnLaunch": zone}}
    resources = {"Vpc": _RESOURCES["Vpc"], "Subnet": subnet}
    known = {"Resources": resources, "Mappings": {"Map": {"a": {"b": True}}}}
    assert _network(known).of(Subnet)[0].map_public_ip is True
    for mappings in ({"Map": {"a": {"b": True}}, **_INCLUDE}, {"Map": {"a": {"b": True, **_INCLUDE}}}, _INCLUDE):
        found = _network({"Resources": resources, "Mappings": mappings}).of(Subnet)[0].map_public_ip
        assert isinstance(found, Unknown), mappings
    for conditions in ({"C": {"Fn::Equals": ["a", "a"]}, **_INCLUDE}, {"C": _INCLUDE}):
        vpc = {**_RESOURCES["Vpc"], "Condition": "C"}
        assert isinstance(_network({"Resources": {"Vpc": vpc}, "Conditions": conditions}).of(Vpc)[0].exists, Unknown)
    outer = {"Export": {"Name": "x"}, "Value": "10.1.0.0/16"}
    importing = {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::ImportValue": "x"}}}}
    for outputs, known_range in (({"O": outer}, True), ({"O": outer, **_INCLUDE}, False)):
        several = {"T": {"Resources": importing}, "U": {"Resources": {}, "Outputs": outputs}}
        (network,) = Deployment.of(several, region="us-east-1").networks()
        assert (network.of(Vpc)[0].cidrs == ("10.1.0.0/16",)) is known_range


def test_what_globals_include_is_not_known() -> None:
    function = {"Type": "AWS::Serverless::Function", "Properties": {}}
    template = {"Transform": "AWS::Serverless-2016-10-31", "Resources": {"Worker": function}}
    for shared, verdict in ({"Function": {"Timeout": 3}}, Verdict.PUBLIC), ({"Function": _INCLUDE}, Verdict.UNKNOWN):
        deployment = Deployment.of({"T": {**template, "Globals": shared}}, region="us-east-1")
        answered = Prover.of(deployment).answer({"source": "Worker", "service": "s3"}, "asked")
        assert answered.path.verdict is verdict
