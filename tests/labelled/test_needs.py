"""What workloads are found to need, and whether the paths are private, when nobody asks."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.proof import Prover
from support.labelled import BLOCKED, PRIVATE, Template, att, ref
from support.labelled.networks import gateway, identity, interface, role, vpc, worker, worker_with_role

_FARGATE = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"
_SESSIONS = "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html"
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"


def function(*statements: dict[str, Any]) -> Template:
    given = {
        "Code": {"ZipFile": "pass"},
        "Handler": "index.handler",
        "Runtime": "python3.13",
        "Role": att("WorkerRole", "Arn"),
        "VpcConfig": {"SubnetIds": [ref("VpcSubnetA")], "SecurityGroupIds": [ref("WorkerGroup")]},
    }
    return (vpc() | worker() | gateway() | interface(of="sqs") | role("WorkerRole", *statements)).plus(
        "Worker", "AWS::Lambda::Function", given
    )


def service(**container: Any) -> Template:
    """A Fargate service with the endpoints that pulling an image takes."""
    place = {"Subnets": [ref("VpcSubnetA")], "SecurityGroups": [ref("WorkerGroup")]}
    image = {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/app:1"}
    return (
        (vpc() | worker() | gateway() | interface("Api", "ecr.api") | interface("Docker", "ecr.dkr"))
        .plus(
            "Task",
            "AWS::ECS::TaskDefinition",
            {
                "RequiresCompatibilities": ["FARGATE"],
                "NetworkMode": "awsvpc",
                "Cpu": "256",
                "Memory": "512",
                "ContainerDefinitions": [{"Name": "app", "Image": image, **container}],
            },
        )
        .plus("Cluster", "AWS::ECS::Cluster")
        .plus(
            "Worker",
            "AWS::ECS::Service",
            {
                "Cluster": ref("Cluster"),
                "LaunchType": "FARGATE",
                "TaskDefinition": ref("Task"),
                "NetworkConfiguration": {"AwsvpcConfiguration": place},
            },
        )
    )


def managed(*policies: str) -> Template:
    """An instance with managed policies of AWS."""
    arns = [f"arn:aws:iam::aws:policy/{one}" for one in policies]
    return worker_with_role(ManagedPolicyArns=arns) | interface("Ssm", "ssm")


def found(template: Template) -> dict[str, str]:
    deployment = Deployment.of({"App": template.body}, region="eu-west-1", account="111122223333")
    return {
        one.path.service: one.path.verdict
        for one in Prover.of(deployment).needs()
        if one.path.origin.logical_id == "Worker"
    }


_LOGGED = {
    "LogConfiguration": {
        "LogDriver": "awslogs",
        "Options": {"awslogs-group": "app", "awslogs-region": ref("AWS::Region"), "awslogs-stream-prefix": "app"},
    }
}


@pytest.mark.parametrize(
    ("template", "needed"),
    [
        pytest.param(
            service(), {"ecr.api": PRIVATE, "ecr.dkr": PRIVATE, "s3": PRIVATE}, id=f"an image of ECR {_FARGATE}"
        ),
        pytest.param(
            service(**_LOGGED),
            {"ecr.api": PRIVATE, "ecr.dkr": PRIVATE, "s3": PRIVATE, "logs": BLOCKED},
            id=f"awslogs needs logs {_FARGATE}",
        ),
        pytest.param(
            service().without("S3Gateway"),
            {"ecr.api": PRIVATE, "ecr.dkr": PRIVATE, "s3": BLOCKED},
            id=f"layers come from S3 {_FARGATE}",
        ),
        pytest.param(
            function(identity(action="sqs:SendMessage")), {"sqs": PRIVATE}, id=f"what the role allows {_LAMBDA}"
        ),
        pytest.param(
            function(identity(action="sqs:SendMessage"), identity(action="secretsmanager:GetSecretValue")),
            {"sqs": PRIVATE, "secretsmanager": BLOCKED},
            id=f"each service that the role allows {_LAMBDA}",
        ),
        pytest.param(function(), {}, id=f"a function that may call nothing {_LAMBDA}"),
        pytest.param(
            function(identity(action=["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])),
            {},
            id=f"Lambda itself writes the logs {_LAMBDA}",
        ),
        pytest.param(
            managed("AmazonSSMManagedInstanceCore"),
            {"ssm": PRIVATE, "ssmmessages": BLOCKED},
            id=f"sessions {_SESSIONS}",
        ),
    ],
)
def test_needs_are_found(template: Template, needed: dict[str, str]) -> None:
    verdicts = found(template)
    assert {name: verdicts.get(name) for name in needed} == needed
    assert set(verdicts) <= {*needed, "ec2messages"}
