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
        known = (one.route_table_id for one in facts.all_subnets())
        self._places = {one: place for place, one in enumerate(known) if one is not None}
        self._ids: set[str] = set()

    def add(self, ids: Iterable[str]) -> None:
        """Add some."""
        self._ids.update(ids)

    def produce(self, context: cdk.IResolveContext) -> list[str]:
        """Those of the VPC's subnets in the order of the subnets, then the others by what they resolve to."""
        of_subnets = sorted((one for one in self._ids if one in self._places), key=self._places.__getitem__)
        others = [one for one in self._ids if one not in self._places]
        if not others:
            return of_subnets
        resolved = {one: json.dumps(context.resolve(one), sort_keys=True) for one in others}
        return [*of_subnets, *sorted(others, key=resolved.__getitem__)]
