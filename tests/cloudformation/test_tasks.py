"""Tasks of ECS, however they are started."""

from __future__ import annotations

import json
from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Network, Role, Workload
from private_endpoints.values import Unknown

_REF = {name: {"Ref": name} for name in ("Vpc", "Subnet", "Group", "Task")}
_CONTAINER = {"Image": "nginx", "LogConfiguration": {"LogDriver": "awslogs"}}
_TASK_ROLE, _EXECUTION_ROLE = {"Fn::GetAtt": ["TaskRole", "Arn"]}, {"Fn::GetAtt": ["ExecutionRole", "Arn"]}


def _network(type_: str, properties: dict[str, Any], task: dict[str, Any] | None = None) -> Network:
    task = {"TaskRoleArn": _TASK_ROLE, "ExecutionRoleArn": _EXECUTION_ROLE} if task is None else task
    resources = {
        "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Subnet": ("AWS::EC2::Subnet", {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.0.0/24"}),
        "Group": ("AWS::EC2::SecurityGroup", {"VpcId": _REF["Vpc"], "GroupDescription": "x"}),
        "TaskRole": ("AWS::IAM::Role", {}),
        "ExecutionRole": ("AWS::IAM::Role", {}),
        "Task": ("AWS::ECS::TaskDefinition", {"ContainerDefinitions": [_CONTAINER], **task}),
        "X": (type_, properties),
    }
    template = {"Resources": {name: {"Type": one, "Properties": more} for name, (one, more) in resources.items()}}
    (only,) = Deployment.of({"T": template}, region="us-east-1").networks()
    return only


_PLACES: dict[str, Any] = {
    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
    "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.0.0/24"}},
    "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": _REF["Vpc"], "GroupDescription": "x"}},
}


def _configuration(name: str) -> dict[str, Any]:
    return {name: {"Subnets": [_REF["Subnet"]], "SecurityGroups": [_REF["Group"]], "AssignPublicIp": "DISABLED"}}


def _rule(*networks: dict[str, Any]) -> dict[str, Any]:
    targets = [
        {"Id": str(index), "Arn": "cluster", "EcsParameters": {"TaskDefinitionArn": _REF["Task"], **network}}
        for index, network in enumerate(networks)
    ]
    return {"ScheduleExpression": "rate(1 minute)", "Targets": [{"Id": "other", "Arn": "queue"}, *targets]}


def _machine() -> dict[str, Any]:
    """As the CDK writes it: a text of JSON in which references stand."""
    configuration = {"AwsvpcConfiguration": {"Subnets": ["<Subnet>"], "SecurityGroups": ["<Group>"]}}
    run = {
        "Type": "Task",
        "Resource": "arn:aws:states:::ecs:runTask.sync",
        "Parameters": {"TaskDefinition": "${Definition}", "NetworkConfiguration": configuration},
    }
    text = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Map", "Iterator": {"States": {"B": run}}}}})
    before, middle, after = (piece for one in text.split("<Subnet>") for piece in one.split("<Group>"))
    return {
        "DefinitionString": {"Fn::Join": ["", [before, _REF["Subnet"], middle, _REF["Group"], after]]},
        "DefinitionSubstitutions": {"Definition": _REF["Task"]},
    }


_STARTERS = {
    "a service": (
        "AWS::ECS::Service",
        {"TaskDefinition": _REF["Task"], "NetworkConfiguration": _configuration("AwsvpcConfiguration")},
    ),
    "a rule": ("AWS::Events::Rule", _rule({"NetworkConfiguration": _configuration("AwsVpcConfiguration")})),
    "a schedule": (
        "AWS::Scheduler::Schedule",
        {
            "Target": {
                "EcsParameters": {
                    "TaskDefinitionArn": _REF["Task"],
                    "NetworkConfiguration": _configuration("AwsvpcConfiguration"),
                }
            }
        },
    ),
    "a state machine": ("AWS::StepFunctions::StateMachine", _machine()),
}


