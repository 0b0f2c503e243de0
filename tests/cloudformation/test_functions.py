"""Intrinsic functions, each as its page in CloudFormation's reference has it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.resolution.evaluation import Evaluation
from private_endpoints.errors import InvalidInputError
from private_endpoints.values import Opaque, Parameter, Reference, join

_TEMPLATE: dict[str, Any] = {
    "Parameters": {
        "Known": {"Type": "String", "Default": "known"},
        "Number": {"Type": "Number", "Default": 443},
        "Free": {"Type": "String"},
        "Id": {"Type": "AWS::EC2::Subnet::Id"},
        "List": {"Type": "CommaDelimitedList", "Default": "a, b,c"},
        "Ids": {"Type": "List<AWS::EC2::Subnet::Id>"},
        "Ssm": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a/b"},
        "SsmId": {"Type": "AWS::SSM::Parameter::Value<AWS::EC2::SecurityGroup::Id>", "Default": "/a/b"},
        "Ssms": {"Type": "AWS::SSM::Parameter::Value<List<String>>", "Default": "/a/b"},
    },
    "Mappings": {
        "Map": {
            "us-east-1": {"a": "x", "same": "s", "list": ["p", "q"]},
            "eu-west-1": {"a": "y", "same": "s", "list": ["r"]},
        }
    },
    "Conditions": {
        "Yes": {"Fn::Equals": [{"Ref": "Known"}, "known"]},
        "No": {"Fn::Not": [{"Condition": "Yes"}]},
        "Maybe": {"Fn::Equals": [{"Ref": "Free"}, "x"]},
    },
    "Resources": {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Subnet": {
            "Type": "AWS::EC2::Subnet",
            "Properties": {"VpcId": {"Ref": "Vpc"}, "AvailabilityZone": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}},
        },
        "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "Vpc"}}},
        "Named": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "my-bucket"}},
        "Unnamed": {"Type": "AWS::S3::Bucket"},
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "topic"}},
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "role", "Path": "/team/"}},
        "Custom": {"Type": "Custom::Thing"},
    },
}
_VPC = join([Reference("T.Vpc", "AWS::EC2::VPC")])
_BUCKET = Reference("T.Unnamed", "AWS::S3::Bucket")
_FREE = Parameter("T.Free")
_ZONES = "Availability Zones of us-east-1 in 111111111111"


def resolve(value: Any, *, region: str | None = "us-east-1", account: str | None = "111111111111") -> Any:
    deployment = Deployment.of({"T": {**_TEMPLATE, "Metadata": {"x": value}}}, region=region, account=account)
    return Evaluation(deployment.stacks).of(deployment.stacks[0]).resolve(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "Known"}, "known"),
        ({"Ref": "Number"}, "443"),
        ({"Ref": "Free"}, join([_FREE])),
        ({"Ref": "Id"}, join([Reference("T.Id")])),
        ({"Ref": "List"}, ["a", "b", "c"]),
        ({"Ref": "Ids"}, Opaque("T.Ids")),
        ({"Ref": "Ssm"}, join([Parameter("T.Ssm")])),
        ({"Ref": "Ssms"}, Opaque("T.Ssms")),
        ({"Ref": "AWS::Region"}, "us-east-1"),
        ({"Ref": "AWS::AccountId"}, "111111111111"),
        ({"Ref": "AWS::Partition"}, "aws"),
        ({"Ref": "AWS::URLSuffix"}, "amazonaws.com"),
        ({"Ref": "AWS::NoValue"}, ABSENT),
        ({"a": {"Ref": "AWS::NoValue"}, "b": [{"Ref": "AWS::NoValue"}, 1]}, {"b": [1]}),
        ({"Ref": "Vpc"}, _VPC),
        ({"Fn::GetAtt": ["Vpc", "VpcId"]}, _VPC),
        ({"Fn::GetAtt": ["Vpc", "CidrBlock"]}, "10.0.0.0/16"),
        ({"Fn::GetAtt": "Subnet.VpcId"}, _VPC),
        ({"Fn::GetAtt": ["Subnet", "AvailabilityZone"]}, join([Reference(f"{_ZONES}[0]", _ZONES)])),
        ({"Fn::GetAtt": ["Group", "GroupId"]}, join([Reference("T.Group", "AWS::EC2::SecurityGroup")])),
        ({"Fn::GetAtt": ["Vpc", "DefaultSecurityGroup"]}, join([Reference("T.Vpc.DefaultSecurityGroup")])),
        ({"Fn::GetAtt": ["Vpc", "Ipv6CidrBlocks"]}, Opaque("T.Vpc.Ipv6CidrBlocks")),
        ({"Fn::Select": [0, {"Fn::GetAtt": ["Vpc", "Ipv6CidrBlocks"]}]}, join([Reference("T.Vpc.Ipv6CidrBlocks[0]")])),
        ({"Ref": "Named"}, "my-bucket"),
        ({"Fn::GetAtt": ["Named", "Arn"]}, "arn:aws:s3:::my-bucket"),
        ({"Ref": "Unnamed"}, join([_BUCKET])),
        ({"Fn::GetAtt": ["Unnamed", "Arn"]}, join(["arn:aws:s3:::", _BUCKET])),
        ({"Fn::Sub": "arn:${AWS::Partition}:s3:::${Unnamed}"}, join(["arn:aws:s3:::", _BUCKET])),
        ({"Ref": "Topic"}, "arn:aws:sns:us-east-1:111111111111:topic"),
        (
            {"Fn::GetAtt": ["Queue", "Arn"]},
            join(["arn:aws:sqs:us-east-1:111111111111:", Reference("T.Queue", "AWS::SQS::Queue")]),
        ),
        ({"Fn::GetAtt": ["Role", "Arn"]}, "arn:aws:iam::111111111111:role/team/role"),
        ({"Fn::GetAtt": ["Custom", "Thing.Inner"]}, join([Reference("T.Custom.Thing.Inner")])),
        ({"Fn::Sub": "${Known}-${!aws:username}-${Free}"}, join(["known-${aws:username}-", _FREE])),
        ({"Fn::Sub": ["${x}/${Vpc.CidrBlock}", {"x": {"Ref": "Known"}}]}, "known/10.0.0.0/16"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Free"}, "", {"Ref": "Number"}]]}, join(["a-", _FREE, "--443"])),
        ({"Fn::Join": [",", {"Ref": "List"}]}, "a,b,c"),
        ({"Fn::Select": ["1", {"Ref": "List"}]}, "b"),
        ({"Fn::Select": [1, {"Ref": "Ids"}]}, join([Reference("T.Ids[1]")])),
        ({"Fn::Split": ["|", "a|b"]}, ["a", "b"]),
        ({"Fn::Split": [",", {"Fn::Join": [",", [{"Ref": "Vpc"}, {"Ref": "Id"}]]}]}, [_VPC, join([Reference("T.Id")])]),
        ({"Fn::Split": [",", {"Ref": "Free"}]}, Opaque("T.Free split by ','")),
        ({"Fn::Split": [",", {"Fn::Join": [",", {"Ref": "Ids"}]}]}, Opaque("T.Ids")),
        ({"Fn::Split": [",", {"Fn::Join": [",", ["a", {"Ref": "SsmId"}]]}]}, ["a", join([Reference("T.SsmId")])]),
        ({"Fn::If": ["Yes", 1, 2]}, 1),
        ({"Fn::If": ["No", 1, 2]}, 2),
        ({"Fn::If": ["Maybe", 1, 1]}, 1),
        ({"Fn::FindInMap": ["Map", {"Ref": "AWS::Region"}, "a"]}, "x"),
        ({"Fn::FindInMap": ["Map", {"Ref": "Free"}, "same"]}, "s"),
        ({"Fn::FindInMap": ["Map", "us-east-1", "list"]}, ["p", "q"]),
        ({"Fn::FindInMap": ["Map", "nowhere", "a", {"DefaultValue": "d"}]}, "d"),
        ({"Fn::Cidr": ["10.0.0.0/16", 3, 8]}, ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]),
        ({"Fn::Cidr": [{"Fn::GetAtt": ["Vpc", "CidrBlock"]}, "2", "5"]}, ["10.0.0.0/27", "10.0.0.32/27"]),
        ({"Fn::Cidr": ["2001:db8::/56", 2, 64]}, ["2001:db8::/64", "2001:db8:0:1::/64"]),
        ({"Fn::GetAZs": ""}, Opaque(_ZONES, _ZONES)),
        ({"Fn::Base64": "x"}, "eA=="),
        ({"Fn::Length": {"Ref": "List"}}, 3),
        ({"Fn::ToJsonString": {"a": [{"Ref": "Known"}]}}, '{"a":["known"]}'),
        ({"Fn::ImportValue": "elsewhere"}, join([Parameter("Fn::ImportValue elsewhere")])),
        ("{{resolve:ssm:/a:1}}-x", join([Parameter("{{resolve:ssm:/a:1}}"), "-x"])),
        ("${NotASub}", "${NotASub}"),
    ],
)
def test_a_call_is_its_value(value: Any, expected: Any) -> None:
    assert resolve(value) == expected


def test_a_list_that_is_not_known_is_no_list_of_one_after_joining() -> None:
    joined = {"Fn::Join": [",", {"Ref": "Ids"}]}
    assert isinstance(resolve({"Fn::Split": [",", joined]}), Opaque)
    assert resolve({"Fn::Split": ["-", joined]}) != Opaque("T.Ids")
    with_free = {"Fn::Join": [",", [{"Ref": "Id"}, {"Ref": "Free"}]]}
    assert isinstance(resolve({"Fn::Split": [",", with_free]}), Opaque)


def test_what_is_not_known_of_the_place_stays_a_reference() -> None:
    region, partition = Parameter("AWS::Region"), Parameter("AWS::Partition")
    assert resolve({"Fn::Sub": "com.amazonaws.${AWS::Region}.s3"}, region=None) == join(
        ["com.amazonaws.", region, ".s3"]
    )
    assert resolve({"Fn::GetAtt": ["Named", "Arn"]}, region=None) == join(["arn:", partition, ":s3:::my-bucket"])


def test_a_map_over_an_unknown_region_keeps_what_it_can_be() -> None:
    found = resolve({"Fn::FindInMap": ["Map", {"Ref": "AWS::Region"}, "a"]}, region=None)
    assert isinstance(found, Opaque)
    assert found.choice
    assert dict(found.candidates) == {"us-east-1": "x", "eu-west-1": "y"}


def test_two_zones_of_a_region_differ_and_one_is_itself() -> None:
    first, second = (resolve({"Fn::Select": [index, {"Fn::GetAZs": ""}]}) for index in (0, 1))
    assert first.parts[0].differs_from(second.parts[0])
    assert first == resolve({"Fn::Select": ["0", {"Fn::GetAZs": {"Ref": "AWS::Region"}}]})


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"Ref": "Nothing"}, "undefined-reference"),
        ({"Ref": "AWS::Nothing"}, "undefined-reference"),
        ({"Fn::Getatt": ["Vpc", "Arn"]}, "unknown-function"),
        ({"Fn::Joim": ["", ["a"]]}, "unknown-function"),
        ({"Ref": 1}, "bad-call"),
        ({"Fn::GetAtt": ["Nothing", "Arn"]}, "undefined-reference"),
        ({"Fn::GetAtt": "Vpc"}, "bad-call"),
        ({"Fn::GetAtt": [[], {}]}, "bad-call"),
        ({"Fn::Sub": "${Nothing}"}, "undefined-reference"),
        ({"Fn::Sub": ["${x}", []]}, "bad-call"),
        ({"Fn::Sub": ["${x}", {"x": ["a"]}]}, "bad-call"),
        ({"Fn::Join": ["-"]}, "bad-call"),
        ({"Fn::Join": ["-", [{"a": 1}]]}, "bad-call"),
        ({"Fn::Select": [5, ["a"]]}, "bad-call"),
        ({"Fn::Select": ["a", ["a"]]}, "bad-call"),
        ({"Fn::Split": ["", "a"]}, "bad-call"),
        ({"Fn::If": ["Yes", 1]}, "bad-call"),
        ({"Fn::If": ["Nothing", 1, 2]}, "bad-condition"),
        ({"Fn::FindInMap": ["Nothing", "a", "b"]}, "undefined-map"),
        ({"Fn::FindInMap": ["Map", [], "b"]}, "bad-call"),
        ({"Fn::Cidr": ["x", 1, 8]}, "bad-cidr"),
        ({"Fn::Cidr": ["10.0.0.0/28", 200, 4]}, "bad-call"),
        ({"Fn::ImportValue": []}, "bad-call"),
        ([[[]]] * 2, ""),
    ],
)
def test_a_call_that_cannot_be_is_refused(value: Any, code: str) -> None:
    if not code:
        assert resolve(value) == value
        return
    with pytest.raises(InvalidInputError) as caught:
        resolve(value)
    assert caught.value.problems[0].code == code


def test_a_function_that_may_be_new_is_known_by_its_name_only() -> None:
    found = resolve({"Fn::Reverse": ["a", "b"]})
    assert isinstance(found, Opaque)
    assert found.choice


@pytest.mark.parametrize(("call", "guess"), [({"Ref": "Vcp"}, "Vpc"), ({"Fn::GetAtt": ["vpc", "Arn"]}, "Vpc")])
def test_a_misspelt_reference_comes_with_a_guess(call: Any, guess: str) -> None:
    with pytest.raises(InvalidInputError, match=f"did you mean '{guess}'"):
        resolve(call)


@pytest.mark.parametrize(("leaf", "message"), [("ab", "characters"), ({"Ref": "P"}, "pieces")])
def test_a_variable_that_a_text_has_twice_is_resolved_once(leaf: Any, message: str) -> None:
    value: Any = leaf
    for _ in range(30):
        value = {"Fn::Sub": ["${x}${x}", {"x": value}]}
    # 2^30 times it would take hours; so it is refused as soon as the string is too long.
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": value}}
    template = {"Parameters": {"P": {"Type": "String"}}, "Resources": {"Bucket": bucket}}
    with pytest.raises(InvalidInputError, match=rf"too-large.*{message}"):
        list(Deployment.of({"T": template}).cases())


def test_strings_that_double_at_every_step_are_refused() -> None:
    resources: dict[str, Any] = {"B30": {"Type": "AWS::S3::Bucket"}}
    for index in range(30):
        twice = {"Fn::Join": ["", [{"Ref": f"B{index + 1}"}, {"Ref": f"B{index + 1}"}]]}
        resources[f"B{index}"] = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": twice}}
    with pytest.raises(InvalidInputError, match="too-large"):
        list(Deployment.of({"T": {"Resources": resources}}).cases())


@pytest.mark.parametrize(
    "resources",
    [
        {"A": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Fn::GetAtt": ["A", "Arn"]}}}},
        {
            "A": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "B"}}},
            "B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "A"}}},
        },
    ],
)
def test_a_name_made_of_itself_is_refused(resources: Any) -> None:
    with pytest.raises(InvalidInputError, match="cyclic-reference"):
        list(Deployment.of({"T": {"Resources": resources}}).cases())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("{{resolve:ssm:/net/vpc}}", "{{resolve:ssm:/net/vpc}}"),
        ({"Fn::Sub": "{{resolve:ssm:/${P}/vpc}}"}, "{{resolve:ssm:/${T.P}/vpc}}"),
        ({"Fn::Join": ["", ["{{resolve:ssm:", "/net/vpc}}"]]}, "{{resolve:ssm:/net/vpc}}"),
        ({"Fn::Join": ["", ["{{resolve:ssm:/", {"Ref": "P"}, "}}"]]}, "{{resolve:ssm:/${T.P}}}"),
        ({"Fn::FindInMap": ["M", "a", "b"]}, "{{resolve:ssm:/net/mapped}}"),
        ({"Ref": "D"}, "{{resolve:ssm:/net/default}}"),
    ],
)
def test_a_dynamic_reference_is_known_at_deployment_only_whoever_writes_it(given: Any, name: str) -> None:
    template = {
        "Parameters": {"P": {"Type": "String"}, "D": {"Type": "String", "Default": "{{resolve:ssm:/net/default}}"}},
        "Mappings": {"M": {"a": {"b": "{{resolve:ssm:/net/mapped}}"}}},
        "Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": given}}},
    }
    (case,) = Deployment.of({"T": template}).cases()
    bucket = case.network.get("T.B")
    assert bucket is not None
    assert bucket.value == join([Parameter(name)])
