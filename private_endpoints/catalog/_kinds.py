"""The closed vocabularies of a catalog row."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["EndpointKind", "ServiceStatus"]


class EndpointKind(StrEnum):
    """What sort of VPC endpoint reaches a service, in the words of CloudFormation's `VpcEndpointType`."""

    INTERFACE = "Interface"
    GATEWAY = "Gateway"
    GATEWAY_LOAD_BALANCER = "GatewayLoadBalancer"


class ServiceStatus(StrEnum):
    """Whether a service still takes customers.

    An ended service keeps its row, so that old templates can be read, but nothing chooses it by default.
    """

    ACTIVE = "active"
    ENDED = "ended"
