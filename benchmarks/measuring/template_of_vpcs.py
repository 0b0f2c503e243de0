"""Templates as large as one likes: VPCs of a hundred resources each, all of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["RESOURCES_OF_VPC", "template_of_vpcs"]

RESOURCES_OF_VPC = 100
"""How many resources each VPC comes to."""

_INTERFACES = ("ssm", "ssmmessages", "kms", "logs", "secretsmanager", "sts", "sqs", "sns")
_SUBNETS = 3
# What is left of the hundred are pairs of a function and its group.
_FUNCTIONS = (RESOURCES_OF_VPC - 3 - 3 * _SUBNETS - len(_INTERFACES)) // 2


def template_of_vpcs(count: int) -> dict[str, Any]:
    """A template with some VPCs: subnets, route tables, endpoints, and functions with groups of their own."""
    role = {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": _document(
                {"Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ),
            "Policies": [
                {
                    "PolicyName": "Calls",
                    "PolicyDocument": _document({"Action": ["ssm:GetParameter", "s3:GetObject"], "Resource": "*"}),
                }
            ],
        },
    }
    resources: dict[str, Any] = {"Role": role}
    for number in range(count):
        resources.update(_vpc(f"N{number}"))
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


def _vpc(name: str) -> Iterator[tuple[str, Any]]:
    vpc, group = {"Ref": f"{name}Vpc"}, f"{name}Endpoints"
    yield f"{name}Vpc", _of("VPC", CidrBlock="10.0.0.0/16", EnableDnsSupport=True, EnableDnsHostnames=True)
    subnets = []
    for zone in range(_SUBNETS):
        subnet, table = f"{name}Subnet{zone}", f"{name}Routes{zone}"
        subnets.append({"Ref": subnet})
        place = {"Fn::Select": [zone, {"Fn::GetAZs": ""}]}
        yield subnet, _of("Subnet", VpcId=vpc, CidrBlock=f"10.0.{zone}.0/24", AvailabilityZone=place)
        yield table, _of("RouteTable", VpcId=vpc)
        yield (
            f"{name}Association{zone}",
            _of("SubnetRouteTableAssociation", SubnetId={"Ref": subnet}, RouteTableId={"Ref": table}),
        )
    anybody = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}
    yield group, _of("SecurityGroup", VpcId=vpc, GroupDescription="endpoints", SecurityGroupIngress=[anybody])
    for service in _INTERFACES:
        yield (
            f"{name}{service.title()}",
            _of(
                "VPCEndpoint",
                VpcId=vpc,
                VpcEndpointType="Interface",
                ServiceName={"Fn::Sub": f"com.amazonaws.${{AWS::Region}}.{service}"},
                SubnetIds=subnets,
                SecurityGroupIds=[{"Fn::GetAtt": [group, "GroupId"]}],
                PrivateDnsEnabled=True,
            ),
        )
    tables = [{"Ref": f"{name}Routes{zone}"} for zone in range(_SUBNETS)]
    s3 = {"Fn::Sub": "com.amazonaws.${AWS::Region}.s3"}
    yield f"{name}S3", _of("VPCEndpoint", VpcId=vpc, ServiceName=s3, RouteTableIds=tables)
    for number in range(_FUNCTIONS):
        own = f"{name}Group{number}"
        yield own, _of("SecurityGroup", VpcId=vpc, GroupDescription="a function")
        yield (
            f"{name}Function{number}",
            {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Code": {"ZipFile": "pass"},
                    "Handler": "index.handler",
                    "Runtime": "python3.13",
                    "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                    "VpcConfig": {"SubnetIds": subnets, "SecurityGroupIds": [{"Fn::GetAtt": [own, "GroupId"]}]},
                },
            },
        )


def _of(kind: str, **properties: object) -> dict[str, Any]:
    return {"Type": f"AWS::EC2::{kind}", "Properties": properties}


def _document(statement: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]}
