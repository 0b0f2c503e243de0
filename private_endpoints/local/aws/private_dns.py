"""What AWS refuses of the private DNS of an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import is_true

if TYPE_CHECKING:
    from private_endpoints.local.aws.service_names import Service

__all__ = ["check_gateway_unused", "check_private_dns", "zone_names_of"]

_INBOUND_ONLY = "PrivateDnsOnlyForInboundResolverEndpoint"


def check_private_dns(endpoint: ministack.Record, service: Service, others: list[ministack.Record]) -> None:
    """Raise RefusedError for private DNS that cannot be turned on.

    Args:
        endpoint: the endpoint.
        service: its service.
        others: the other endpoints of its VPC.
    """
    if endpoint["VpcEndpointType"] != "Interface":
        if is_true(endpoint["DnsOptions"].get(_INBOUND_ONLY)):
            # Text: https://github.com/hashicorp/terraform-provider-aws/issues/45846
            raise RefusedError(
                "InvalidParameter", f"DnsOptions {_INBOUND_ONLY} is applicable only to Interface VPC Endpoints."
            )
        if endpoint["PrivateDnsEnabled"]:
            # Text from memory, unverified.
            raise RefusedError("InvalidParameter", "Private DNS is only supported for Interface type VPC Endpoints.")
        return
    if not endpoint["PrivateDnsEnabled"]:
        return
    if not service.private_dns_names:
        # Text: https://github.com/vespa-engine/vespa/pull/33303
        raise RefusedError(
            "InvalidParameter",
            f"Private DNS can't be enabled because the service {service.name} does not provide a private DNS name.",
        )
    _check_vpc(endpoint)
    _check_inbound_only(endpoint, service, others)
    _check_conflicts(endpoint, service, others)


def zone_names_of(endpoint: ministack.Record) -> frozenset[str]:
    """Domains of the hosted zones that an endpoint has put on its VPC."""
    return frozenset(endpoint.get("PrivateDnsZones", ()))


def _check_vpc(endpoint: ministack.Record) -> None:
    vpc = ministack.vpcs[endpoint["VpcId"]]
    # CloudFormation's defaults are true for support and false for hostnames. Rule and text are from memory of
    # https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html, unverified.
    if not is_true(vpc.get("EnableDnsSupport", True)) or not is_true(vpc.get("EnableDnsHostnames", False)):
        raise RefusedError(
            "InvalidParameter",
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true "
            f"for {endpoint['VpcId']}",
        )


def check_gateway_unused(gateway: ministack.Record) -> None:
    """Raise RefusedError for the deletion of the last gateway endpoint that inbound-only private DNS relies on.

    From memory, unverified: AWS wants inbound-only private DNS turned off before the gateway endpoint goes.
    """
    others = [
        other
        for other in ministack.vpc_endpoints.values()
        if other["VpcId"] == gateway["VpcId"]
        and other["ServiceName"] == gateway["ServiceName"]
        and other["VpcEndpointId"] != gateway["VpcEndpointId"]
    ]
    relying = [
        other["VpcEndpointId"]
        for other in others
        if other["VpcEndpointType"] == "Interface" and other["PrivateDnsEnabled"] and _is_inbound_only(other)
    ]
    if relying and not any(other["VpcEndpointType"] == "Gateway" for other in others):
        raise RefusedError(
            "InvalidParameter",
            f"{gateway['VpcEndpointId']} cannot be deleted while {_INBOUND_ONLY} is true for {', '.join(relying)}",
        )


def _is_inbound_only(endpoint: ministack.Record) -> bool:
    # It is on unless the request says otherwise: AWS's answer to a request for private DNS without the option.
    # https://github.com/hashicorp/terraform-provider-aws/issues/31117 and
    # https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/982
    return is_true(endpoint["DnsOptions"].get(_INBOUND_ONLY, True))


def _check_inbound_only(endpoint: ministack.Record, service: Service, others: list[ministack.Record]) -> None:
    if not service.has_both_kinds or not _is_inbound_only(endpoint):
        return
    gateways = [
        other
        for other in others
        if other["VpcEndpointType"] == "Gateway" and other["ServiceName"] == endpoint["ServiceName"]
    ]
    if not gateways:
        raise RefusedError(
            "InvalidParameter",
            f"To set {_INBOUND_ONLY} to true, the VPC {endpoint['VpcId']} must have a Gateway endpoint "
            "for the service.",
        )


def _check_conflicts(endpoint: ministack.Record, service: Service, others: list[ministack.Record]) -> None:
    taken = {zone for other in others for zone in zone_names_of(other)}
    for zone in ministack.hosted_zones.values():
        if any(vpc.get("VPCId") == endpoint["VpcId"] for vpc in zone.get("vpcs", [])):
            taken.add(str(zone["name"]).rstrip("."))
    for domain in sorted(service.zone_names & taken):
        # Text and both causes (another endpoint, a private hosted zone):
        # https://dev.classmethod.jp/articles/when-creating-a-vpc-endpoint-a-conflict-occurs-what-is-the-problem/
        raise RefusedError(
            "InvalidParameter",
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
            f"{domain} in the VPC {endpoint['VpcId']}",
        )
