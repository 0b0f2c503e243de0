"""Actions that are about no resource in particular, so that only a statement about all resources covers them.

"If this column is empty, then the action does not support resource-level permissions, and you must specify all
resources ('*') in your policy". The list is a start: an action that it has not is taken to be about resources.
"""

from __future__ import annotations

from functools import cache

from private_endpoints.catalog._data import read_rows

__all__ = ["is_about_no_resource"]


def is_about_no_resource(action: str | None) -> bool:
    """Whether an action takes no resource.

    Args:
        action: such as `ecr:GetAuthorizationToken`.
    """
    return action is not None and action.lower() in _actions()


@cache
def _actions() -> frozenset[str]:
    rows = read_rows("actions_without_resources.jsonl")
    return frozenset(f"{row['prefix']}:{name}".lower() for row in rows for name in row["actions"])
