"""Templates rewritten so that they mean the same: renamed, reordered, split into two stacks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

__all__ = ["closure", "renamed", "reordered", "split"]

Template: TypeAlias = dict[str, Any]
_INNER = re.compile(r"\$\{([A-Za-z0-9]+)(\.[A-Za-z0-9.]+)?\}")


def renamed(template: Template, new: Callable[[str], str]) -> Template:
    """With other logical ids, wherever they stand."""
    names = {name: new(name) for name in template["Resources"]}
    body = _with_references(template, lambda name: names.get(name, name))
    resources = {names[name]: one for name, one in body["Resources"].items()}
    for one in resources.values():
        if "DependsOn" in one:
            given = one["DependsOn"]
            one["DependsOn"] = [names[name] for name in ([given] if isinstance(given, str) else given)]
        if "Metadata" in one:
            # Declarations name the client and the endpoint by their ids in the stack.
            text = json.dumps(one["Metadata"])
            one["Metadata"] = json.loads(
                re.sub(r'(?<=[".])([A-Za-z0-9]+)(?=")', lambda found: names.get(found[1], found[1]), text)
            )
    return {**body, "Resources": resources}


def _with_references(value: Any, new: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_with_references(one, new) for one in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["Ref"]:
        return {"Ref": new(value["Ref"])}
    if list(value) == ["Fn::GetAtt"] and isinstance(value["Fn::GetAtt"], list):
        name, *rest = value["Fn::GetAtt"]
        return {"Fn::GetAtt": [new(name), *rest]}
    if list(value) == ["Fn::Sub"] and isinstance(value["Fn::Sub"], str):
        return {"Fn::Sub": _INNER.sub(lambda found: f"${{{new(found[1])}{found[2] or ''}}}", value["Fn::Sub"])}
    return {key: _with_references(one, new) for key, one in value.items()}


def reordered(template: Template, order: list[str]) -> Template:
    """With the resources in another order."""
    return {**template, "Resources": {name: template["Resources"][name] for name in order}}


def references(value: Any) -> Iterator[str]:
    """The logical ids that a value refers to."""
    found: list[str] = []

    def note(name: str) -> str:
        found.append(name)
        return name

    _with_references(value, note)
    yield from found


def closure(template: Template, names: list[str]) -> set[str]:
    """Some resources with all that they depend on."""
    resources: Mapping[str, Any] = template["Resources"]
    done: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name in done or name not in resources:
            continue
        done.add(name)
        one = resources[name]
        given = one.get("DependsOn", [])
        pending += [given] if isinstance(given, str) else given
        pending += references(one.get("Properties", {}))
    return done


def split(template: Template, below: set[str]) -> tuple[Template, Template]:
    """The same as two stacks: what is below exports what the other imports. The second is the upper one."""
    exports: dict[str, Any] = {}

    def imported(value: Any) -> Any:
        if isinstance(value, list):
            return [imported(one) for one in value]
        if not isinstance(value, dict):
            return value
        call = next(iter(value), "")
        if len(value) == 1 and call in {"Ref", "Fn::GetAtt"}:
            given = value[call]
            name = given if isinstance(given, str) else given[0]
            if name in below:
                key = "Exports" + "".join(re.findall(r"[A-Za-z0-9]+", json.dumps(given)))
                exports[key] = {"Value": value, "Export": {"Name": f"Below:{key}"}}
                return {"Fn::ImportValue": f"Below:{key}"}
            return value
        return {key: imported(one) for key, one in value.items()}

    upper = {}
    for name, one in template["Resources"].items():
        if name not in below:
            made = {key: imported(value) if key == "Properties" else value for key, value in one.items()}
            depends = made.pop("DependsOn", [])
            rest = [other for other in ([depends] if isinstance(depends, str) else depends) if other not in below]
            upper[name] = {**made, **({"DependsOn": rest} if rest else {})}
    lower = {name: one for name, one in template["Resources"].items() if name in below}
    return (
        {**template, "Resources": lower, "Outputs": exports},
        {**template, "Resources": upper, "Outputs": {}},
    )
