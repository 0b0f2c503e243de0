"""`AWS::ECS::Service`: the network of its tasks."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.placement import check_placement, displace, place
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import as_list, extend

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_service"]

_SERVICE = "AmazonECS"
_CODE = "InvalidParameterException"


def extend_service() -> None:
    """Add a network interface for each task that is wanted; no container runs."""
    extend("AWS::ECS::Service", check=_check, made=_made, removed=_removed)


def _network(properties: Properties) -> tuple[list[str], list[str]]:
    config = (properties.get("NetworkConfiguration") or {}).get("AwsvpcConfiguration") or {}
    return as_list(config.get("Subnets")), as_list(config.get("SecurityGroups"))


def _check(properties: Properties) -> None:
    key = str(properties.get("TaskDefinition", "")).rpartition("/")[2]
    definition = ministack.task_definitions.get(key, {})
    subnet_ids, group_ids = _network(properties)
    if definition.get("networkMode") == "awsvpc" and not subnet_ids:
        # Text as in logs of public repositories.
        raise RefusedError(
            _CODE,
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
            service=_SERVICE,
        )
    if subnet_ids:
        check_placement(subnet_ids, group_ids, service=_SERVICE, code=_CODE)


def _made(arn: str, properties: Properties) -> Attributes:
    subnet_ids, group_ids = _network(properties)
    if not subnet_ids:
        return {}
    vpc = ministack.vpcs[ministack.subnets[subnet_ids[0]]["VpcId"]]
    count = int(properties.get("DesiredCount", 1))
    place(
        f"service {arn}",
        list(islice(cycle(subnet_ids), count)),
        group_ids or [vpc["DefaultSecurityGroupId"]],
        description=f"arn:aws:ecs:{ministack.region()}:{ministack.account()}:attachment",
        kind="interface",
    )
    return {}


def _removed(arn: str, properties: Properties) -> None:
    del properties
    displace(f"service {arn}")
