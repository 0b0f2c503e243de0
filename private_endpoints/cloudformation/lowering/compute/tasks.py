"""ECS tasks: of services, and those that rules, schedules and pipes start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from private_endpoints.cloudformation.lowering.compute.task_definitions import Definition, definition_of
from private_endpoints.cloudformation.lowering.compute.task_needs import (
    needs_of_exec,
    needs_of_task,
    runs_on_instances,
    uses_of_task,
)
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.vpc.addresses import managed_ipv6
from private_endpoints.network import Element, Workload
from private_endpoints.values import Truth, Unknown

__all__ = ["lower_pipe", "lower_rule_of_events", "lower_schedule", "lower_service", "lower_task_set", "task_workload"]


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
    task = None if definition.facts is None or runs_on_instances(definition.facts, launch_type) else definition.facts
    return Workload(
        **common,
        kind=facts.type,
        subnets=subnets,
        groups=groups,
        public_ip=public,
        ipv6=managed_ipv6(facts, subnets),
        role=definition.role,
        uses=() if task is None else uses_of_task(facts, task),
        requires=(*(() if task is None else needs_of_task(facts, task)), *needs_of_exec(facts)),
    )
