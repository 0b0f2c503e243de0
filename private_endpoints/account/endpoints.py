"""VPC endpoints and endpoint services."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading, policy_of_text
from private_endpoints.network import Element, Endpoint, EndpointService, EndpointType, Maybe
from private_endpoints.values import Unknown, Value

__all__ = ["read_endpoint_services", "read_endpoints"]

_GONE = ("deleting", "deleted", "expired")
# `pending` is not yet, and comes to be by itself.
_ACCEPTED = ("available", "pending")
_TYPES = {one.value: one for one in EndpointType}


def read_endpoints(reading: Reading) -> Iterator[Element]:
    """VPC endpoints, with their policies."""
    own_services = {row["ServiceName"]: row["ServiceId"] for row in _services(reading)}
    for row in reading.every("ec2", "describe_vpc_endpoints", "VpcEndpoints"):
        # The API writes `available` in one of two ways.
        state = row["State"].lower()
        if state not in _GONE:
            yield _endpoint(reading, row, state, own_services)


def _endpoint(reading: Reading, row: Row, state: str, own_services: dict[str, str]) -> Endpoint:
    options = row.get("DnsOptions") or {}
    type_ = row.get("VpcEndpointType", "Gateway")
    name = row.get("ServiceName", "")
    return Endpoint(
        **reading.common(row["VpcEndpointId"]),
        vpc=row["VpcId"],
        type=_TYPES.get(type_) or Unknown(frozenset({f"endpoints of type {type_}"})),
        service_name=name,
        service=own_services.get(name),
        service_region=row.get("ServiceRegion") or None,
        subnets=tuple(row.get("SubnetIds") or ()),
        groups=tuple(group["GroupId"] for group in row.get("Groups") or ()),
        route_tables=tuple(row.get("RouteTableIds") or ()),
        policy=policy_of_text(row.get("PolicyDocument")),
        private_dns=bool(row.get("PrivateDnsEnabled")),
        private_dns_only_inbound=bool(options.get("PrivateDnsOnlyForInboundResolverEndpoint")),
        ip_address_type=row.get("IpAddressType") or None,
        dns_record_ip_type=options.get("DnsRecordIpType") or None,
        resource=row.get("ResourceConfigurationArn") or row.get("ServiceNetworkArn") or None,
        accepted=state in _ACCEPTED,
    )


def read_endpoint_services(reading: Reading) -> Iterator[Element]:
    """Endpoint services of the account."""
    for row in _services(reading):
        own = row["ServiceId"]
        found = [
            one["Principal"]
            for one in reading.calls.every(
                "ec2", "describe_vpc_endpoint_service_permissions", "AllowedPrincipals", ServiceId=own
            )
        ]
        principals: Maybe[tuple[Value, ...]] = tuple(found)
        yield EndpointService(
            **reading.common(own),
            service_name=row["ServiceName"],
            private_dns_name=row.get("PrivateDnsName") or None,
            acceptance_required=bool(row.get("AcceptanceRequired")),
            load_balancers=(*(row.get("NetworkLoadBalancerArns") or ()), *(row.get("GatewayLoadBalancerArns") or ())),
            principals=reading.calls.unless_refused(principals, "ec2.describe_vpc_endpoint_service_permissions"),
        )


def _services(reading: Reading) -> list[Row]:
    rows = reading.every("ec2", "describe_vpc_endpoint_service_configurations", "ServiceConfigurations")
    return [row for row in rows if row.get("ServiceState") not in ("Deleting", "Deleted", "Failed")]
