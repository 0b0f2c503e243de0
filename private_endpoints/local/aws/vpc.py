"""`AWS::EC2::VPC`: what the emulator's has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import wrap_created

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_vpc"]

_TYPE = "AWS::EC2::VPC"


def extend_vpc() -> None:
    """Add attributes that `Fn::GetAtt` asks for, and the refusal to delete a VPC with endpoints."""
    original_delete = ministack.handlers[_TYPE]["delete"]

    def delete(vpc_id: str, properties: Properties) -> None:
        endpoints = [i for i, endpoint in ministack.vpc_endpoints.items() if endpoint["VpcId"] == vpc_id]
        if endpoints:
            # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html; text from memory.
            raise RefusedError(
                "DependencyViolation",
                f"The vpc '{vpc_id}' has dependencies and cannot be deleted: {', '.join(endpoints)}",
            )
        original_delete(vpc_id, properties)

    wrap_created(_TYPE, _attributes)
    ministack.handlers[_TYPE]["delete"] = delete


def _attributes(vpc_id: str, properties: Properties) -> Attributes:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-vpc.html (return values)
    del properties
    return {
        "CidrBlock": ministack.vpcs[vpc_id]["CidrBlock"],
        "CidrBlockAssociations": [f"vpc-cidr-assoc-{vpc_id.removeprefix('vpc-')}"],
        "Ipv6CidrBlocks": [],
    }
