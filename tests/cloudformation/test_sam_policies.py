"""Policy templates of SAM: what they allow is as if their statements stood in the template.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
"""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.cloudformation.lowering.data import sam_policies
from private_endpoints.network import Network, Role
from private_endpoints.policy.evaluation import Document, PolicyKind
from private_endpoints.proof import Prover
from private_endpoints.values import Join, Reference, Unknown, join

_PARAMETERS = {"P": {"Type": "String"}, "Stage": {"Type": "String", "AllowedValues": ["dev", "prod"]}}


def _network(policies: Any, **more: Any) -> Network:
    resources = {
        "Queue": {"Type": "AWS::SQS::Queue"},
        "F": {"Type": "AWS::Serverless::Function", "Properties": {"Policies": policies}},
    }
    template = {
        "Transform": "AWS::Serverless-2016-10-31",
        "Parameters": _PARAMETERS,
        "Conditions": {"Yes": {"Fn::Equals": ["a", "a"]}},
        "Resources": resources,
        **more,
    }
    (only,) = Deployment.of({"T": template}, region="us-east-1", account="111122223333").networks()
    return only


def _role(policies: Any, **more: Any) -> Role:
    (found,) = _network(policies, **more).of(Role)
    return found


def _statement(policies: Any) -> Any:
    role = _role(policies)
    assert role.complete is True
    document: Any = role.policies[0]
    (statement,) = document["Statement"]
    return statement


@pytest.mark.parametrize("wrapped", ["alone", "in a list", "under a condition"])
def test_a_policy_template_is_what_its_statements_say(wrapped: str) -> None:
    policy = {"SQSSendMessagePolicy": {"QueueName": {"Fn::GetAtt": ["Queue", "QueueName"]}}}
    forms: dict[str, Any] = {
        "alone": policy,
        "in a list": [policy],
        "under a condition": [{"Fn::If": ["Yes", policy, {"Ref": "AWS::NoValue"}]}],
    }
    statement = _statement(forms[wrapped])
    assert (statement["Effect"], statement["Action"]) == ("Allow", ["sqs:SendMessage*"])
    queue = Reference("T.Queue", "AWS::SQS::Queue")
    assert statement["Resource"] == join(["arn:aws:sqs:us-east-1:111122223333:", queue])


def test_a_parameter_may_stand_for_itself() -> None:
    assert _statement({"AWSSecretsManagerGetSecretValuePolicy": {"SecretArn": "arn:x"}})["Resource"] == "arn:x"
    unknown = _statement({"AWSSecretsManagerGetSecretValuePolicy": {"SecretArn": {"Ref": "P"}}})["Resource"]
    assert isinstance(unknown, Join)


@pytest.mark.parametrize(
    "policy",
    [
        {"SQSSendMessagePolicy": {}},
        {"SQSSendMessagePolicy": "x"},
        {"NewerThanTheList": {"QueueName": "x"}},
        {"Fn::Transform": {"Name": "x"}},
        {"Ref": "P"},
    ],
)
def test_of_another_template_nothing_is_known(policy: Any) -> None:
    assert isinstance(_role([policy]).complete, Unknown)


def test_a_boundary_for_all_functions_is_one() -> None:
    shared = {"Function": {"PermissionsBoundary": "arn:aws:iam::111122223333:policy/x"}}
    assert isinstance(_role([], Globals=shared).complete, Unknown)
    assert _role([], Globals={"Function": {"Timeout": 3}}).complete is True


def test_a_managed_policy_of_aws_may_leave_its_partition_open() -> None:
    arn = {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AmazonSQSFullAccess"}
    assert _role([arn]).complete is True
    assert any("AmazonSQSFullAccess" in str(one) for one in _role([arn]).managed_policies)


@pytest.mark.parametrize("name", list(sam_policies()))
def test_every_template_is_a_policy_with_all_its_parameters(name: str) -> None:
    row = sam_policies()[name]
    assert row["source"]
    assert row["as_of"]
    given = {parameter: f"x-{parameter}" for parameter in row["parameters"]}
    document: Any = _role({name: given or None}).policies[0]
    statements = document["Statement"]
    assert statements
    assert [one for one in given.values() if one not in str(statements)] == []
    Document.parse({"Version": "2012-10-17", "Statement": statements}, PolicyKind.IDENTITY)


def test_what_a_policy_template_allows_is_a_need() -> None:
    def needs(policies: Any) -> set[str]:
        vpc: dict[str, dict[str, Any]] = {
            "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
            "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}},
            "F": {
                "Type": "AWS::Serverless::Function",
                "Properties": {"Policies": policies, "VpcConfig": {"SubnetIds": [{"Ref": "Subnet"}]}},
            },
        }
        template = {"Transform": "AWS::Serverless-2016-10-31", "Resources": vpc}
        return {one.path.service for one in Prover.of(Deployment.of({"T": template}, region="us-east-1")).needs()}

    assert needs([{"SQSSendMessagePolicy": {"QueueName": "q"}}]) == {"sqs"}
    assert needs([]) == set()


@pytest.mark.parametrize(
    ("properties", "resources"),
    [
        ({"DeadLetterQueue": {"Type": "SQS", "TargetArn": "q"}}, {}),
        ({"Events": {"E": {"Type": "MQ", "Properties": {}}}}, {}),
        ({}, {"C": {"Type": "AWS::Serverless::Connector", "Properties": {"Source": {"Id": "F"}}}}),
        ({}, {"Queue": {"Type": "AWS::SQS::Queue", "Connectors": {"C": {"Properties": {"Source": {"Id": "F"}}}}}}),
    ],
)
def test_what_sam_adds_to_its_role_may_be_more_than_is_known(
    properties: dict[str, Any], resources: dict[str, Any]
) -> None:
    function = {"Type": "AWS::Serverless::Function", "Properties": properties}
    (found,) = _network([], Resources={"F": function, **resources}).of(Role)
    assert found.perhaps, "SAM adds statements, all of which allow something"
    assert found.complete is True


def test_managed_policies_of_pollers_and_of_names_are_those_of_aws() -> None:
    events = {"E": {"Type": "SQS", "Properties": {"Queue": "q"}}}
    policies = ["AWSLambdaKinesisExecutionRole", "AmazonS3ReadOnlyAccess"]
    properties = {"Events": events, "Tracing": "Active", "Policies": policies}
    function = {"Type": "AWS::Serverless::Function", "Properties": properties}
    (found,) = _network([], Resources={"F": function}).of(Role)
    assert found.complete is True
    assert {str(one).rpartition(":policy/")[2] for one in found.managed_policies} == {
        "AWSXrayWriteOnlyAccess",
        "AmazonS3ReadOnlyAccess",
        "service-role/AWSLambdaBasicExecutionRole",
        "service-role/AWSLambdaKinesisExecutionRole",
        "service-role/AWSLambdaSQSQueueExecutionRole",
    }
