"""Tasks that state machines start where a state says, or where they find when they run."""

from __future__ import annotations

from typing import Any

from support.labelled import UNKNOWN, Labelled, Template, Twins, labelled
from support.labelled.callers import GROUPS, HERE, SSM, caller

_DATA = "https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html"


def machine(**configuration: Any) -> Template:
    run = {
        "Type": "Task",
        "Resource": "arn:aws:states:::ecs:runTask.sync",
        "Parameters": {"TaskDefinition": "t", "NetworkConfiguration": {"AwsvpcConfiguration": configuration}},
    }
    definition = {"StartAt": "A", "States": {"A": {**run, "End": True}}}
    return caller("AWS::StepFunctions::StateMachine", RoleArn="r", Definition=definition)


def found_later(**configuration: Any) -> Any:
    return lambda _: machine(**configuration)


@labelled(
    Twins(law="which groups a task wears may be found when it runs", page=_DATA, ask=SSM,
          given=machine(Subnets=HERE, SecurityGroups=GROUPS),
          change=found_later(Subnets=HERE, **{"SecurityGroups.$": "$.groups"}), other=UNKNOWN,
          because="the input has them"),
    Twins(law="so may its subnets", page=_DATA, ask=SSM, given=machine(Subnets=HERE, SecurityGroups=GROUPS),
          change=found_later(SecurityGroups=GROUPS, **{"Subnets.$": "$.subnets"}), other=UNKNOWN,
          because="the input has them"),
    Twins(law="so may any of them in JSONata", page=_DATA, ask=SSM,
          given=machine(Subnets=HERE, SecurityGroups=GROUPS),
          change=found_later(Subnets=HERE, SecurityGroups=["{% $states.input.group %}"]), other=UNKNOWN,
          because="the input has them"),
)  # fmt: skip
def test_values_that_are_found_at_run_time(case: Labelled) -> None:
    case.check()
