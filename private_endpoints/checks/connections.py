"""VPCs that are connected with each other."""

from __future__ import annotations

from private_endpoints.network import Network, PeeringConnection, TransitGatewayAttachment

__all__ = ["vpcs_of_connections"]


def vpcs_of_connections(network: Network) -> dict[str, set[str]]:
    """The VPCs at the ends of each peering connection, and on each Transit Gateway, by its id."""
    found: dict[str, set[str]] = {}
    for peering in network.of(PeeringConnection):
        if isinstance(peering.requester, str) and isinstance(peering.accepter, str):
            found[peering.id] = {peering.requester, peering.accepter}
    for attachment in network.of(TransitGatewayAttachment):
        if isinstance(attachment.gateway, str) and isinstance(attachment.vpc, str):
            found.setdefault(attachment.gateway, set()).add(attachment.vpc)
    return found
