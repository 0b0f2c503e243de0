"""Task definitions of ECS: which one is meant, and with which role its tasks call.

They are named by reference or ARN, or by their family, with or without a revision: "if a revision is not specified, the
latest ACTIVE revision is used" (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import id_of
from private_endpoints.cloudformation.lowering.policies.roles import role_of
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Maybe
from private_endpoints.values import Join, Opaque, Unknown, Value, join

__all__ = ["AT_RUNTIME", "TASK", "Definition", "definition_of"]

TASK = "AWS::ECS::TaskDefinition"
_REVISION = re.compile(r":[0-9]+$")
# What the name of a parameter in a state machine ends with whose value is found when it runs.
AT_RUNTIME = ".$"


@dataclass(frozen=True, slots=True)
class Definition:
    """A task definition as who starts its tasks names it.

    Attributes:
        facts: the definition; None: it is not in the templates.
        role: the role of its tasks; None: they have none.
    """

    facts: Facts | None
    role: Maybe[str] | None


def definition_of(starter: Facts, fields: Fields, name: str) -> Definition:
    """The definition that a property names, and the role, which whoever starts a task may put another in place of."""
    value = fields.get(name)
    doubt = Unknown(frozenset({f"{starter.id}.{name}"}))
    if value is ABSENT or value is None:
        return Definition(None, doubt if fields.has(f"{name}{AT_RUNTIME}") else None)
    found = _found(starter, value)
    role = doubt if found.facts is None else found.role
    overrides = fields.one("Overrides")
    if isinstance(overrides, Unknown) or fields.has(f"Overrides{AT_RUNTIME}"):
        return Definition(found.facts, doubt)
    if overrides is not None and overrides.has(f"TaskRoleArn{AT_RUNTIME}"):
        return Definition(found.facts, doubt)
    instead = ABSENT if overrides is None else overrides.get("TaskRoleArn")
    return Definition(found.facts, role if instead is ABSENT else role_of(starter, instead))


def _found(starter: Facts, value: Any) -> Definition:  # noqa: ANN401 - a resolved value
    id_ = id_of(value) if isinstance(value, str | Join | Opaque) else None
    task = starter.context.get(id_, TASK)
    if task is not None:
        return Definition(task, _role(task))
    if not isinstance(value, str | Join):
        return Definition(None, None)
    context = starter.context
    names = context.once("task definitions by name", lambda: _by_name(context))
    family = _without_revision(value)
    several = [one for one in names.get(family, ()) if _is_near(one, starter)]
    own = [one for one in several if one.resolver.stack is starter.resolver.stack]
    if len(own or several) != 1:
        return Definition(None, None)
    task = (own or several)[0]
    # What another revision has, and what is there where this one is not made, nobody knows.
    sure = family == value and task.exists is True
    return Definition(task, _role(task) if sure else Unknown(frozenset({f"which revision of {task.id} is meant"})))


def _role(task: Facts) -> Maybe[str] | None:
    given = task.get("TaskRoleArn")
    return None if given is ABSENT or given is None else role_of(task, given)


def _by_name(context: Context) -> Mapping[Value, list[Facts]]:
    """Task definitions by their family, and by its ARN without a revision."""
    found: dict[Value, list[Facts]] = {}
    for task in context.of(TASK):
        family = task.text("Family")
        if isinstance(family, str | Join):
            partition, region, account = (
                task.resolver.ref(f"AWS::{one}") for one in ("Partition", "Region", "AccountId")
            )
            arn = join(["arn:", partition, ":ecs:", region, ":", account, ":task-definition/", family])
            for name in (family, arn):
                found.setdefault(name, []).append(task)
    return found


def _without_revision(name: Value) -> Value:
    if isinstance(name, str):
        return _REVISION.sub("", name)
    *parts, last = name.parts
    return join([*parts, _REVISION.sub("", last)]) if isinstance(last, str) else name


def _is_near(task: Facts, starter: Facts) -> bool:
    """Whether a name can mean a definition: those of other regions and accounts may have the same."""
    return task.region() == starter.region() and task.account() == starter.account()
