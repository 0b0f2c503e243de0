"""What an endpoint makes in the network: routes, network interfaces and DNS names."""

from __future__ import annotations

import hashlib
import ipaddress
from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.resource_type import new_id

if TYPE_CHECKING:
    from private_endpoints.local.aws.service_names import Service

__all__ = ["attach", "detach"]

# Ids of AWS's own zones; which ones stand there is from memory and nothing depends on it.
_ENDPOINT_ZONE = "Z7HUB22UULQXV"
_PRIVATE_ZONE = "ZONEIDPENDING"
# AWS keeps the first four addresses of a subnet.
# https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
_FIRST_FREE_ADDRESS = 4


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
    for interface_id in endpoint["NetworkInterfaceIds"]:
        ministack.network_interfaces.pop(interface_id, None)


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
        _make_interface(endpoint, subnet_id, kept.get(subnet_id) or new_id("eni"))
        for subnet_id in endpoint["SubnetIds"]
    ]


def _make_interface(endpoint: ministack.Record, subnet_id: str, interface_id: str) -> str:
    subnet = ministack.subnets[subnet_id]
    ministack.network_interfaces[interface_id] = {
        "NetworkInterfaceId": interface_id,
        "SubnetId": subnet_id,
        "VpcId": endpoint["VpcId"],
        "AvailabilityZone": subnet["AvailabilityZone"],
        "Description": f"VPC Endpoint Interface {endpoint['VpcEndpointId']}",
        "OwnerId": ministack.account(),
        "Status": "in-use",
        "PrivateIpAddress": _free_address(subnet),
        "InterfaceType": "vpc_endpoint"
        if endpoint["VpcEndpointType"] == "Interface"
        else "gateway_load_balancer_endpoint",
        "SourceDestCheck": True,
        "MacAddress": ":".join(f"{byte:02x}" for byte in hashlib.sha256(interface_id.encode()).digest()[:6]),
        "Groups": [
            {"GroupId": group_id, "GroupName": ministack.security_groups[group_id]["GroupName"]}
            for group_id in endpoint["SecurityGroupIds"]
        ],
        "Attachment": None,
    }
    return interface_id


def _free_address(subnet: ministack.Record) -> str:
    taken = {
        interface["PrivateIpAddress"]
        for interface in ministack.network_interfaces.values()
        if interface["SubnetId"] == subnet["SubnetId"]
    }
    network = ipaddress.ip_network(subnet["CidrBlock"])
    for number in range(_FIRST_FREE_ADDRESS, network.num_addresses - 1):
        if (address := str(network[number])) not in taken:
            return address
    return str(network[_FIRST_FREE_ADDRESS])


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
