"""What instances have of the cluster that they are in.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.values import Unknown

__all__ = ["cluster_of"]


def cluster_of(facts: Facts, row: Mapping[str, Any]) -> Facts | Unknown | None:
    """The cluster of an instance; None: it is in none, unknown: in one that no template shows.

    Args:
        facts: the instance.
        row: what is known of its type.
    """
    inherits = row.get("inherits")
    if inherits is None or not facts.has(inherits["property"]):
        return None
    id_ = facts.context.find(facts.get(inherits["property"]), inherits["type"], near=facts)
    found = facts.context.get(id_, inherits["type"])
    return Unknown(frozenset({f"{facts.id}.{inherits['property']}"})) if found is None else found
