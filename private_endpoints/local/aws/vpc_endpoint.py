"""`AWS::EC2::VPCEndpoint`: interface, gateway and Gateway Load Balancer endpoints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.endpoint_network import attach, detach
from private_endpoints.local.aws.endpoint_policy import policy_of
from private_endpoints.local.aws.endpoint_rules import check_endpoint
from private_endpoints.local.aws.private_dns import check_gateway_unused
from private_endpoints.local.aws.resource_type import ResourceType, is_true, new_id

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["VPC_ENDPOINT", "create_endpoint", "delete_endpoint", "endpoint_record", "store_endpoint"]

_COMPARED = (
    "DnsOptions",
    "IpAddressType",
    "PolicyDocument",
    "PrivateDnsEnabled",
    "RouteTableIds",
    "SecurityGroupIds",
    "ServiceName",
    "SubnetIds",
    "VpcEndpointType",
    "VpcId",
)


def endpoint_record(properties: Properties) -> ministack.Record:
    """What an endpoint's properties say, with AWS's defaults.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-vpcendpoint.html
    """
    return {
        "VpcEndpointType": properties.get("VpcEndpointType") or "Gateway",
        "VpcId": properties.get("VpcId"),
        "ServiceName": properties.get("ServiceName", ""),
        "ServiceRegion": properties.get("ServiceRegion"),
        "RouteTableIds": list(properties.get("RouteTableIds") or []),
        "SubnetIds": list(properties.get("SubnetIds") or []),
        "SecurityGroupIds": list(properties.get("SecurityGroupIds") or []),
        "PrivateDnsEnabled": is_true(properties.get("PrivateDnsEnabled", False)),
        "PolicyDocument": properties.get("PolicyDocument"),
        "IpAddressType": properties.get("IpAddressType") or "ipv4",
        "DnsOptions": dict(properties.get("DnsOptions") or {}),
    }


def create_endpoint(properties: Properties) -> str:
    """Make an endpoint, as `CreateVpcEndpoint` does, and give its id."""
    record = {
        **endpoint_record(properties),
        "VpcEndpointId": new_id("vpce"),
        "State": "available",
        "OwnerId": ministack.account(),
        "CreationTimestamp": ministack.now(),
        "NetworkInterfaceIds": [],
        "DnsEntries": [],
    }
    return store_endpoint(record)


def store_endpoint(record: ministack.Record) -> str:
    """Check an endpoint that is new or changed, then keep it and what it makes in the network."""
    vpc = ministack.vpcs.get(record["VpcId"])
    if record["VpcEndpointType"] == "Interface" and not record["SecurityGroupIds"] and vpc:
        # Without groups it has the VPC's default one; from memory of
        # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html (SecurityGroupIds)
        record["SecurityGroupIds"] = [vpc["DefaultSecurityGroupId"]]
    service = check_endpoint(record)
    record["PolicyDocument"] = policy_of(record)
    if service.own is not None and service.own.acceptance_required:
        record["State"] = "pendingAcceptance"
    attach(record, service)
    ministack.vpc_endpoints[record["VpcEndpointId"]] = record
    return str(record["VpcEndpointId"])


def delete_endpoint(endpoint_id: str) -> None:
    """Remove an endpoint and what it made in the network."""
    record = ministack.vpc_endpoints.get(endpoint_id)
    if record is None:
        return
    if record["VpcEndpointType"] == "Gateway":
        check_gateway_unused(record)
    detach(record)
    del ministack.vpc_endpoints[endpoint_id]


def _update(endpoint_id: str, old: Properties, new: Properties) -> None:
    del old
    store_endpoint({**ministack.vpc_endpoints[endpoint_id], **endpoint_record(new)})


def _delete(endpoint_id: str, properties: Properties) -> None:
    del properties
    delete_endpoint(endpoint_id)


def _attributes(endpoint_id: str) -> Attributes:
    record = ministack.vpc_endpoints[endpoint_id]
    return {
        "Id": endpoint_id,
        "CreationTimestamp": record["CreationTimestamp"],
        "NetworkInterfaceIds": record["NetworkInterfaceIds"],
        # Hosted zone id, colon, DNS name; from memory of the reference of the resource type.
        "DnsEntries": [f"{entry['HostedZoneId']}:{entry['DnsName']}" for entry in record["DnsEntries"]],
    }


def _drift(endpoint_id: str, properties: Properties) -> Attributes | None:
    record = ministack.vpc_endpoints.get(endpoint_id)
    if record is None:
        return None
    now: Attributes = {name: record[name] for name in _COMPARED}
    if isinstance(properties.get("PolicyDocument"), dict):
        now["PolicyDocument"] = _json(record["PolicyDocument"])
    return now


def _json(document: Any) -> Any:  # noqa: ANN401 - a JSON value
    return json.loads(document) if isinstance(document, str) else document


VPC_ENDPOINT = ResourceType(
    name="AWS::EC2::VPCEndpoint",
    create=create_endpoint,
    update=_update,
    delete=_delete,
    attributes=_attributes,
    # From memory of the reference of the resource type.
    replaced_by=(
        "ResourceConfigurationArn",
        "ServiceName",
        "ServiceNetworkArn",
        "ServiceRegion",
        "VpcEndpointType",
        "VpcId",
    ),
    drift=_drift,
    compared=frozenset(_COMPARED),
)
