"""Private DNS for inbound Resolver endpoints only: AWS wants the gateway endpoint there first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import jsii
from constructs import IValidation

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._endpoints.interface_node import InterfaceEndpointNode
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.errors import Problem

__all__ = ["InboundOnlyHasGateway", "order_after_gateway"]


def order_after_gateway(nodes: Mapping[str, EndpointNode]) -> None:
    """Have inbound-only endpoints made after the gateway endpoint of their service, and removed before it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns-s3
    """
    for node in _inbound_only(nodes):
        gateway = _gateway_for(node, nodes)
        if gateway is not None and not gateway.adopted:
            node.endpoint.node.add_dependency(gateway.endpoint)


@jsii.implements(IValidation)
class InboundOnlyHasGateway:
    """Refuses an inbound-only endpoint without a gateway. At synth, since the gateway may be asked for later."""

    def __init__(self, nodes: Mapping[str, EndpointNode]) -> None:
        self._nodes = nodes

    def validate(self) -> list[str]:
        """One text for each such endpoint."""
        return [
            f"{node.node.path}: "
            + str(
                Problem(
                    "inbound-only-without-gateway",
                    f"private_dns='inbound-only' for {node.service.name!r}, and the VPC has no gateway endpoint for it",
                    f"add one with VpcEndpoints.of(vpc).add_gateway({node.service.name!r}), or give private_dns=True",
                )
            )
            for node in _inbound_only(self._nodes)
            if _gateway_for(node, self._nodes) is None
        ]


def _inbound_only(nodes: Mapping[str, EndpointNode]) -> Iterator[InterfaceEndpointNode]:
    for node in nodes.values():
        if isinstance(node, InterfaceEndpointNode) and node.private_dns == "inbound-only":
            yield node


def _gateway_for(node: EndpointNode, nodes: Mapping[str, EndpointNode]) -> EndpointNode | None:
    gateways = (one for one in nodes.values() if one.kind is EndpointKind.GATEWAY)
    return next((one for one in gateways if one.service.name == node.service.name), None)
