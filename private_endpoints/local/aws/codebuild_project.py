"""`AWS::CodeBuild::Project` in a VPC. CodeBuild makes network interfaces while it builds only; here nothing builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.placement import check_placement
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import as_list, extend
from private_endpoints.local.aws.role_permission import role_may

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_build_project"]

_SERVICE = "AWSCodeBuild"
_CODE = "InvalidInputException"


def extend_build_project() -> None:
    """Add the network to projects, which the emulator leaves out, and what the role must allow."""
    extend("AWS::CodeBuild::Project", check=_check, made=_made)
    original = ministack.use("services.codebuild", "_project_shape")

    def shape(project: ministack.Record) -> ministack.Record:
        return {**original(project), "vpcConfig": project.get("vpcConfig", {})}

    ministack.replace("services.codebuild", "_project_shape", shape)


def _check(properties: Properties) -> None:
    config = properties.get("VpcConfig")
    if not config:
        return
    # https://docs.aws.amazon.com/codebuild/latest/APIReference/API_VpcConfig.html does not mark them as required; that
    # a project needs all three, and the text, are from memory.
    missing = [name for name in ("VpcId", "Subnets", "SecurityGroupIds") if not config.get(name)]
    if missing:
        raise RefusedError(_CODE, f"Invalid vpc config: {', '.join(missing)} must be given", service=_SERVICE)
    subnet_ids, group_ids = as_list(config["Subnets"]), as_list(config["SecurityGroupIds"])
    vpc_id = check_placement(subnet_ids, group_ids, service=_SERVICE, code=_CODE)
    if vpc_id != config["VpcId"]:
        # Text from memory.
        raise RefusedError(_CODE, f"Invalid vpc config: the subnets are not in {config['VpcId']}", service=_SERVICE)
    if not role_may(str(properties["ServiceRole"]), "ec2:DescribeSecurityGroups"):
        # https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html; text as in logs of public
        # repositories, and in the source of Terraform's provider.
        raise RefusedError(_CODE, "Not authorized to perform DescribeSecurityGroups", service=_SERVICE)


def _made(name: str, properties: Properties) -> Attributes:
    config = properties.get("VpcConfig") or {}
    project = ministack.build_projects[name]
    project["vpcConfig"] = {
        "vpcId": config.get("VpcId", ""),
        "subnets": as_list(config.get("Subnets")),
        "securityGroupIds": as_list(config.get("SecurityGroupIds")),
    }
    return {}
