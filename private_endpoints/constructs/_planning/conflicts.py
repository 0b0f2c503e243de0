"""Two askers that want one endpoint in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._planning.existing import ExistingEndpoint
from private_endpoints.constructs._planning.vpc_facts import SubnetFacts
from private_endpoints.errors import Problem

__all__ = ["conflicts"]


def conflicts(ask: Ask, subnets: Sequence[SubnetFacts], node: ExistingEndpoint) -> Iterator[Problem]:
    """Where an ask contradicts what was asked of the endpoint before. No preference contradicts nothing.

    Route tables never contradict: a gateway endpoint is in all that were asked for.
    """
    service = ask.service.name
    if ask.service != node.service:
        yield Problem(
            "conflict",
            f"{ask.asker} means another service by {service!r} than was asked for before ({node.node.path}): "
            "the rows differ",
            "use one row of the catalog, or one of your own, for all",
        )
    before = node.private_dns_choice
    if ask.private_dns is not None and before is not None and before.value != ask.private_dns:
        yield Problem(
            "conflict",
            f"{ask.asker} wants private_dns={ask.private_dns!r} on the endpoint for {service!r}, "
            f"and {before.asker} wants private_dns={before.value!r}",
            "a VPC has one endpoint per service: let both agree, or leave private_dns out of one",
        )
    placed = node.subnet_choice
    wanted = {one.id for one in subnets}
    if ask.subnets is not None and placed is not None and wanted != {one.id for one in placed.value}:
        yield Problem(
            "conflict",
            f"{ask.asker} wants the endpoint for {service!r} in {_paths(subnets)}, "
            f"and {placed.asker} wants it in {_paths(placed.value)}",
            "a VPC has one endpoint per service: let both agree, or leave subnets out of one",
        )


def _paths(subnets: Sequence[SubnetFacts]) -> str:
    return ", ".join(sorted(one.path for one in subnets))
