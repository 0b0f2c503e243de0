"""An ask that can be fulfilled."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.constructs._planning.ask import Ask, PrivateDns
from private_endpoints.constructs._planning.vpc_facts import SubnetFacts

__all__ = ["PlannedEndpoint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEndpoint:
    """An ask, with what it leaves open worked out.

    Attributes:
        ask: what was asked.
        subnets: subnets of an interface endpoint, one per Availability Zone.
        route_table_ids: route tables of a gateway endpoint.
        private_dns: whether the service's own names resolve to the endpoint.
    """

    ask: Ask
    subnets: tuple[SubnetFacts, ...] = ()
    route_table_ids: tuple[str, ...] = ()
    private_dns: PrivateDns = False
