"""`AWS::EC2::FlowLog`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, new_id

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["FLOW_LOG"]

_OBSERVED = {
    "VPC": (ministack.vpcs, "InvalidVpcId.NotFound"),
    "Subnet": (ministack.subnets, "InvalidSubnetId.NotFound"),
    "NetworkInterface": (ministack.network_interfaces, "InvalidNetworkInterfaceId.NotFound"),
}


def _create(properties: Properties) -> str:
    kind, resource_id = properties.get("ResourceType"), properties["ResourceId"]
    if kind in _OBSERVED:
        store, code = _OBSERVED[kind]
        if resource_id not in store:
            # Codes and text from memory, unverified.
            raise RefusedError(code, f"The resource '{resource_id}' of type {kind} does not exist")
    flow_log_id = new_id("fl")
    ministack.flow_logs[flow_log_id] = {
        "FlowLogId": flow_log_id,
        "ResourceId": resource_id,
        "ResourceType": kind,
        "TrafficType": properties.get("TrafficType", "ALL"),
        "LogDestinationType": properties.get("LogDestinationType", "cloud-watch-logs"),
        "LogDestination": properties.get("LogDestination") or properties.get("LogGroupName") or "",
        "FlowLogStatus": "ACTIVE",
        "CreationTime": ministack.now(),
    }
    return flow_log_id


def _delete(flow_log_id: str, properties: Properties) -> None:
    del properties
    ministack.flow_logs.pop(flow_log_id, None)


def _drift(flow_log_id: str, properties: Properties) -> Attributes | None:
    del properties
    return {} if flow_log_id in ministack.flow_logs else None


FLOW_LOG = ResourceType(
    name="AWS::EC2::FlowLog",
    create=_create,
    delete=_delete,
    attributes=lambda flow_log_id: {"Id": flow_log_id},
    # Everything but the tags makes a new one; from memory of
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-flowlog.html
    replaced_by=(
        "DeliverCrossAccountRole",
        "DeliverLogsPermissionArn",
        "DestinationOptions",
        "LogDestination",
        "LogDestinationType",
        "LogFormat",
        "LogGroupName",
        "MaxAggregationInterval",
        "ResourceId",
        "ResourceType",
        "TrafficType",
    ),
    drift=_drift,
)
