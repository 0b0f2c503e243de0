"""What AWS says about the policies of an organization: how long, how many, and about which services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from private_endpoints.catalog._data import Source, read_rows
from private_endpoints.catalog._perimeter_keys import perimeter_keys_of

__all__ = [
    "ControlPolicyQuota",
    "ResourceControlService",
    "actions_without_network_keys",
    "control_policy_quota",
    "landing_zone_roles",
    "organization_endpoint_prefixes",
    "resource_control_services",
]

PolicyType = Literal["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPolicyQuota:
    """How much of one policy type a root, an organizational unit or an account can have.

    Attributes:
        policy_type: `SERVICE_CONTROL_POLICY` or `RESOURCE_CONTROL_POLICY`.
        max_characters: of one policy.
        max_attached: policies of the type that can be attached to one target.
        attached_by_aws: how many of these AWS's own full-access policy takes.
        note: what else to know.
        source: where the row comes from.
        as_of: ISO date on which the source said so.
        confidence: `documented` by the source, or `memory` where nobody has compared all of it lately.
    """

    policy_type: PolicyType
    max_characters: int
    max_attached: int
    attached_by_aws: int
    note: str
    source: str
    as_of: str
    confidence: Literal["documented", "memory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceControlService:
    """A service to whose resources resource control policies apply.

    Attributes:
        prefix: of its IAM actions, such as `s3`.
        name: what AWS calls the service.
        actions: the actions that a perimeter can refuse without breaking callers that carry no organization.
        by_default: whether a perimeter covers it where nobody chose services.
        why: what speaks for or against it.
        source: where the row comes from.
        as_of: ISO date on which the source had it.
    """

    prefix: str
    name: str
    actions: tuple[str, ...]
    by_default: bool
    why: str
    source: str
    as_of: str


@cache
def control_policy_quota(policy_type: PolicyType) -> ControlPolicyQuota:
    """The quota of a policy type."""
    (row,) = (row for row in read_rows("control_policy_quotas.jsonl") if row["policy_type"] == policy_type)
    source = Source(**row["source"])
    return ControlPolicyQuota(**{**row, "source": str(source), "as_of": source.as_of})


@cache
def resource_control_services() -> Mapping[str, ResourceControlService]:
    """The services that resource control policies apply to, by the prefix of their actions, sorted."""
    found = {}
    for row in read_rows("resource_control_services.jsonl"):
        source = Source(**row["source"])
        values = {**row, "actions": tuple(row["actions"]), "source": str(source), "as_of": source.as_of}
        found[row["prefix"]] = ResourceControlService(**values)
    return found


@cache
def organization_endpoint_prefixes() -> tuple[str, ...]:
    """Prefixes of the actions whose calls carry `aws:VpceOrgID` through every endpoint that serves them, sorted."""
    return tuple(
        row["prefix"]
        for row in read_rows("organization_endpoint_services.jsonl")
        if all("aws:VpceOrgID" in perimeter_keys_of(endpoint) for endpoint in row["endpoints"])
    )


@cache
def actions_without_network_keys() -> tuple[str, ...]:
    """Actions whose calls carry neither a public address nor a VPC, so that no network perimeter can judge them."""
    return tuple(row["action"] for row in read_rows("calls_without_network_keys.jsonl"))


@cache
def landing_zone_roles() -> tuple[str, ...]:
    """Names of the roles with which AWS manages the accounts of a landing zone; `*` where AWS chooses the rest."""
    return tuple(row["role"] for row in read_rows("landing_zone_roles.jsonl"))
