"""What an access construct asks of the registry: an endpoint, and what may pass it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from aws_cdk import aws_ec2 as ec2

from private_endpoints.catalog import EndpointKind, EndpointService
from private_endpoints.policy import EndpointPolicy

__all__ = ["Ask", "PrivateDns"]

# "inbound-only" is AWS's PrivateDnsOnlyForInboundResolverEndpoint: names resolve to the interface endpoint for
# callers that come through a Resolver inbound endpoint, and to the gateway endpoint inside the VPC.
PrivateDns = bool | Literal["inbound-only"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One asker's wish for one endpoint. None means no preference: another asker's choice, else the default, holds.

    Attributes:
        asker: construct path of who asks.
        service: row of the catalog.
        kind: Interface or Gateway.
        subnets: where an interface endpoint has its network interfaces; whose route tables a gateway endpoint is in.
        route_table_ids: route tables of a gateway endpoint, by id.
        private_dns: whether the service's own names resolve to an interface endpoint.
        policy: what may pass; None asks for the perimeter of the account.
        references: construct paths of what the policy refers to across stacks.
        supported_zones_only: leave out subnets in Availability Zones that the service is not in.
    """

    asker: str
    service: EndpointService
    kind: EndpointKind
    subnets: ec2.SubnetSelection | None = None
    route_table_ids: Sequence[str] | None = None
    private_dns: PrivateDns | None = None
    policy: EndpointPolicy | None = None
    supported_zones_only: bool | None = None
    references: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The id of the endpoint below the registry: the service's name, which for a second kind says the kind."""
        if self.kind is EndpointKind.INTERFACE and EndpointKind.GATEWAY in self.service.kinds:
            return f"{self.service.name}.interface"
        return self.service.name
