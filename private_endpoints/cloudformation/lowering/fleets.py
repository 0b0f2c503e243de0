"""EC2 Fleets and Spot Fleets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.launching import (
    Launch,
    first_interface,
    launch_of,
    launch_template,
    uses_of_role,
)
from private_endpoints.cloudformation.resolution.split import split
from private_endpoints.network import Element, Maybe, Workload
from private_endpoints.values import Join, Unknown

__all__ = ["lower_fleet", "lower_spot_fleet"]

Ids = Maybe[tuple[Maybe[str], ...]]


def lower_fleet(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::EC2Fleet`: a workload for each of its launch templates."""
    yield from _from_templates(facts, facts)


def lower_spot_fleet(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::SpotFleet`: of launch templates, or of launch specifications of its own."""
    config = facts.one("SpotFleetRequestConfigData")
    if isinstance(config, Unknown):
        yield Workload(**facts.common, kind=facts.type, subnets=config, groups=config)
    elif config is not None:
        yield from _from_templates(facts, config)
        for index, specification in enumerate(config.several("LaunchSpecifications")):
            yield _launched(facts, f"LaunchSpecifications{index}", specification, ())


def _from_templates(facts: Facts, config: Fields) -> Iterator[Element]:
    for index, one in enumerate(config.several("LaunchTemplateConfigs")):
        name = f"LaunchTemplateConfigs{index}"
        if isinstance(one, Unknown):
            yield _launched(facts, name, one, ())
            continue
        source = launch_template(facts, one.one("LaunchTemplateSpecification"))
        overrides = tuple(
            subnet
            for override in one.several("Overrides")
            if (subnet := override if isinstance(override, Unknown) else override.one_id("SubnetId")) is not None
        )
        yield _launched(facts, name, source, overrides)


def _launched(facts: Facts, name: str, source: Fields | Unknown | None, subnets: Ids) -> Workload:
    unknown = Unknown(frozenset({f"{facts.id}.{name}"}))
    common = facts.part(name)
    if not isinstance(source, Fields):
        doubt = unknown if source is None else source
        return Workload(
            **common, kind=facts.type, subnets=doubt if subnets == () else subnets, groups=doubt, role=doubt
        )
    interface = first_interface(facts, source)
    for fields in (source, interface):
        if subnets == () and isinstance(fields, Fields):
            subnets = _subnets(fields)
    launch = _launch(facts, source)
    return Workload(
        **common,
        kind=facts.type,
        subnets=unknown if subnets == () else subnets,
        groups=launch.groups,
        public_ip=launch.public_ip,
        ipv6=launch.ipv6,
        role=launch.role,
        uses=uses_of_role(facts, launch.role),
    )


def _subnets(fields: Fields) -> Ids:
    """`SubnetId`: a Spot Fleet takes several, with commas between them."""
    value = fields.get("SubnetId")
    pieces = split(value, ",") if isinstance(value, str | Join) else None
    return fields.ids("SubnetId") if pieces is None else fields.as_ids(pieces, "SubnetId")


def _launch(facts: Facts, source: Fields) -> Launch:
    """What instances have; a launch specification of a Spot Fleet writes each group as an object."""
    given = source.get("SecurityGroups")
    if not (isinstance(given, list) and given and all(isinstance(one, dict) for one in given)):
        return launch_of(facts, source)
    groups = tuple(
        one if isinstance(one, Unknown) else one.required_id("GroupId") for one in source.several("SecurityGroups")
    )
    without = Fields(source.resolver, source.path, {**source.given, "SecurityGroups": []})
    return replace(launch_of(facts, without), groups=groups)