@pytest.mark.parametrize("starter", _STARTERS)
def test_a_task_is_a_workload_whoever_starts_it(starter: str) -> None:
    (task,) = _network(*_STARTERS[starter]).of(Workload)
    assert (task.id, task.subnets, task.groups) == ("T.X", ("T.Subnet",), ("T.Group",))
    assert task.public_ip is False
    assert task.role == "T.TaskRole"
    assert [one.service for one in task.requires] == ["logs"]


@pytest.mark.parametrize(
    ("type_", "properties"),
    [
        ("AWS::ECS::Service", {"TaskDefinition": _REF["Task"]}),
        ("AWS::Events::Rule", _rule({})),
        ("AWS::Events::Rule", {"Targets": [{"Id": "a", "Arn": "queue"}]}),
        ("AWS::Scheduler::Schedule", {"Target": {"Arn": "queue", "RoleArn": "r"}}),
        ("AWS::StepFunctions::StateMachine", {"DefinitionString": '{"States": {"A": {"Type": "Pass"}}}'}),
        ("AWS::StepFunctions::StateMachine", {"DefinitionString": "no JSON"}),
        ("AWS::StepFunctions::StateMachine", {"DefinitionS3Location": {"Bucket": "b", "Key": "k"}}),
    ],
)
def test_what_starts_no_task_with_an_interface_is_no_workload(type_: str, properties: dict[str, Any]) -> None:
    assert _network(type_, properties).of(Workload) == []


def test_several_tasks_of_one_rule_are_told_apart() -> None:
    network = {"NetworkConfiguration": _configuration("AwsVpcConfiguration")}
    found = _network("AWS::Events::Rule", _rule(network, network)).of(Workload)
    assert [one.id for one in found] == ["T.X#0", "T.X#1"]


def test_logs_are_written_with_the_execution_role() -> None:
    network = _network(*_STARTERS["a service"])
    (task,) = network.of(Workload)
    assert task.requires[0].role == "T.ExecutionRole"
    assert network.find(Role, "T.ExecutionRole") is not None


def test_without_an_execution_role_nobody_says_with_which() -> None:
    (task,) = _network(*_STARTERS["a service"], task={"TaskRoleArn": _TASK_ROLE}).of(Workload)
    assert isinstance(task.requires[0].role, Unknown)


def test_an_image_of_ecr_needs_logs_only_with_the_log_driver() -> None:
    image = {"Image": "111111111111.dkr.ecr.us-east-1.amazonaws.com/x:1"}
    for container, uses in ((image, ("ecr",)), ({**_CONTAINER, **image}, ("ecs-fargate",))):
        task = {"ContainerDefinitions": [container], "RequiresCompatibilities": ["FARGATE"]}
        assert _network(*_STARTERS["a service"], task=task).of(Workload)[0].uses == uses


def _named(name: Any, *, family: Any = "web", **more: Any) -> Workload:
    """A task of a service that names its definition; what is given beside that is of the definition."""
    service = {"TaskDefinition": name, "NetworkConfiguration": _configuration("AwsvpcConfiguration")}
    given = {"TaskRoleArn": _TASK_ROLE, "Family": family, **more}
    (task,) = _network("AWS::ECS::Service", service, task=given).of(Workload)
    return task


_ARN = "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("web", "web"),
        ({"Fn::Sub": "${AWS::StackName}-web"}, {"Fn::Sub": "${AWS::StackName}-web"}),
        ({"Fn::Sub": f"{_ARN}web"}, "web"),
        ({"Fn::GetAtt": ["Task", "TaskDefinitionArn"]}, "web"),
    ],
)
def test_a_definition_may_be_named_by_its_family(name: Any, family: Any) -> None:
    task = _named(name, family=family)
    assert (task.role, [one.service for one in task.requires]) == ("T.TaskRole", ["logs"])


