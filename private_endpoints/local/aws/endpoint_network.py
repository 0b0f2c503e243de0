"""What an endpoint makes in the network: routes, network interfaces and DNS names."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.network_interface import make_interface, remove_interfaces

if TYPE_CHECKING:
    from private_endpoints.local.aws.service_names import Service

__all__ = ["attach", "detach"]

# Ids of AWS's own zones; which ones stand there is from memory and nothing depends on it.
_ENDPOINT_ZONE = "Z7HUB22UULQXV"
_PRIVATE_ZONE = "ZONEIDPENDING"


def attach(endpoint: ministack.Record, service: Service) -> None:
    """Bring what the endpoint makes in line with its properties."""
    if endpoint["VpcEndpointType"] == "Gateway":
        _set_routes(endpoint, endpoint["RouteTableIds"])
        return
    _set_interfaces(endpoint)
    if endpoint["VpcEndpointType"] == "Interface":
        enabled = endpoint["PrivateDnsEnabled"]
        endpoint["PrivateDnsZones"] = sorted(service.zone_names) if enabled else []
        endpoint["DnsEntries"] = _dns_entries(endpoint, service)


def detach(endpoint: ministack.Record) -> None:
    """Remove what the endpoint made."""
    _set_routes(endpoint, [])
    remove_interfaces(endpoint["NetworkInterfaceIds"])


def _set_routes(endpoint: ministack.Record, table_ids: list[str]) -> None:
    # A route from the service's prefix list to the endpoint in each table; page named from memory:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing
    for table in ministack.route_tables.values():
        table["Routes"] = [route for route in table["Routes"] if route.get("GatewayId") != endpoint["VpcEndpointId"]]
        if table["RouteTableId"] in table_ids:
            table["Routes"].append(
                {
                    "DestinationPrefixListId": ministack.prefix_list_id(endpoint["ServiceName"]),
                    "GatewayId": endpoint["VpcEndpointId"],
                    "State": "active",
                    "Origin": "CreateRoute",
                }
            )


def _set_interfaces(endpoint: ministack.Record) -> None:
    kept: dict[str, str] = {}
    for interface_id in endpoint["NetworkInterfaceIds"]:
        interface = ministack.network_interfaces.pop(interface_id, None)
        if interface and interface["SubnetId"] in endpoint["SubnetIds"]:
            kept[interface["SubnetId"]] = interface_id
    endpoint["NetworkInterfaceIds"] = [
        _make_interface(endpoint, subnet_id, kept.get(subnet_id)) for subnet_id in endpoint["SubnetIds"]
    ]


def _make_interface(endpoint: ministack.Record, subnet_id: str, interface_id: str | None) -> str:
    interface = endpoint["VpcEndpointType"] == "Interface"
    return make_interface(
        subnet_id,
        endpoint["SecurityGroupIds"],
        description=f"VPC Endpoint Interface {endpoint['VpcEndpointId']}",
        kind="vpc_endpoint" if interface else "gateway_load_balancer_endpoint",
        interface_id=interface_id,
    )


def _dns_entries(endpoint: ministack.Record, service: Service) -> list[dict[str, str]]:
    # Regional name, one name per zone, then the private names; the order that Fn::GetAtt DnsEntries is used with.
    region = ministack.region()
    endpoint_id = endpoint["VpcEndpointId"]
    prefix = f"{endpoint_id}-{hashlib.sha256(endpoint_id.encode()).hexdigest()[:8]}"
    host = f"{service.own.service_id}" if service.own else _first_label(service)
    names = [f"{prefix}.{host}.{region}.vpce.amazonaws.com"]
    names += [
        f"{prefix}-{ministack.subnets[subnet_id]['AvailabilityZone']}.{host}.{region}.vpce.amazonaws.com"
        for subnet_id in endpoint["SubnetIds"]
    ]
    entries = [{"DnsName": name, "HostedZoneId": _ENDPOINT_ZONE} for name in names]
    if endpoint["PrivateDnsEnabled"]:
        entries += [{"DnsName": name, "HostedZoneId": _PRIVATE_ZONE} for name in service.private_dns_names]
    return entries


def _first_label(service: Service) -> str:
    # The part of the public name before the region, as far as it has one.
    region = ministack.region()
    names = [name.removeprefix("*.") for name in service.private_dns_names if f".{region}." in name]
    if names:
        return min(names, key=len).split(f".{region}.")[0]
    return service.aws.name if service.aws else service.name
