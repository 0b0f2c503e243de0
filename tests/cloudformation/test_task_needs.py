"""What is called for a task of ECS before its containers start: for whom, and in which region."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Workload

_REPOSITORY = {"Type": "AWS::ECR::Repository"}
_HOME = "111122223333.dkr.ecr.us-east-1.amazonaws.com/app"
_AWAY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app"


def _task(container: dict[str, Any], launch_type: str | None = "FARGATE", **service: Any) -> Workload:
    network = {"AwsvpcConfiguration": {"Subnets": [{"Ref": "Subnet"}], "SecurityGroups": [{"Ref": "Group"}]}}
    given = {"TaskDefinition": {"Ref": "Task"}, "NetworkConfiguration": network, "LaunchType": launch_type, **service}
    vpc = {"Ref": "Vpc"}
    resources: dict[str, Any] = {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": vpc, "CidrBlock": "10.0.0.0/24"}},
        "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": vpc, "GroupDescription": "x"}},
        "Repo": _REPOSITORY,
        "Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [container]}},
        "X": {
            "Type": "AWS::ECS::Service",
            "Properties": {key: value for key, value in given.items() if value is not None},
        },
    }
    (only,) = Deployment.of({"T": {"Resources": resources}}, region="us-east-1", account="111122223333").networks()
    return next(one for one in only.of(Workload) if one.id == "T.X")


def _services(workload: Workload) -> set[str]:
    return {one.service for one in workload.requires}


def _logging(region: Any, **more: Any) -> dict[str, Any]:
    return {"LogConfiguration": {"LogDriver": "awslogs", "Options": {"awslogs-region": region}, **more}}


def test_what_is_in_another_region_is_called_there() -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html"""
    secrets = [{"Name": "a", "ValueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s"}]
    found = _task({"Image": _AWAY, **_logging("eu-west-1"), "Secrets": secrets})
    names = ("ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager")
    assert _services(found) == {f"com.amazonaws.eu-west-1.{name}" for name in names}
    assert found.uses == ()


@pytest.mark.parametrize("region", ["us-east-1", {"Ref": "AWS::Region"}])
def test_what_is_in_its_own_region_is_called_here(region: Any) -> None:
    found = _task({"Image": _HOME, **_logging(region)})
    assert _services(found) == {"logs"}
    assert found.uses == ("ecs-fargate",)


@pytest.mark.parametrize("image", [{"Fn::Sub": "${Repo.RepositoryUri}:1"}, {"Fn::GetAtt": ["Repo", "RepositoryUri"]}])
def test_an_image_of_a_repository_of_the_template_is_one_of_ecr(image: Any) -> None:
    assert _task({"Image": image, **_logging("us-east-1")}).uses == ("ecs-fargate",)


@pytest.mark.parametrize("kind", ["EC2", "MANAGED_INSTANCES"])
def test_on_instances_the_agent_calls_by_their_interface(kind: str) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-awsvpc-mode.html"""
    found = _task({"Image": _HOME, **_logging("us-east-1")}, kind)
    assert found.uses == ()
    assert found.requires == ()


def test_who_enters_a_container_calls_by_its_own_interface() -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html"""
    assert _services(_task({"Image": _HOME}, "EC2", EnableExecuteCommand=True)) == {"ssmmessages"}


def test_all_that_is_read_before_a_container_starts_counts() -> None:
    """Secrets of its log driver and of its registry, files with its environment; and who enters it."""
    secret = "arn:aws:ssm:us-east-1:111122223333:parameter/p"  # noqa: S105 - a name
    found = _task(
        {
            "Image": "registry.example.com/app",
            **_logging("us-east-1", SecretOptions=[{"Name": "a", "ValueFrom": secret}]),
            "RepositoryCredentials": {"CredentialsParameter": "registry"},
            "EnvironmentFiles": [{"Type": "s3", "Value": "arn:aws:s3:::b/e.env"}],
        },
        EnableExecuteCommand=True,
    )
    assert _services(found) == {"logs", "ssm", "secretsmanager", "s3", "ssmmessages"}
