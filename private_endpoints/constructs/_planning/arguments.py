"""Arguments that are lists: taken once, and refused where they are something else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from private_endpoints.errors import Problem
from private_endpoints.policy.action import action_problem

__all__ = ["actions_of", "listed"]

T = TypeVar("T")


def listed(name: str, value: Iterable[T], problems: list[Problem]) -> tuple[T, ...]:
    """The items of a list, tuple, set or generator.

    A string, which Python would take apart, and what is no iterable at all are problems.

    Args:
        name: of the argument.
        value: what was given.
        problems: gets what is wrong.
    """
    given: Any = value
    if isinstance(given, str) or not isinstance(given, Iterable):
        problems.append(Problem("not-a-list", f"{name}={given!r} is no list", f"give a list: {name}=[{given!r}]"))
        return ()
    return tuple(given)


def actions_of(value: Iterable[str], problems: list[Problem]) -> tuple[str, ...]:
    """The items of a list of IAM actions, of which there must be some."""
    before = len(problems)
    actions = listed("actions", value, problems)
    if not actions and len(problems) == before:
        problems.append(Problem("no-actions", "actions=[] names no action", "leave it out for the default"))
    problems += [problem for one in actions if (problem := action_problem(one)) is not None]
    return actions
