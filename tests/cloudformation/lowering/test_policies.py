"""Policies of roles and resources, wherever they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from private_endpoints.network import Endpoint, Resource, Role, Workload
from private_endpoints.values import Parameter, Reference, Unknown, join
from support.lowered import ENDPOINT, REF, element, network

_DOCUMENT = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def test_policies_are_of_the_role_wherever_they_are_written() -> None:
    managed = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    resources = {
        "X": (
            "AWS::IAM::Role",
            {
                "Policies": [{"PolicyName": "a", "PolicyDocument": _DOCUMENT}],
                "ManagedPolicyArns": [managed, {"Ref": "Managed"}],
            },
        ),
        "Policy": ("AWS::IAM::Policy", {"PolicyDocument": _DOCUMENT, "Roles": [{"Ref": "X"}]}),
        "Other": ("AWS::IAM::Policy", {"PolicyDocument": _DOCUMENT, "Roles": ["another"]}),
        "Managed": ("AWS::IAM::ManagedPolicy", {"PolicyDocument": _DOCUMENT}),
        "Profile": ("AWS::IAM::InstanceProfile", {"Roles": [{"Ref": "X"}]}),
        "Instance": ("AWS::EC2::Instance", {"SubnetId": REF["Subnet"], "IamInstanceProfile": {"Ref": "Profile"}}),
    }
    found = network(resources)
    role = found.of(Role)[0]
    assert [dict(document) for document in role.policies] == [_DOCUMENT] * 3  # type: ignore[call-overload] # documents
    assert (role.managed_policies, role.complete) == ((managed,), True)
    workload = found.of(Workload)[0]
    assert (workload.role, workload.uses) == ("T.X", ("session-manager",))


def test_a_policy_for_a_role_that_a_parameter_names_may_be_of_any_whose_name_can_be_given() -> None:
    resources: dict[str, Any] = {
        "X": ("AWS::IAM::Role", {}),
        "Policy": ("AWS::IAM::Policy", {"PolicyDocument": _DOCUMENT, "Roles": [{"Ref": "P"}]}),
    }
    assert element(Role, resources, parameters=("P",)).perhaps == ()
    resources["X"] = ("AWS::IAM::Role", {"RoleName": "worker"})
    role = element(Role, resources, parameters=("P",))
    assert [dict(document) for document in role.perhaps] == [_DOCUMENT]
    assert (role.policies, role.complete) == ((), True)
    resources["Policy"][1]["Roles"] = ["another"]
    assert element(Role, resources).perhaps == ()


def test_a_role_is_found_by_name_and_by_arn() -> None:
    role = ("AWS::IAM::Role", {"RoleName": "worker", "Path": "/x/"})
    for given in (
        {"Fn::GetAtt": ["Role", "Arn"]},
        "arn:aws:iam::111111111111:role/x/worker",
        {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/x/worker"},
    ):
        assert element(Workload, {"Role": role, "X": ("AWS::Lambda::Function", {"Role": given})}).role == "T.Role"


def test_a_limit_of_a_role_that_is_not_given_leaves_it_incomplete() -> None:
    boundary = "arn:aws:iam::111111111111:policy/limit"
    assert isinstance(element(Role, {"X": ("AWS::IAM::Role", {"PermissionsBoundary": boundary})}).complete, Unknown)
    resources = {
        "X": ("AWS::IAM::Role", {"PermissionsBoundary": {"Ref": "Limit"}}),
        "Limit": ("AWS::IAM::ManagedPolicy", {"PolicyDocument": _DOCUMENT}),
    }
    role = element(Role, resources)
    assert (dict(role.boundary), role.complete) == (_DOCUMENT, True)


def test_the_policy_of_a_bucket_stands_beside_it() -> None:
    resources: dict[str, Any] = {
        "X": ("AWS::S3::Bucket", {}),
        "Policy": ("AWS::S3::BucketPolicy", {"Bucket": {"Ref": "X"}, "PolicyDocument": _DOCUMENT}),
    }
    assert dict(element(Resource, resources).policy) == _DOCUMENT
    resources["Policy"][1]["Bucket"] = "another"
    assert element(Resource, resources).policy is None
    # No parameter can have the name that is yet to be made up for this one.
    resources["Policy"][1]["Bucket"] = {"Ref": "P"}
    assert element(Resource, resources, parameters=("P",)).complete is True
    # A function of its ARN can.
    resources["Policy"][1]["Bucket"] = {"Fn::Select": [5, {"Fn::Split": [":", {"Fn::GetAtt": ["X", "Arn"]}]}]}
    assert element(Resource, resources).complete == Unknown(frozenset({"T.Policy"}))
    resources["Policy"][1]["Bucket"] = {"Ref": "P"}
    resources["X"] = ("AWS::S3::Bucket", {"BucketName": "mine"})
    assert element(Resource, resources, parameters=("P",)).complete == Unknown(frozenset({"T.Policy"}))


def test_a_key_without_a_policy_is_of_its_account() -> None:
    key = element(Resource, {"X": ("AWS::KMS::Key", {})})
    assert key.policy["Statement"][0]["Principal"] == {"AWS": "arn:aws:iam::111111111111:root"}


def test_a_policy_holds_values() -> None:
    condition = {"StringEquals": {"aws:SourceVpce": {"Ref": "X"}, "aws:SourceVpc": {"Ref": "P"}}}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition}
    policy = {"Version": "2012-10-17", "Statement": statement}
    resources = {"X": ("AWS::EC2::VPCEndpoint", {**ENDPOINT, "PolicyDocument": policy})}
    document = network(resources, parameters=("P",)).of(Endpoint)[0].policy
    assert isinstance(document, Mapping)
    values = document["Statement"]["Condition"]["StringEquals"]
    assert values == {
        "aws:SourceVpce": join([Reference("T.X", "AWS::EC2::VPCEndpoint")]),
        "aws:SourceVpc": join([Parameter("T.P")]),
    }
