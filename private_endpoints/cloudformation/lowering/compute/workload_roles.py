"""The role that a workload calls with, which stands in properties that data name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from private_endpoints.cloudformation.lowering.compute.inherited import cluster_of
from private_endpoints.cloudformation.lowering.compute.launching import profile_role
from private_endpoints.cloudformation.lowering.compute.named_property import container_of
from private_endpoints.cloudformation.lowering.data import workload_types
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.policies.roles import role_in
from private_endpoints.network import Maybe
from private_endpoints.values import Unknown

__all__ = ["role_of_workload"]


def role_of_workload(facts: Facts, row: Mapping[str, Any]) -> Maybe[str] | None:
    """The id of the role; None: it has none.

    Args:
        facts: the workload.
        row: what is known of its type.
    """
    cluster = cluster_of(facts, row)
    if cluster is not None:
        # An instance of a cluster has the roles of the cluster.
        return cluster if isinstance(cluster, Unknown) else role_of_workload(cluster, workload_types()[cluster.type])
    if "profile" in row:
        return profile_role(facts, facts.get(row["profile"]))
    if "roles_of_features" in row:
        return _role_of_features(facts, **row["roles_of_features"])
    if "role_of" in row:
        return _role_of_another(facts, **row["role_of"])
    return _role_in(facts, row["role"]) if "role" in row else None


def _role_in(facts: Facts, path: str) -> Maybe[str] | None:
    fields, name = container_of(facts, path)
    if isinstance(fields, Unknown):
        return fields
    return None if fields is None else role_in(facts, fields, name)


def _role_of_features(facts: Facts, several: str, role: str) -> Maybe[str] | None:
    """The role of the only feature that has one; which of several is used depends on what is called."""
    found = [one if isinstance(one, Unknown) else role_in(facts, one, role) for one in facts.several(several)]
    if len(found) > 1:
        return Unknown(frozenset({f"which role of {facts.id} is used"}))
    return found[0] if found else None


def _role_of_another(facts: Facts, property: str, type: str, roles: Sequence[str]) -> Maybe[str] | None:
    """The role that another resource has for it, such as the namespace of a workgroup."""
    above = facts.context.get(facts.context.find(facts.get(property), type, near=facts), type)
    if above is None:
        return Unknown(frozenset({f"{facts.id}.{property}"}))
    found = (role_in(above, above, one) for one in roles)
    return next((one for one in found if one is not None), None)
