"""`AWS::EC2::Subnet`: what the emulator's has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import wrap_created

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_subnet"]

_TYPE = "AWS::EC2::Subnet"


def extend_subnet() -> None:
    """Add attributes that `Fn::GetAtt` asks for, and the refusal to delete a subnet with network interfaces."""
    original_delete = ministack.handlers[_TYPE]["delete"]

    def delete(subnet_id: str, properties: Properties) -> None:
        used = [i for i, interface in ministack.network_interfaces.items() if interface["SubnetId"] == subnet_id]
        if used:
            # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html; text from memory.
            raise RefusedError(
                "DependencyViolation",
                f"The subnet '{subnet_id}' has dependencies and cannot be deleted: {', '.join(used)}",
            )
        original_delete(subnet_id, properties)

    wrap_created(_TYPE, _attributes)
    ministack.handlers[_TYPE]["delete"] = delete


def _attributes(subnet_id: str, properties: Properties) -> Attributes:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-subnet.html (return values)
    del properties
    subnet = ministack.subnets[subnet_id]
    return {
        "CidrBlock": subnet["CidrBlock"],
        "Ipv6CidrBlocks": [],
        "NetworkAclAssociationId": f"aclassoc-{subnet_id.removeprefix('subnet-')}",
        "VpcId": subnet["VpcId"],
    }
