"""The policies that perimeters come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from private_endpoints.catalog import control_policy_quota
from private_endpoints.errors import Problem
from private_endpoints.policy.organization.ids import LONGEST_ORGANIZATION_ID
from private_endpoints.policy.organization.perimeters import Organization, Perimeters
from private_endpoints.policy.organization.split import size, spread
from private_endpoints.policy.statement import Statement

__all__ = ["ControlPolicy", "control_policies"]

PolicyType = Literal["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"]

_SHORT: Mapping[PolicyType, str] = {"RESOURCE_CONTROL_POLICY": "Rcp", "SERVICE_CONTROL_POLICY": "Scp"}
# As long as any, so that the number of policies depends on no name.
_LONGEST = Organization(LONGEST_ORGANIZATION_ID, "aws-us-gov")
_CUT = {
    "Identity": "name fewer services or trusted_accounts in identity=",
    "Resource": "name the workloads and regions in use in resource=, or fewer trusted_resources",
    "Network": "name fewer vpcs in network=; services that carry aws:VpceOrgID need none",
    "Protection": "name fewer break_glass and tag_administrators",
}


@dataclass(frozen=True, slots=True)
class ControlPolicy:
    """One policy of an organization.

    Attributes:
        name: what it is for, such as `IdentityRcp`; further ones of the same purpose are numbered.
        type: `SERVICE_CONTROL_POLICY` or `RESOURCE_CONTROL_POLICY`.
        document: the policy; may hold tokens.
    """

    name: str
    type: PolicyType
    document: Mapping[str, Any]


def control_policies(
    perimeters: Perimeters, organization: Organization
) -> tuple[tuple[ControlPolicy, ...], list[Problem]]:
    """The policies of some perimeters, and what AWS would refuse of them.

    Args:
        perimeters: without problems of their own.
        organization: whose.
    """
    found: list[ControlPolicy] = []
    problems: list[Problem] = []
    kinds: dict[PolicyType, tuple[Mapping[str, list[Statement]], Mapping[str, list[Statement]]]] = {
        "RESOURCE_CONTROL_POLICY": (
            perimeters.resource_control(_LONGEST),
            perimeters.resource_control(organization),
        ),
        "SERVICE_CONTROL_POLICY": (perimeters.service_control(_LONGEST), perimeters.service_control(organization)),
    }
    for type_, (measured, real) in kinds.items():
        policies, wrong = _of_type(type_, measured, real)
        found += policies
        problems += wrong
    return tuple(found), problems


def _of_type(
    type_: PolicyType, measured: Mapping[str, list[Statement]], real: Mapping[str, list[Statement]]
) -> tuple[list[ControlPolicy], list[Problem]]:
    quota = control_policy_quota(type_)
    room = quota.max_attached - quota.attached_by_aws
    found: list[ControlPolicy] = []
    problems: list[Problem] = []
    for purpose, statements in measured.items():
        spread_out = spread(statements, quota.max_characters, room)
        if spread_out is None:
            problems.append(_too_long(type_, purpose, statements))
            continue
        for number, document in spread_out.documents(real[purpose]).items():
            name = f"{purpose}{_SHORT[type_]}{number if number > 1 else ''}"
            found.append(ControlPolicy(name, type_, document))
    if len(found) > room:
        problems.append(
            Problem(
                "too-many-policies",
                f"the perimeters come to {len(found)} policies of the type {type_}",
                f"{quota.max_attached} can be attached to one target, {quota.attached_by_aws} of which is AWS's own; "
                + "; ".join(_CUT[purpose] for purpose in measured),
            )
        )
    return found, problems


def _too_long(type_: PolicyType, purpose: str, statements: Sequence[Statement]) -> Problem:
    quota = control_policy_quota(type_)
    longest = max(statements, key=size)
    return Problem(
        "policy-too-long",
        f"the policy for {purpose.lower()} has {size(statements):,} characters, {size(longest):,} of them in statement "
        f"{longest['Sid']}, and cannot be split into policies of {quota.max_characters:,}",
        _CUT[purpose],
    )
