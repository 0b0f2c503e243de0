"""What AWS refuses of an endpoint: the rules of all types, and the way to those of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.endpoint_policy import check_policy
from private_endpoints.local.aws.gateway_endpoint import check_gateway
from private_endpoints.local.aws.interface_endpoint import check_interface
from private_endpoints.local.aws.private_dns import check_private_dns
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.service_names import find_service

if TYPE_CHECKING:
    from private_endpoints.local.aws.service_names import Service

__all__ = ["check_endpoint"]

# https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
_INTERFACE_ENDPOINTS_PER_VPC = 50
_GATEWAY_ENDPOINTS_PER_REGION = 20


def check_endpoint(endpoint: ministack.Record) -> Service:
    """Raise RefusedError for an endpoint that AWS refuses; its service otherwise."""
    if endpoint["VpcEndpointType"] not in {"Gateway", "GatewayLoadBalancer", "Interface"}:
        raise RefusedError(
            "UnsupportedOperation", f"The local cloud has no endpoints of type {endpoint['VpcEndpointType']}"
        )
    if endpoint["VpcId"] not in ministack.vpcs:
        # Code from memory; EC2 has InvalidVpcId.NotFound here and InvalidVpcID.NotFound elsewhere.
        raise RefusedError("InvalidVpcId.NotFound", f"The Vpc Id {endpoint['VpcId']} does not exist")
    service = find_service(endpoint["ServiceName"], endpoint["VpcEndpointType"], endpoint.get("ServiceRegion"))
    others = [other for other_id, other in ministack.vpc_endpoints.items() if other_id != endpoint["VpcEndpointId"]]
    here = [other for other in others if other["VpcId"] == endpoint["VpcId"]]
    if endpoint["VpcEndpointType"] == "Gateway":
        check_gateway(endpoint, here)
    else:
        check_interface(endpoint)
    check_private_dns(endpoint, service, here)
    check_policy(endpoint, service)
    _check_quota(endpoint, others, here)
    return service


def _check_quota(endpoint: ministack.Record, others: list[ministack.Record], here: list[ministack.Record]) -> None:
    if endpoint["VpcEndpointType"] == "Gateway":
        count, quota = sum(other["VpcEndpointType"] == "Gateway" for other in others), _GATEWAY_ENDPOINTS_PER_REGION
    else:
        count, quota = sum(other["VpcEndpointType"] != "Gateway" for other in here), _INTERFACE_ENDPOINTS_PER_VPC
    if count >= quota:
        # Code and text from memory, unverified.
        raise RefusedError(
            "VpcEndpointLimitExceeded", f"The maximum number of VPC endpoints, {quota}, has been reached"
        )
