"""ECS tasks: of services, and those that rules, schedules and pipes start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from private_endpoints.cloudformation.lowering.compute.task_definitions import Definition, definition_of
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.policies.roles import role_of
from private_endpoints.cloudformation.lowering.vpc.addresses import managed_ipv6
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Element, Requirement, Workload
from private_endpoints.values import Join, Truth, Unknown

__all__ = ["lower_pipe", "lower_rule_of_events", "lower_schedule", "lower_service", "lower_task_set", "task_workload"]

_ECR = re.compile(r"\.dkr[.-]ecr\.")
_SECRET = re.compile(r"^arn:[^:]*:(secretsmanager|ssm):")


def lower_service(facts: Facts) -> Iterator[Element]:
    """`AWS::ECS::Service` in `awsvpc` mode: the task has an interface of its own.

    In the other modes a task uses the interface of the instance that it runs on, which is a workload by itself.
    """
    yield from _of_service(facts, "AwsvpcConfiguration")


def lower_task_set(facts: Facts) -> Iterator[Element]:
    """`AWS::ECS::TaskSet`, of a service that somebody else deploys.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskset.html
    """
    yield from _of_service(facts, "AwsVpcConfiguration")


def _of_service(facts: Facts, inner: str) -> Iterator[Element]:
    """The tasks that a service or task set keeps running, where they have interfaces of their own."""
    network = _inner(facts.one("NetworkConfiguration"), inner)
    if network is not None:
        definition = definition_of(facts, facts, "TaskDefinition")
        yield task_workload(facts, facts.common, network, definition, facts.known("LaunchType"))


def lower_rule_of_events(facts: Facts) -> Iterator[Element]:
    """`AWS::Events::Rule`: each of its targets may start tasks.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-events-rule-ecsparameters.html
    """
    found = [
        parameters
        for target in facts.several("Targets")
        if isinstance(target, Fields) and isinstance(parameters := target.one("EcsParameters"), Fields)
    ]
    for index, parameters in enumerate(found):
        common = facts.common if len(found) == 1 else facts.part(str(index))
        yield from _started(facts, common, parameters, "AwsVpcConfiguration")


def lower_schedule(facts: Facts) -> Iterator[Element]:
    """`AWS::Scheduler::Schedule`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-scheduler-schedule-ecsparameters.html
    """
    parameters = _inner(facts.one("Target"), "EcsParameters")
    if isinstance(parameters, Fields):
        yield from _started(facts, facts.common, parameters, "AwsvpcConfiguration")


def lower_pipe(facts: Facts) -> Iterator[Element]:
    """`AWS::Pipes::Pipe`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-pipes-pipe-pipetargetecstaskparameters.html
    """
    parameters = _inner(facts.one("TargetParameters"), "EcsTaskParameters")
    if isinstance(parameters, Fields):
        yield from _started(facts, facts.common, parameters, "AwsvpcConfiguration")


def _started(facts: Facts, common: dict[str, Any], parameters: Fields, inner: str) -> Iterator[Element]:
    network = _inner(parameters.one("NetworkConfiguration"), inner)
    if network is not None:
        definition = definition_of(facts, parameters, "TaskDefinitionArn")
        yield task_workload(facts, common, network, definition, parameters.known("LaunchType"))


def _inner(outer: Fields | Unknown | None, name: str) -> Fields | Unknown | None:
    return outer.one(name) if isinstance(outer, Fields) else outer


def task_workload(
    facts: Facts,
    common: dict[str, Any],
    network: Fields | Unknown,
    definition: Definition,
    launch_type: str | Unknown | None,
) -> Workload:
    """Tasks with an interface of their own.

    Args:
        facts: the resource that starts them.
        common: what the workload says of itself.
        network: subnets, security groups and whether there is a public address.
        definition: their definition.
        launch_type: as said; None: it is not.
    """
    subnets: Ids
    groups: Ids
    public: Truth
    if isinstance(network, Unknown):
        subnets = groups = public = network
    else:
        assigned = network.known("AssignPublicIp")
        public = assigned if isinstance(assigned, Unknown) else assigned == "ENABLED"
        subnets, groups = network.ids("Subnets"), network.ids("SecurityGroups")
    task = definition.facts
    return Workload(
        **common,
        kind=facts.type,
        subnets=subnets,
        groups=groups,
        public_ip=public,
        ipv6=managed_ipv6(facts, subnets),
        role=definition.role,
        uses=() if task is None else _uses(task, launch_type),
        requires=() if task is None else tuple(_needs(facts, task)),
    )


def _uses(task: Facts, launch_type: str | Unknown | None) -> tuple[str, ...]:
    """What the catalog calls it: images from ECR are pulled through the task's own interface on Fargate."""
    containers = [one for one in task.several("ContainerDefinitions") if isinstance(one, Fields)]
    images = [image for container in containers if (image := container.text("Image")) is not None]
    if not any(not isinstance(image, Unknown) and _is_ecr(image) for image in images):
        return ()
    if launch_type == "EC2" or (launch_type is None and task.texts("RequiresCompatibilities") == ("EC2",)):
        return ("ecs-ec2",)
    # The row of Fargate counts on the log driver, too.
    return ("ecs-fargate",) if any(_logs(container) for container in containers) else ("ecr",)


def _logs(container: Fields) -> bool:
    logging = container.one("LogConfiguration")
    return isinstance(logging, Fields) and logging.known("LogDriver") == "awslogs"


def _is_ecr(image: str | Join) -> bool:
    text = image if isinstance(image, str) else "".join(p if isinstance(p, str) else "?" for p in image.parts)
    return _ECR.search(text) is not None


def _needs(facts: Facts, task: Facts) -> Iterator[Requirement]:
    """Services that the containers' own settings call for: the log driver, and secrets put into the environment."""
    seen: set[str] = set()
    given = task.get("ExecutionRoleArn")
    # Logs and secrets are called for with the execution role; without one with that of the instance below.
    without = Unknown(frozenset({f"{task.id}.ExecutionRoleArn"}))
    role = without if given is ABSENT or given is None else role_of(facts, given)
    for container in task.several("ContainerDefinitions"):
        if isinstance(container, Unknown):
            continue
        if "logs" not in seen and _logs(container):
            seen.add("logs")
            yield Requirement(service="logs", reason="the log driver awslogs", action="logs:PutLogEvents", role=role)
        for secret in container.several("Secrets"):
            value = None if isinstance(secret, Unknown) else secret.text("ValueFrom")
            if value is None or isinstance(value, Unknown):
                continue
            text = value if isinstance(value, str) else "".join(p if isinstance(p, str) else "?" for p in value.parts)
            found = _SECRET.match(text)
            service = found[1] if found else "ssm"
            if service not in seen:
                seen.add(service)
                yield Requirement(service=service, reason="a secret of a container", role=role)
