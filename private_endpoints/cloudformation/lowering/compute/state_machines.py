"""Step Functions: tasks of ECS that a state machine runs.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.compute.task_definitions import AT_RUNTIME, definition_of
from private_endpoints.cloudformation.lowering.compute.tasks import task_workload
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.network import Element
from private_endpoints.values import Join, Opaque, Reference, Value, join

__all__ = ["lower_state_machine"]

_RUN_TASK = ":states:::ecs:runTask"
# Where a reference stood in a text that is read as JSON; no template has the character.
_PLACE = re.compile("\ue000([0-9]+)\ue000")
_SUBSTITUTION = re.compile(r"\$\{([A-Za-z0-9_]+)\}")


def lower_state_machine(facts: Facts) -> Iterator[Element]:
    """`AWS::StepFunctions::StateMachine`: a workload for each state that runs tasks with interfaces of their own."""
    found = list(_parameters(_definition(facts)))
    for index, parameters in enumerate(found):
        common = facts.common if len(found) == 1 else facts.part(str(index))
        given = {**parameters}
        for name in ("NetworkConfiguration", f"NetworkConfiguration{AT_RUNTIME}"):
            if name in given:
                path, of = f"{facts.id}.NetworkConfiguration", name.removesuffix(AT_RUNTIME)
                given[of] = Opaque(path) if name != of else _with_what_runs(given[name], path)
        fields = Fields(facts.resolver, (*facts.path, "Definition"), given)
        outer = fields.one("NetworkConfiguration")
        network = outer.one("AwsvpcConfiguration") if isinstance(outer, Fields) else outer
        if network is not None:
            definition = definition_of(facts, fields, "TaskDefinition")
            yield task_workload(facts, common, network, definition, fields.known("LaunchType"))


def _definition(facts: Facts) -> Any:  # noqa: ANN401 - JSON in which a string may be a Join
    """The definition: an object, or a text of JSON in which references stand; nothing where it is elsewhere."""
    given = facts.get("Definition")
    if isinstance(given, dict):
        return given
    text = facts.get("DefinitionString")
    if not isinstance(text, str | Join):
        return None
    names = facts.get("DefinitionSubstitutions")
    places: list[Reference | Join] = []
    written = "".join(
        part if isinstance(part, str) else _placed(places, part)
        for part in ((text,) if isinstance(text, str) else text.parts)
    )
    if isinstance(names, Mapping):
        written = _SUBSTITUTION.sub(lambda found: _substituted(places, names.get(found[1]), found[0]), written)
    try:
        return _with_references(json.loads(written), places)
    except (ValueError, RecursionError):
        return None


def _placed(places: list[Reference | Join], value: Reference | Join) -> str:
    places.append(value)
    return f"\ue000{len(places) - 1}\ue000"


def _substituted(places: list[Reference | Join], value: Any, whole: str) -> str:  # noqa: ANN401 - a resolved value
    if isinstance(value, Join):
        return _placed(places, value)
    return json.dumps(value)[1:-1] if isinstance(value, str) else whole


def _with_references(value: Any, places: list[Reference | Join]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return _joined(value, places)
    if isinstance(value, list):
        return [_with_references(one, places) for one in value]
    if isinstance(value, dict):
        return {key: _with_references(one, places) for key, one in value.items()}
    return value


def _joined(text: str, places: list[Reference | Join]) -> Value:
    pieces = _PLACE.split(text)
    # What does not count a place was in the text itself.
    return join(
        places[int(piece)] if index % 2 and int(piece) < len(places) else piece for index, piece in enumerate(pieces)
    )


def _parameters(definition: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - JSON
    """What the states that run tasks give to ECS, wherever they are: in branches and maps too."""
    pending = [definition]
    while pending:
        value = pending.pop(0)
        if isinstance(value, dict):
            given = value.get("Parameters", value.get("Arguments"))
            if isinstance(given, dict) and _RUN_TASK in _shown(value.get("Resource")):
                yield given
            pending += value.values()
        elif isinstance(value, list):
            pending += value


def _with_what_runs(value: Any, path: str) -> Any:  # noqa: ANN401 - JSON
    """The same, where a value that is found when the machine runs is one that nobody knows before.

    https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
    """
    if isinstance(value, str) and value.startswith("{%"):
        return Opaque(path)
    if isinstance(value, list):
        runs = [_with_what_runs(one, path) for one in value]
        return Opaque(path) if any(isinstance(one, Opaque) for one in runs) else runs
    if not isinstance(value, dict):
        return value
    return {
        key.removesuffix(AT_RUNTIME): Opaque(path)
        if key.endswith(AT_RUNTIME)
        else _with_what_runs(one, f"{path}.{key}")
        for key, one in value.items()
    }


def _shown(value: Any) -> str:  # noqa: ANN401 - a resolved value
    if isinstance(value, Join):
        return "".join(part if isinstance(part, str) else "?" for part in value.parts)
    return value if isinstance(value, str) else ""
