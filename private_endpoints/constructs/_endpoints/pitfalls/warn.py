"""All that is known to hurt, looked for once at synth."""

from __future__ import annotations

from collections.abc import Mapping

from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.pitfalls.execute_api_private_dns import warn_of_public_apis
from private_endpoints.constructs._endpoints.pitfalls.global_sts import warn_of_global_sts
from private_endpoints.constructs._endpoints.pitfalls.image_layers import warn_of_image_layers
from private_endpoints.constructs._endpoints.pitfalls.pull_through_cache import warn_of_first_pulls
from private_endpoints.constructs._endpoints.pitfalls.session_logs import warn_of_session_logs
from private_endpoints.constructs._endpoints.pitfalls.surroundings import Surroundings
from private_endpoints.constructs._planning.vpc_facts import VpcFacts

__all__ = ["warn_of_pitfalls"]

_PITFALLS = (
    warn_of_public_apis,
    warn_of_global_sts,
    warn_of_first_pulls,
    warn_of_session_logs,
    warn_of_image_layers,
)


def warn_of_pitfalls(facts: VpcFacts, nodes: Mapping[str, EndpointNode]) -> None:
    """Warn at the endpoints concerned; of a VPC that is yet to be looked up nothing can be said."""
    if facts.is_dummy:
        return
    around = Surroundings(facts, nodes)
    for warn in _PITFALLS:
        warn(around)
