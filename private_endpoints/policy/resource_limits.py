"""What a service would refuse in the policy of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.catalog import PerimeterResource
from private_endpoints.errors import Problem
from private_endpoints.policy.size import size_of

__all__ = ["resource_refusals"]


def resource_refusals(document: Mapping[str, Any], row: PerimeterResource) -> Iterator[Problem]:
    """What is over a limit of the service for certain.

    Args:
        document: the policy, with CloudFormation's intrinsics.
        row: the type of the resource.
    """
    least = size_of(document).least
    if least > row.max_characters:
        yield Problem(
            "policy-too-long",
            f"the policy of the {row.name} has at least {least:,} characters",
            f"AWS takes {row.max_characters:,}; let in by vpcs=, accounts= or organization_id= where the service "
            "carries the key, or name fewer principals",
        )
    raw = document.get("Statement", [])
    for index, statement in enumerate([raw] if isinstance(raw, Mapping) else raw):
        actions = statement.get("Action", []) if isinstance(statement, Mapping) else []
        if row.max_actions_per_statement and isinstance(actions, list) and len(actions) > row.max_actions_per_statement:
            yield Problem(
                "too-many-actions",
                f"statement {statement.get('Sid', index)} of the policy of the {row.name} has {len(actions)} actions",
                f"AWS takes {row.max_actions_per_statement} in a statement; split it",
            )