@pytest.mark.parametrize("name", ["other", "other:1", {"Fn::Sub": f"{_ARN}other"}, {"Fn::ImportValue": "x"}])
def test_of_a_definition_that_is_not_there_the_role_is_not_known(name: Any) -> None:
    task = _named(name)
    assert isinstance(task.role, Unknown)
    assert task.requires == ()


@pytest.mark.parametrize("name", ["web:3", {"Fn::Sub": f"{_ARN}web:3"}])
def test_the_role_of_another_revision_is_not_known(name: Any) -> None:
    task = _named(name)
    assert isinstance(task.role, Unknown)
    assert [one.service for one in task.requires] == ["logs"]


def test_of_two_definitions_of_a_family_nobody_knows_which_is_the_latest() -> None:
    service = {"TaskDefinition": "web", "NetworkConfiguration": _configuration("AwsvpcConfiguration")}
    resources = {
        "One": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "web", "TaskRoleArn": "r"}},
        "Two": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "web"}},
        "X": {"Type": "AWS::ECS::Service", "Properties": service},
    }
    (network,) = Deployment.of({"T": {"Resources": {**resources, **_PLACES}}}, region="us-east-1").networks()
    assert isinstance(network.of(Workload)[0].role, Unknown)


def test_a_family_of_another_region_is_another_family() -> None:
    task = {"Type": "AWS::ECS::TaskDefinition", "Properties": {"Family": "web"}}
    service = {"TaskDefinition": "web", "NetworkConfiguration": _configuration("AwsvpcConfiguration")}
    templates = {
        "T": {"Resources": {"X": {"Type": "AWS::ECS::Service", "Properties": service}, **_PLACES}},
        "U": {"Resources": {"Task": task}},
    }
    deployment = Deployment.of(templates, region="us-east-1")
    assert next(iter(deployment.networks())).of(Workload)[0].role is None
    deployment.stacks[1].region = "eu-west-1"
    assert isinstance(next(iter(deployment.networks())).of(Workload)[0].role, Unknown)


def test_a_service_that_names_no_definition_has_no_role() -> None:
    service = {"NetworkConfiguration": _configuration("AwsvpcConfiguration")}
    (task,) = _network("AWS::ECS::Service", service).of(Workload)
    assert task.role is None


@pytest.mark.parametrize(
    "parameters",
    [
        {"TaskDefinition.$": "$.definition"},
        {"TaskDefinition": "web", "Overrides.$": "$.overrides"},
        {"TaskDefinition": "web", "Overrides": {"TaskRoleArn.$": "$.role"}},
        {"TaskDefinition": "web", "Overrides": {"TaskRoleArn": "arn:aws:iam::111122223333:role/other"}},
    ],
)
def test_a_state_machine_may_give_the_role_when_it_runs(parameters: dict[str, Any]) -> None:
    configuration = {"AwsvpcConfiguration": {"Subnets": [_REF["Subnet"]], "SecurityGroups": [_REF["Group"]]}}
    run = {
        "Resource": "arn:aws:states:::ecs:runTask",
        "Parameters": {**parameters, "NetworkConfiguration": configuration},
    }
    machine = {"Definition": {"States": {"A": run}}}
    network = _network("AWS::StepFunctions::StateMachine", machine, task={"Family": "web", "TaskRoleArn": _TASK_ROLE})
    (task,) = network.of(Workload)
    assert task.role not in (None, "T.TaskRole")


def test_a_state_machine_names_a_family() -> None:
    configuration = {"AwsvpcConfiguration": {"Subnets": [_REF["Subnet"]], "SecurityGroups": [_REF["Group"]]}}
    parameters = {"TaskDefinition": "web", "NetworkConfiguration": configuration}
    run = {"Resource": "arn:aws:states:::ecs:runTask", "Parameters": parameters}
    machine = {"Definition": {"States": {"A": run}}}
    network = _network("AWS::StepFunctions::StateMachine", machine, task={"Family": "web", "TaskRoleArn": _TASK_ROLE})
    assert network.of(Workload)[0].role == "T.TaskRole"
