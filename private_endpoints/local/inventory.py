"""What is deployed in a cloud, read back through the AWS API."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from private_endpoints.local.cloud import LocalCloud

__all__ = ["Endpoint", "Inventory", "Leftovers", "RouteTable", "find_leftovers", "read_inventory"]

_TAG = "aws:cloudformation:"
_BOOTSTRAP_STACK = "CDKToolkit"
_HASH = re.compile(r"[0-9A-F]{8}$")


@dataclass(frozen=True)
class Endpoint:
    """A VPC endpoint.

    Attributes:
        id: its id.
        service: full name of its service.
        kind: its type.
        state: its state.
        zones: availability zones of its network interfaces.
        route_tables: ids of the route tables that lead to it.
        private_dns_names: names that resolve to it inside the VPC.
        ingress: what its security groups admit.
        policy: its policy document.
        policy_characters: length of that document.
    """

    id: str
    service: str
    kind: str
    state: str
    zones: tuple[str, ...]
    route_tables: tuple[str, ...]
    private_dns_names: tuple[str, ...]
    ingress: tuple[str, ...]
    policy: Mapping[str, Any]
    policy_characters: int

    @property
    def statement_ids(self) -> tuple[str, ...]:
        """Sids of its policy, and the effect of each statement that has none."""
        return tuple(statement.get("Sid") or statement["Effect"] for statement in self.policy.get("Statement", []))


@dataclass(frozen=True)
class RouteTable:
    """A route table.

    Attributes:
        id: its id.
        subnets: name of each subnet that uses it.
        routes: destination and target of each route.
    """

    id: str
    subnets: tuple[str, ...]
    routes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Inventory:
    """The network of one stack.

    Attributes:
        vpc_id: its VPC.
        cidr: address range of the VPC.
        zones: availability zones of its subnets.
        endpoints: its endpoints, gateways first.
        route_tables: its route tables.
        internet_gateways: ids of the internet gateways on the VPC.
        nat_gateways: ids of its NAT gateways.
        instances: private address of each instance, and its public one, which is empty if it has none.
    """

    vpc_id: str
    cidr: str
    zones: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    route_tables: tuple[RouteTable, ...]
    internet_gateways: tuple[str, ...]
    nat_gateways: tuple[str, ...]
    instances: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Leftovers:
    """What is still there. Attributes: ids by kind of resource."""

    by_kind: Mapping[str, tuple[str, ...]]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, self.by_kind.values()))


def read_inventory(cloud: LocalCloud, stack: str) -> tuple[Inventory, ...]:
    """The networks of a stack, one for each of its VPCs."""
    vpcs = cloud.client("ec2").describe_vpcs(Filters=[{"Name": f"tag:{_TAG}stack-name", "Values": [stack]}])["Vpcs"]
    return tuple(_read_vpc(cloud, vpc) for vpc in vpcs)


def _read_vpc(cloud: LocalCloud, vpc: Mapping[str, Any]) -> Inventory:
    ec2, vpc_id = cloud.client("ec2"), vpc["VpcId"]
    only = [{"Name": "vpc-id", "Values": [vpc_id]}]
    subnets = {subnet["SubnetId"]: subnet for subnet in ec2.describe_subnets(Filters=only)["Subnets"]}
    groups = {group["GroupId"]: group for group in ec2.describe_security_groups(Filters=only)["SecurityGroups"]}
    endpoints = [
        _endpoint(endpoint, subnets, groups) for endpoint in ec2.describe_vpc_endpoints(Filters=only)["VpcEndpoints"]
    ]
    tables = [
        _route_table(table, subnets)
        for table in ec2.describe_route_tables(Filters=only)["RouteTables"]
        # The main route table of a VPC, which no subnet uses, says nothing.
        if any(association.get("SubnetId") for association in table["Associations"])
    ]
    return Inventory(
        vpc_id=vpc_id,
        cidr=vpc["CidrBlock"],
        zones=tuple(sorted({subnet["AvailabilityZone"] for subnet in subnets.values()})),
        endpoints=tuple(sorted(endpoints, key=lambda endpoint: (endpoint.kind != "Gateway", endpoint.service))),
        route_tables=tuple(sorted(tables, key=lambda table: table.subnets)),
        internet_gateways=tuple(
            gateway["InternetGatewayId"]
            for gateway in ec2.describe_internet_gateways()["InternetGateways"]
            if any(attachment.get("VpcId") == vpc_id for attachment in gateway["Attachments"])
        ),
        nat_gateways=tuple(
            gateway["NatGatewayId"]
            for gateway in ec2.describe_nat_gateways()["NatGateways"]
            if gateway["VpcId"] == vpc_id and gateway["State"] != "deleted"
        ),
        instances=tuple(
            (instance["PrivateIpAddress"], instance.get("PublicIpAddress", ""))
            for reservation in ec2.describe_instances()["Reservations"]
            for instance in reservation["Instances"]
            if instance.get("VpcId") == vpc_id
        ),
    )


def _endpoint(
    endpoint: Mapping[str, Any], subnets: Mapping[str, Mapping[str, Any]], groups: Mapping[str, Mapping[str, Any]]
) -> Endpoint:
    own = f"{endpoint['VpcEndpointId']}-"
    return Endpoint(
        id=endpoint["VpcEndpointId"],
        service=endpoint["ServiceName"],
        kind=endpoint["VpcEndpointType"],
        state=endpoint["State"],
        zones=tuple(sorted(subnets[subnet_id]["AvailabilityZone"] for subnet_id in endpoint["SubnetIds"])),
        route_tables=tuple(endpoint["RouteTableIds"]),
        private_dns_names=tuple(
            entry["DnsName"] for entry in endpoint["DnsEntries"] if not entry["DnsName"].startswith(own)
        ),
        ingress=tuple(
            line
            for group in endpoint.get("Groups", [])
            for permission in groups[group["GroupId"]]["IpPermissions"]
            for line in _admitted(permission, groups)
        ),
        policy=json.loads(endpoint["PolicyDocument"]),
        policy_characters=len(endpoint["PolicyDocument"]),
    )


def _admitted(permission: Mapping[str, Any], groups: Mapping[str, Mapping[str, Any]]) -> list[str]:
    first, last = permission.get("FromPort"), permission.get("ToPort")
    ports = "all" if first is None else str(first) if first == last else f"{first}-{last}"
    sources = [entry["CidrIp"] for entry in permission.get("IpRanges", [])]
    sources += [entry["CidrIpv6"] for entry in permission.get("Ipv6Ranges", [])]
    sources += [entry["PrefixListId"] for entry in permission.get("PrefixListIds", [])]
    sources += [_name(groups.get(pair["GroupId"]), pair["GroupId"]) for pair in permission.get("UserIdGroupPairs", [])]
    return [f"{ports} from {source}" for source in sources]


def _name(resource: Mapping[str, Any] | None, otherwise: str) -> str:
    tags = {tag["Key"]: tag["Value"] for tag in (resource or {}).get("Tags", [])}
    # Without the hash that the CDK ends its logical ids with.
    name = _HASH.sub("", tags.get(f"{_TAG}logical-id", ""))
    # A group that a service made, such as that of a Kubernetes cluster, is of no stack, but it has a name.
    return name or str((resource or {}).get("GroupName", otherwise))


def _route_table(table: Mapping[str, Any], subnets: Mapping[str, Mapping[str, Any]]) -> RouteTable:
    used = [association["SubnetId"] for association in table["Associations"] if association.get("SubnetId")]
    targets = ("GatewayId", "NatGatewayId", "TransitGatewayId", "VpcPeeringConnectionId", "NetworkInterfaceId")
    return RouteTable(
        id=table["RouteTableId"],
        subnets=tuple(
            f"{subnets[subnet_id]['CidrBlock']} in {subnets[subnet_id]['AvailabilityZone']}"
            for subnet_id in sorted(used)
        ),
        routes=tuple(
            (
                route.get("DestinationCidrBlock")
                or route.get("DestinationIpv6CidrBlock")
                or route.get("DestinationPrefixListId", ""),
                next((route[target] for target in targets if route.get(target)), ""),
            )
            for route in table["Routes"]
        ),
    )


def find_leftovers(cloud: LocalCloud) -> Leftovers:
    """What exists beside the account's default VPC and the bootstrap stack."""
    ec2 = cloud.client("ec2")
    vpcs = [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
    stacks = cloud.client("cloudformation").describe_stacks()["Stacks"]
    return Leftovers(
        {
            "stack": tuple(
                stack["StackName"]
                for stack in stacks
                if stack["StackName"] != _BOOTSTRAP_STACK and stack["StackStatus"] != "DELETE_COMPLETE"
            ),
            "VPC endpoint": tuple(found["VpcEndpointId"] for found in ec2.describe_vpc_endpoints()["VpcEndpoints"]),
            "network interface": tuple(
                found["NetworkInterfaceId"] for found in ec2.describe_network_interfaces()["NetworkInterfaces"]
            ),
            "instance": tuple(
                instance["InstanceId"]
                for reservation in ec2.describe_instances()["Reservations"]
                for instance in reservation["Instances"]
            ),
            "flow log": tuple(found["FlowLogId"] for found in ec2.describe_flow_logs()["FlowLogs"]),
            "VPC": tuple(vpcs),
        }
    )
