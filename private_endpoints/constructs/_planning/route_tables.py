"""Which route tables a gateway endpoint becomes a route in."""

from __future__ import annotations

from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._planning.subnets import select
from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.errors import Problem

__all__ = ["choose_route_tables"]

_FIX = (
    "import the VPC with the route tables of its subnets (isolated_subnet_route_table_ids=), "
    "or give route_table_ids= (PrivateS3Access, PrivateDynamoDbAccess, VpcEndpoints.add_gateway)"
)


def choose_route_tables(facts: VpcFacts, ask: Ask) -> tuple[tuple[str, ...], list[Problem]]:
    """Those that were asked for, by id or by subnet; else those of all isolated and private subnets."""
    named = tuple(ask.route_table_ids or ())
    if ask.route_table_ids is not None and ask.subnets is None:
        if named:
            return _unique(named), []
        return (), [Problem("no-route-tables", "route_table_ids=[] names no route table", "name one, or leave it out")]
    if ask.subnets is None:
        chosen = facts.private_subnets()
        problems = [] if chosen else [_none_known(facts)]
    else:
        chosen, problems = select(facts, ask.subnets)
    if unknown := [one.id for one in chosen if one.route_table_id is None]:
        problem = Problem(
            "no-route-tables",
            f"the route tables of {', '.join(unknown)} in {facts.path} are not known, and a gateway endpoint for "
            f"{ask.service.name!r} is a route in them",
            _FIX,
        )
        return (), [*problems, problem]
    of_subnets = [one.route_table_id for one in chosen if one.route_table_id is not None]
    return _unique((*of_subnets, *named)), problems


def _none_known(facts: VpcFacts) -> Problem:
    return Problem("no-route-tables", f"no isolated or private subnets of {facts.path} are known", _FIX)


def _unique(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
