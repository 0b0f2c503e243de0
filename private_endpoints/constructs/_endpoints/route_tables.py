"""The route tables of a gateway endpoint."""

from __future__ import annotations

import json
from collections.abc import Iterable

import aws_cdk as cdk
import jsii

from private_endpoints.constructs._planning.vpc_facts import VpcFacts

__all__ = ["RouteTables"]


@jsii.implements(cdk.IListProducer)
class RouteTables:
    """Route tables of a VPC, each once, rendered in an order that does not tell who asked first."""

    def __init__(self, facts: VpcFacts) -> None:
        self._places = {one.route_table_id: place for place, one in enumerate(facts.all_subnets())}
        self._ids: set[str] = set()

    def add(self, ids: Iterable[str]) -> None:
        """Add some."""
        self._ids.update(ids)

    def produce(self, context: cdk.IResolveContext) -> list[str]:
        """Those of the VPC's subnets in the order of the subnets, then the others by what they resolve to."""

        def key(route_table_id: str) -> tuple[int, str]:
            return (
                self._places.get(route_table_id, len(self._places)),
                json.dumps(context.resolve(route_table_id), sort_keys=True),
            )

        return sorted(self._ids, key=key)
