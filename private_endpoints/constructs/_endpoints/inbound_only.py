"""Private DNS for inbound Resolver endpoints only: AWS wants the gateway endpoint there first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._endpoints.interface_node import InterfaceEndpointNode
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.errors import Problem

__all__ = ["order_after_gateway", "without_gateway"]


def order_after_gateway(nodes: Mapping[str, EndpointNode]) -> None:
    """Have inbound-only endpoints made after the gateway endpoint of their service, and removed before it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns-s3
    """
    for node in _inbound_only(nodes):
        gateway = _gateway_for(node, nodes)
        if gateway is not None and not gateway.adopted:
            node.endpoint.node.add_dependency(gateway.endpoint)


def without_gateway(nodes: Mapping[str, EndpointNode]) -> Iterator[str]:
    """Inbound-only endpoints whose service has no gateway: known at synth, since the gateway may be asked for later."""
    for node in _inbound_only(nodes):
        if _gateway_for(node, nodes) is None:
            name = node.service.name
            problem = Problem(
                "inbound-only-without-gateway",
                f"private_dns='inbound-only' for {name!r}, and the VPC has no gateway endpoint for it",
                f"add one with VpcEndpoints.of(vpc).add_gateway({name!r}), or give private_dns=True",
            )
            yield f"{node.node.path}: {problem}"


def _inbound_only(nodes: Mapping[str, EndpointNode]) -> Iterator[InterfaceEndpointNode]:
    for node in nodes.values():
        if isinstance(node, InterfaceEndpointNode) and node.private_dns == "inbound-only":
            yield node


def _gateway_for(node: EndpointNode, nodes: Mapping[str, EndpointNode]) -> EndpointNode | None:
    gateways = (one for one in nodes.values() if one.kind is EndpointKind.GATEWAY)
    return next((one for one in gateways if one.service.name == node.service.name), None)
