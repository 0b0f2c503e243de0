"""Resources that wait for each other, which CloudFormation refuses to make.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-dependence-error
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.stacks.stack import Stack

__all__ = ["check_cycles"]

_NAMING = ("Fn::GetAtt", "Fn::Sub")
_NAME = re.compile(r"\$\{\s*([A-Za-z0-9]+)[^}]*\}")


def check_cycles(stack: Stack) -> None:
    """Refuse a template whose resources depend on each other in a circle.

    What stands under a condition is left out: only one branch of it is there.

    Raises:
        InvalidInputError: there is a circle; the text names its resources.
    """
    certain = {logical_id for logical_id, resource in stack.resources.items() if "Condition" not in resource}
    needs: dict[str, set[str]] = {}
    for logical_id, resource in stack.resources.items():
        if logical_id in certain and (names := _names(resource) & certain):
            needs[logical_id] = names
    needed_by: dict[str, list[str]] = {}
    for logical_id, names in needs.items():
        for name in names:
            needed_by.setdefault(name, []).append(logical_id)
    free = [name for name in needed_by if name not in needs]
    while free:
        done = free.pop()
        for logical_id in needed_by.get(done, ()):
            left = needs[logical_id]
            left.discard(done)
            if not left:
                del needs[logical_id]
                free.append(logical_id)
    if needs:
        circle = _circle(needs)
        raise refusal(
            stack.where("Resources", circle[0]),
            "circular-dependency",
            f"resources depend on each other: {' -> '.join((*circle, circle[0]))}",
            "let one of them stand by itself, as a standalone rule of a security group does",
        )


def _circle(needs: Mapping[str, set[str]]) -> list[str]:
    """One circle, from its first resource on; every resource here leads to another."""
    seen: list[str] = []
    here = next(iter(needs))
    while here not in seen:
        seen.append(here)
        here = next(name for name in sorted(needs[here]) if name in needs)
    return seen[seen.index(here) :]


def _names(resource: Mapping[str, Any]) -> set[str]:
    """The names that a resource refers to, outside of conditions."""
    names: set[str] = set()
    depends_on = resource.get("DependsOn")
    if depends_on is not None:
        names.update(one for one in (depends_on if type(depends_on) is list else (depends_on,)) if type(one) is str)
    pending: list[Any] = [resource.get("Properties")]
    for value in pending:
        # Every value of every template comes by here: what holds no others is not put into the list.
        if type(value) is list:
            pending += [one for one in value if type(one) is dict or type(one) is list]
        elif type(value) is dict:
            if len(value) == 1:
                function, argument = next(iter(value.items()))
                if function == "Ref":
                    if type(argument) is str:
                        names.add(argument)
                    continue
                if function == "Fn::If":
                    continue
                if function in _NAMING:
                    names.update(_called(function, argument))
            pending += [one for one in value.values() if type(one) is dict or type(one) is list]
    return names


def _called(function: str, argument: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """The names in a call."""
    first = argument[0] if type(argument) is list and argument else argument
    if type(first) is not str:
        return
    if function == "Fn::GetAtt":
        yield first.partition(".")[0]
    else:
        own = argument[1] if type(argument) is list and len(argument) > 1 and type(argument[1]) is dict else ()
        yield from (name for name in _NAME.findall(first) if name not in own)
