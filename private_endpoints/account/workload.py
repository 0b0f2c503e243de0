"""What all workloads have in common."""

from __future__ import annotations

from private_endpoints.account.reading import Reading
from private_endpoints.account.roles import managed_policies_of, role_of_profile
from private_endpoints.cloudformation.lowering.compute.managed_instances import makes_managed
from private_endpoints.cloudformation.lowering.data import workload_types

__all__ = ["instance_role", "uses_of_type"]


def instance_role(reading: Reading, profile: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The id of the role of an instance profile, and what the catalog calls an instance with this role."""
    if not profile:
        return None, ()
    row = role_of_profile(reading, profile)
    if row is None:
        # Named, and not read: nothing is known of what it may do.
        return profile, ()
    managed = any(makes_managed(arn) for arn in managed_policies_of(row))
    return row["Arn"], ("session-manager",) if managed else ()


def uses_of_type(kind: str) -> tuple[str, ...]:
    """What the catalog calls a workload of a resource type that is in a VPC."""
    return tuple(workload_types()[kind].get("uses", ()))
