"""Auto Scaling groups, with their launch template or launch configuration."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.compute.launching import (
    Launch,
    any_launch,
    further_of,
    launch_of,
    launch_template,
    profile_role,
    uses_of_role,
)
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.network import Element, Workload
from private_endpoints.values import Unknown

__all__ = ["lower_auto_scaling_group"]

_CONFIGURATION = "AWS::AutoScaling::LaunchConfiguration"


def lower_auto_scaling_group(facts: Facts) -> Iterator[Element]:
    """`AWS::AutoScaling::AutoScalingGroup`."""
    launch = _launch(facts)
    subnets: Ids = facts.ids("VPCZoneIdentifier")
    if subnets == ():
        # Only zones are named: the subnets of the default VPC.
        subnets = Unknown(frozenset({f"{facts.id}.VPCZoneIdentifier"}))
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=subnets,
        groups=launch.groups,
        public_ip=launch.public_ip,
        ipv6=launch.ipv6,
        role=launch.role,
        uses=uses_of_role(facts, launch.role),
    )
    yield from further_of(facts, launch, subnets, facts.id)


def _launch(facts: Facts) -> Launch:
    unknown = Unknown(frozenset({f"{facts.id}.LaunchTemplate"}))
    if facts.has("LaunchConfigurationName"):
        return _of_configuration(facts)
    policy = facts.one("MixedInstancesPolicy")
    outer = policy.one("LaunchTemplate") if isinstance(policy, Fields) else policy
    if not isinstance(outer, Fields):
        return _of_template(facts, facts.one("LaunchTemplate") if outer is None else outer)
    found = [_of_template(facts, outer.one("LaunchTemplateSpecification"))]
    for override in outer.several("Overrides"):
        own = override if isinstance(override, Unknown) else override.one("LaunchTemplateSpecification")
        if own is not None:
            found.append(_of_template(facts, own))
    return any_launch(found, unknown)


def _of_template(facts: Facts, specification: Fields | Unknown | None) -> Launch:
    data = launch_template(facts, specification)
    return launch_of(facts, Unknown(frozenset({f"{facts.id}.LaunchTemplate"})) if data is None else data)


def _of_configuration(facts: Facts) -> Launch:
    found = facts.context.get(facts.one_id("LaunchConfigurationName"), _CONFIGURATION)
    if found is None:
        return launch_of(facts, Unknown(frozenset({f"{facts.id}.LaunchConfigurationName"})))
    public = found.has("AssociatePublicIpAddress")
    return Launch(
        groups=found.ids("SecurityGroups"),
        role=profile_role(found, found.get("IamInstanceProfile")),
        public_ip=found.truth("AssociatePublicIpAddress", default=False) if public else None,
        ipv6=None,
    )
