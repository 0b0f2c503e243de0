"""`AWS::EC2::Instance`: what is known of an instance; nothing runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.launch import launch, terminate
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, as_list

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["INSTANCE"]


def _network(properties: Properties) -> tuple[str | None, list[str]]:
    interfaces = as_list(properties.get("NetworkInterfaces"))
    first = interfaces[0] if interfaces else {}
    subnet_id = properties.get("SubnetId") or first.get("SubnetId")
    return subnet_id, as_list(properties.get("SecurityGroupIds") or first.get("GroupSet"))


def _create(properties: Properties) -> str:
    subnet_id, group_ids = _network(properties)
    subnet = ministack.subnets.get(subnet_id) if subnet_id else None
    if subnet is None:
        # The default VPC of an account is not modelled. Code and text from memory.
        raise RefusedError("InvalidSubnetID.NotFound", f"The subnet ID '{subnet_id}' does not exist")
    for group_id in group_ids:
        group = ministack.security_groups.get(group_id)
        if group is None or group["VpcId"] != subnet["VpcId"]:
            # Code and text from memory.
            raise RefusedError(
                "InvalidParameter", f"Security group {group_id} and subnet {subnet_id} belong to different networks."
            )
    vpc = ministack.vpcs[subnet["VpcId"]]
    profile = properties.get("IamInstanceProfile")
    arn = f"arn:aws:iam::{ministack.account()}:instance-profile/{profile}" if profile else None
    return launch(
        properties.get("ImageId", ""),
        properties.get("InstanceType", "t3.micro"),
        subnet["SubnetId"],
        group_ids or [vpc["DefaultSecurityGroupId"]],
        profile=arn,
    )


def _delete(instance_id: str, properties: Properties) -> None:
    del properties
    terminate(instance_id)


def _attributes(instance_id: str) -> Attributes:
    instance = ministack.instances[instance_id]
    return {
        "AvailabilityZone": instance["Placement"]["AvailabilityZone"],
        "InstanceId": instance_id,
        "PrivateDnsName": instance["PrivateDnsName"],
        "PrivateIp": instance["PrivateIpAddress"],
        "PublicDnsName": instance["PublicDnsName"],
        "PublicIp": instance["PublicIpAddress"],
        "VpcId": instance["VpcId"],
    }


def _drift(instance_id: str, properties: Properties) -> Attributes | None:
    del properties
    return {} if instance_id in ministack.instances else None


INSTANCE = ResourceType(
    name="AWS::EC2::Instance",
    create=_create,
    delete=_delete,
    attributes=_attributes,
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-instance.html, those that matter
    replaced_by=("AvailabilityZone", "ImageId", "NetworkInterfaces", "PrivateIpAddress", "SubnetId"),
    drift=_drift,
)
