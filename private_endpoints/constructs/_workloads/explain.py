"""What came of the needs of workloads on a VPC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from private_endpoints.catalog import EndpointKind, LeftOutNeed, ResolvedNeed
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.refused import refused_groups
from private_endpoints.constructs._workloads.wish import Wish
from private_endpoints.constructs.workload_needs import WorkloadNeed, WorkloadNeeds
from private_endpoints.policy import Place

__all__ = ["explain", "missing"]


def explain(wish: Wish, nodes: Iterable[EndpointNode], *, asker: str) -> WorkloadNeeds:
    """All needs: those with an endpoint, then those that were left out.

    Args:
        wish: the workloads.
        nodes: the endpoints.
        asker: construct path of who asked for them.
    """
    found = _by_service(nodes)
    have = [_explained(need, found.get((need.service, need.kind)), asker=asker) for need in wish.needs()]
    return WorkloadNeeds([*have, *map(_left_out, wish.left_out())])


def missing(wish: Wish, nodes: Sequence[EndpointNode], place: Place) -> WorkloadNeeds:
    """The needs without an endpoint, and those whose endpoint refuses service-owned buckets.

    Args:
        wish: the workloads.
        nodes: the endpoints of the VPC.
        place: where they live.
    """
    found = _by_service(nodes)
    have = [
        replace(one, refused=tuple(refused_groups(node, one.buckets, place)) if node and one.buckets else ())
        for need in wish.needs()
        for node in [found.get((need.service, need.kind))]
        for one in [_explained(need, node, asker="")]
    ]
    return WorkloadNeeds(one for one in have if one.endpoint is None or one.refused)


def _by_service(nodes: Iterable[EndpointNode]) -> dict[tuple[str, EndpointKind], EndpointNode]:
    return {(node.service.name, node.kind): node for node in nodes}


def _explained(need: ResolvedNeed, node: EndpointNode | None, *, asker: str) -> WorkloadNeed:
    return WorkloadNeed(
        name=need.service,
        service=need.service,
        kind=need.kind,
        required=need.required,
        reasons=need.reasons,
        buckets=need.buckets,
        own_buckets=need.own_buckets,
        endpoint=node.endpoint.node.path if node else None,
        adopted=node.adopted if node else False,
        shared_with=tuple(sorted(node.askers - {asker})) if node else (),
    )


def _left_out(need: LeftOutNeed) -> WorkloadNeed:
    return WorkloadNeed(
        name=need.name,
        service=need.service,
        kind=need.kind,
        required=need.required,
        reasons=need.reasons,
        buckets=need.buckets,
        left_out=need.why,
    )
