"""Which subnets an interface endpoint gets: one per Availability Zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import cloud_assembly_schema

from private_endpoints.catalog import EndpointService
from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._planning.vpc_facts import SubnetFacts, VpcFacts
from private_endpoints.errors import Problem

__all__ = ["choose_subnets", "select"]

Chosen = tuple[tuple[SubnetFacts, ...], list[Problem]]


def choose_subnets(facts: VpcFacts, ask: Ask) -> Chosen:
    """The subnets that were asked for, else of each zone the first isolated, else the first private one."""
    if ask.subnets is None:
        chosen = facts.one_per_zone()
        problems = list(_default_problems(facts, chosen))
    else:
        chosen, problems = _one_per_zone_of(facts, ask.subnets)
    if ask.supported_zones_only and not problems:
        return _in_supported_zones(facts, ask.service, chosen)
    return chosen, problems


def select(facts: VpcFacts, selection: ec2.SubnetSelection) -> Chosen:
    """The subnets of a selection; selecting nothing is a problem."""
    try:
        chosen = facts.select(selection)
        reason = ""
    except RuntimeError as error:
        chosen = ()
        reason = f": {str(error).splitlines()[0]}"
    if chosen:
        return chosen, []
    problem = Problem(
        "no-such-subnets",
        f"subnets= selects nothing in {facts.path}{reason}",
        "select isolated or private subnets that the VPC has",
    )
    return (), [problem]


def _default_problems(facts: VpcFacts, chosen: Sequence[SubnetFacts]) -> Iterator[Problem]:
    if not chosen:
        yield Problem(
            "no-private-subnets",
            f"no isolated or private subnets of {facts.path} are known",
            "give isolated_subnet_ids or private_subnet_ids where the VPC is imported, or name others with subnets=",
        )
    elif len(chosen) == 1:
        yield Problem(
            "single-zone",
            f"the isolated and private subnets of {facts.path} are in one Availability Zone only",
            "an endpoint there fails with that zone: add a subnet in a second zone, "
            "or accept one zone by naming its subnet with subnets=",
        )


def _one_per_zone_of(facts: VpcFacts, selection: ec2.SubnetSelection) -> Chosen:
    chosen, problems = select(facts, selection)
    by_zone: dict[str, SubnetFacts] = {}
    for one in chosen:
        first = by_zone.setdefault(one.zone or one.id, one)
        # A tier or group of subnets may have several in a zone; of subnets named one by one, each was meant.
        if first is not one and selection.subnets:
            problems.append(
                Problem(
                    "two-subnets-in-one-zone",
                    f"subnets= names {first.path} and {one.path}, which are in one Availability Zone",
                    "an interface endpoint takes one subnet per Availability Zone: leave one of the two out",
                )
            )
    return tuple(by_zone.values()), problems


def _in_supported_zones(facts: VpcFacts, service: EndpointService, chosen: Sequence[SubnetFacts]) -> Chosen:
    stack = facts.stack
    zones_wanted = [one.zone or cdk.Aws.NO_VALUE for one in chosen]
    if any(cdk.Token.is_unresolved(value) for value in (stack.region, stack.account, *zones_wanted)):
        problem = Problem(
            "zones-unknown",
            f"supported_zones_only=True has to look up where {service.name!r} is offered, "
            f"and account, region or zones of {stack.node.path} are known only at deployment",
            "give the stack env=cdk.Environment(account=..., region=...), or name the subnets with subnets=",
        )
        return tuple(chosen), [problem]
    zones = cdk.ContextProvider.get_value(
        stack,
        provider=cloud_assembly_schema.ContextProvider.ENDPOINT_SERVICE_AVAILABILITY_ZONE_PROVIDER.value,
        dummy_value=zones_wanted,
        props={"serviceName": service.service_name_in(stack.region)},
    ).value
    kept = tuple(one for one in chosen if one.zone in zones)
    if kept:
        return kept, []
    problem = Problem(
        "zones-unsupported",
        f"{service.name!r} is offered in {', '.join(zones) or 'no zone'}, the subnets are in {', '.join(zones_wanted)}",
        "add a subnet in a zone where the service is offered",
    )
    return (), [problem]
