"""EC2 Fleets and Spot Fleets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from private_endpoints.cloudformation.lowering.compute.launching import (
    Launch,
    first_interface,
    further_of,
    launch_of,
    launch_template,
    uses_of_role,
)
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.resolution.split import split
from private_endpoints.network import Element, Maybe, Workload
from private_endpoints.values import Join, Unknown

__all__ = ["lower_fleet", "lower_spot_fleet"]


@dataclass(frozen=True, slots=True)
class _Launched:
    """Instances of one launch.

    Attributes:
        name: where the launch is written.
        subnets: where they are.
        launch: what they have.
    """

    name: str
    subnets: Ids
    launch: Launch


def lower_fleet(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::EC2Fleet`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-ec2fleet.html
    """
    yield from _workloads(facts, list(_from_templates(facts, facts)))


def lower_spot_fleet(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::SpotFleet`: of launch templates, or of launch specifications of its own.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-spotfleet.html
    """
    config = facts.one("SpotFleetRequestConfigData")
    if isinstance(config, Unknown):
        yield Workload(**facts.common, kind=facts.type, subnets=config, groups=config)
    elif config is not None:
        launched = list(_from_templates(facts, config))
        for index, specification in enumerate(config.several("LaunchSpecifications")):
            launched.append(_launched(facts, f"LaunchSpecifications{index}", specification, []))
        yield from _workloads(facts, launched)


def _workloads(facts: Facts, launched: list[_Launched]) -> Iterator[Element]:
    """One workload in all the subnets; one for each launch where instances differ in more than that."""
    alike = all(one.launch == launched[0].launch for one in launched)
    if alike and len(launched) > 1:
        launched = [replace(launched[0], subnets=_together([one.subnets for one in launched]))]
    for one in launched:
        launch = one.launch
        common = facts.common if len(launched) == 1 else facts.part(one.name)
        yield Workload(
            **common,
            kind=facts.type,
            subnets=one.subnets,
            groups=launch.groups,
            public_ip=launch.public_ip,
            ipv6=launch.ipv6,
            role=launch.role,
            uses=uses_of_role(facts, launch.role),
        )
        yield from further_of(facts, launch, one.subnets, common["id"])


def _from_templates(facts: Facts, config: Fields) -> Iterator[_Launched]:
    for index, one in enumerate(config.several("LaunchTemplateConfigs")):
        name = f"LaunchTemplateConfigs{index}"
        if isinstance(one, Unknown):
            yield _launched(facts, name, one, [])
            continue
        source = launch_template(facts, one.one("LaunchTemplateSpecification"))
        overrides = [
            override if isinstance(override, Unknown) else _subnets(override) for override in one.several("Overrides")
        ]
        yield _launched(facts, name, source, overrides)


def _launched(facts: Facts, name: str, source: Fields | Unknown | None, overrides: Sequence[Ids]) -> _Launched:
    doubt = Unknown(frozenset({f"{facts.id}.{name}"}))
    if not isinstance(source, Fields):
        doubt = doubt if source is None else source
        launch = Launch(groups=doubt, role=doubt, public_ip=doubt, ipv6=doubt)
        return _Launched(name, _together([doubt if one == () else one for one in overrides] or [doubt]), launch)
    interface = first_interface(facts, source)
    own: Ids = ()
    for fields in (source, interface):
        if own == () and isinstance(fields, Fields):
            own = _subnets(fields)
    # Without any the default subnets of the default VPC, which no template shows.
    own = doubt if own == () else own
    return _Launched(name, _together([own if one == () else one for one in overrides] or [own]), _launch(facts, source))


def _together(several: Sequence[Ids]) -> Ids:
    """All subnets of several lists, each once."""
    found: dict[Maybe[str], None] = {}
    for ids in several:
        if isinstance(ids, Unknown):
            return ids
        found.update(dict.fromkeys(ids))
    return tuple(found)


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
