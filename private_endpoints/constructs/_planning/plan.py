"""From asks to planned endpoints, or to all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._planning.conflicts import conflicts
from private_endpoints.constructs._planning.existing import ExistingEndpoint
from private_endpoints.constructs._planning.other_types import other_types
from private_endpoints.constructs._planning.planned import PlannedEndpoint
from private_endpoints.constructs._planning.private_dns import choose_private_dns
from private_endpoints.constructs._planning.quota import quota_problems
from private_endpoints.constructs._planning.route_tables import choose_route_tables
from private_endpoints.constructs._planning.services import service_problems
from private_endpoints.constructs._planning.subnets import choose_subnets
from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.errors import EndpointConflictError, InvalidInputError, Problem

__all__ = ["plan", "raise_problems"]


def plan(
    facts: VpcFacts, asks: Sequence[Ask], nodes: Mapping[str, ExistingEndpoint]
) -> tuple[list[PlannedEndpoint], list[Problem]]:
    """What some asks come to on a VPC, and what is wrong with them.

    Args:
        facts: the VPC.
        asks: what is asked, in the order of the arguments of one call.
        nodes: the endpoints that the VPC has already, by key.
    """
    if wrong_types := [problem for ask in asks for problem in other_types(ask)]:
        return [], wrong_types
    planned: list[PlannedEndpoint] = []
    problems: list[Problem] = []
    for ask in asks:
        one, wrong = _plan_one(facts, ask, nodes.get(ask.key))
        planned.append(one)
        problems += wrong
    interfaces = [node.key for node in nodes.values() if node.kind is EndpointKind.INTERFACE]
    interfaces += [ask.key for ask in asks if ask.kind is EndpointKind.INTERFACE]
    problems += quota_problems(facts, interfaces)
    if facts.is_dummy:
        # Before the CDK CLI has looked a VPC up, whatever seems wrong is wrong with the dummy, not with the VPC.
        return [_with_stand_ins(facts, one) for one in planned], []
    return planned, problems


def raise_problems(where: str, problems: Sequence[Problem]) -> None:
    """All problems of one call in one error, each once: several asks of a call may have the same.

    Raises:
        EndpointConflictError: among them a conflict with an earlier ask.
        InvalidInputError: others only.
    """
    found = list(dict.fromkeys(problems))
    if any(problem.code == "conflict" for problem in found):
        raise EndpointConflictError(where, found)
    if found:
        raise InvalidInputError(where, found)


def _with_stand_ins(facts: VpcFacts, planned: PlannedEndpoint) -> PlannedEndpoint:
    return replace(
        planned,
        subnets=planned.subnets or facts.one_per_zone(),
        route_table_ids=planned.route_table_ids or ("rtb-dummy",),
    )


def _plan_one(facts: VpcFacts, ask: Ask, node: ExistingEndpoint | None) -> tuple[PlannedEndpoint, list[Problem]]:
    problems = list(service_problems(facts, ask))
    if node is not None and node.adopted:
        return PlannedEndpoint(ask=ask), [*problems, *_adopted_problems(ask, node)]
    if ask.kind is EndpointKind.GATEWAY:
        route_table_ids, wrong = choose_route_tables(facts, ask)
        if node is not None:
            problems += conflicts(ask, (), node)
            if ask.subnets is None and ask.route_table_ids is None:
                # As below: it is in the route tables that others chose, where its own default cannot be known.
                wrong = []
        return PlannedEndpoint(ask=ask, route_table_ids=route_table_ids), problems + wrong
    subnets, wrong_subnets = choose_subnets(facts, ask)
    private_dns, wrong_dns = choose_private_dns(facts, ask)
    if node is not None:
        # An ask without a preference goes along with what another asker chose, also where its own default could not be.
        if ask.subnets is None and node.subnet_choice is not None:
            wrong_subnets = []
        if ask.private_dns is None and node.private_dns_choice is not None:
            wrong_dns = []
        problems += conflicts(ask, subnets, node)
    planned = PlannedEndpoint(ask=ask, subnets=subnets, private_dns=private_dns)
    return planned, problems + wrong_subnets + wrong_dns


def _adopted_problems(ask: Ask, node: ExistingEndpoint) -> Iterator[Problem]:
    wishes = {
        "subnets": ask.subnets,
        "route_table_ids": ask.route_table_ids,
        "private_dns": ask.private_dns,
        "supported_zones_only": ask.supported_zones_only,
    }
    given = [f"{name}=" for name, value in wishes.items() if value is not None]
    if given:
        yield Problem(
            "adopted-endpoint",
            f"{', '.join(given)} for {ask.service.name!r}, whose endpoint {node.endpoint.node.path} was adopted",
            "leave it out: an adopted endpoint stays as it is",
        )
