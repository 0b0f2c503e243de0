"""`AWS::Lambda::Function` in a VPC: its network interfaces, and what its role must allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.placement import check_placement, displace, place
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import as_list, extend
from private_endpoints.local.aws.role_permission import role_may

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_lambda_function"]

_SERVICE = "Lambda"
_CODE = "InvalidParameterValueException"


def extend_lambda_function() -> None:
    """Add the network to functions, which the emulator leaves out."""
    extend("AWS::Lambda::Function", check=_check, made=_made, removed=_removed)


def _network(properties: Properties) -> tuple[list[str], list[str]]:
    config = properties.get("VpcConfig") or {}
    return as_list(config.get("SubnetIds")), as_list(config.get("SecurityGroupIds"))


def _check(properties: Properties) -> None:
    subnet_ids, group_ids = _network(properties)
    if bool(subnet_ids) != bool(group_ids):
        # https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html; that one without the other is refused, and
        # the text, are from memory.
        raise RefusedError(_CODE, "SubnetIds and SecurityIds must coexist or be both empty list.", service=_SERVICE)
    if not subnet_ids:
        return
    check_placement(subnet_ids, group_ids, service=_SERVICE, code=_CODE)
    if not role_may(str(properties["Role"]), "ec2:CreateNetworkInterface"):
        # https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions; text as in
        # logs of public repositories.
        raise RefusedError(
            _CODE,
            "The provided execution role does not have permissions to call CreateNetworkInterface on EC2",
            service=_SERVICE,
        )


def _made(name: str, properties: Properties) -> Attributes:
    subnet_ids, group_ids = _network(properties)
    vpc_id = ministack.subnets[subnet_ids[0]]["VpcId"] if subnet_ids else ""
    ministack.functions[name]["config"]["VpcConfig"] = {
        "SubnetIds": subnet_ids,
        "SecurityGroupIds": group_ids,
        "VpcId": vpc_id,
    }
    # AWS shares an interface among functions of the same subnet and groups; here each function has its own.
    place(
        f"function {name}",
        subnet_ids,
        group_ids,
        description=f"AWS Lambda VPC ENI-{name}",
        kind="lambda",
    )
    return {}


def _removed(name: str, properties: Properties) -> None:
    del properties
    displace(f"function {name}")
