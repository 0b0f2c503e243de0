"""VPC endpoints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Truth, Unknown, Value

__all__ = ["Endpoint", "EndpointType"]


class EndpointType(StrEnum):
    """`VpcEndpointType`."""

    INTERFACE = "Interface"
    GATEWAY = "Gateway"
    GATEWAY_LOAD_BALANCER = "GatewayLoadBalancer"
    RESOURCE = "Resource"
    SERVICE_NETWORK = "ServiceNetwork"
    TUNNEL = "Tunnel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint(Element):
    """A VPC endpoint.

    Attributes:
        vpc: the VPC that hosts it.
        type: `VpcEndpointType`. Default: a gateway, as CloudFormation has it.
        service_name: full name of the service; the region in it may be a reference. Empty: not of a service, but of a
            resource or a service network.
        service: id of an `EndpointService` of the network whose name the endpoint asks for; None: another's.
        service_region: region of the service; None: that of the VPC.
        subnets: where its interfaces are.
        groups: its security groups; empty: the default group of the VPC.
        route_tables: the tables that get a route, of a gateway endpoint.
        policy: its policy document, as JSON values in which a string may be a `Join`. None: full access.
        private_dns: `PrivateDnsEnabled`. Default: off.
        private_dns_only_inbound: `PrivateDnsOnlyForInboundResolverEndpoint`. None: not said, which AWS takes for
            true where the service has gateway endpoints too (S3), and for false elsewhere.
        ip_address_type: `ipv4`, `ipv6` or `dualstack`. None: not said; AWS takes what the service and the subnets can.
        dns_record_ip_type: `ipv4`, `ipv6`, `dualstack` or `service-defined`. None: not said.
        resource: id of a resource configuration, ARN or service network that it leads to.
        accepted: whether the owner of the service lets it connect. Default: it does.
        passes: whether what is behind a Gateway Load Balancer endpoint lets packets through. Default: it does.
        filters: whether rules that nobody reads may keep some of them back. Default: there are none.
    """

    vpc: Maybe[str]
    type: Maybe[EndpointType] = EndpointType.GATEWAY
    service_name: Value | Unknown = ""
    service: Maybe[str] | None = None
    service_region: Value | Unknown | None = None
    subnets: Maybe[tuple[Maybe[str], ...]] = ()
    groups: Maybe[tuple[Maybe[str], ...]] = ()
    route_tables: Maybe[tuple[Maybe[str], ...]] = ()
    policy: object = None
    private_dns: Truth = False
    private_dns_only_inbound: Truth | None = None
    ip_address_type: Maybe[str] | None = None
    dns_record_ip_type: Maybe[str] | None = None
    resource: Maybe[str] | None = None
    accepted: Truth = True
    passes: Truth = True
    filters: Truth = False
