"""Calls of a service that are about a workload of the template."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PRIVATE, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import group, identity, interface, role, rule, vpc

_INVOKE = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-endpoints.html"
_RIGHTS = "https://docs.aws.amazon.com/lambda/latest/dg/access-control-identity-based.html"
_CLIENT = "https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html"

INVOKE: dict[str, Any] = {
    "source": "Caller",
    "service": "lambda",
    "action": "lambda:InvokeFunction",
    "target": "Called",
}
HERE = {"SubnetIds": [ref("VpcSubnetA")], "SecurityGroupIds": [ref("CallerGroup")]}


def caller(of: str, *statements: Any) -> Template:
    """A function in a VPC with one endpoint, whose role has these statements."""
    rights = role("Rights", *statements, trusted="lambda.amazonaws.com")
    made = vpc() | interface(of=of) | rights | group("CallerGroup", "Vpc")
    return made.plus("Caller", "AWS::Lambda::Function", {"Role": att("Rights", "Arn"), "VpcConfig": HERE})


def invoking(resource: Any = "*") -> Template:
    """A function that calls another one, which is in no VPC."""
    made = caller("lambda", identity(action="lambda:InvokeFunction", resource=resource))
    return made.plus("Called", "AWS::Lambda::Function", {"FunctionName": "called", "Role": att("Rights", "Arn")})


def of_name(name: str) -> dict[str, Any]:
    return {"Fn::Sub": f"arn:${{AWS::Partition}}:lambda:${{AWS::Region}}:${{AWS::AccountId}}:function:{name}"}


def mounting(action: str = "elasticfilesystem:*") -> Template:
    """A function that calls a mount target in its VPC, and has an endpoint for the API."""
    made = caller("elasticfilesystem", identity(action=action))
    made = made | group("HostGroup", "Vpc", rule(2049, CidrIp="10.0.0.0/16"))
    return made.plus("Called", "AWS::EFS::MountTarget", {
        "FileSystemId": "fs-0a1b2c3d4e5f60718", "SubnetId": ref("VpcSubnetA"), "SecurityGroups": [ref("HostGroup")],
    })  # fmt: skip


def asks(service: str, action: str, **more: Any) -> dict[str, Any]:
    return {"source": "Caller", "service": service, "action": action, "target": "Called", **more}


@labelled(
    Twins(law="a function is invoked by the API, wherever it runs", page=_INVOKE, ask=INVOKE, given=invoking(),
          change=lambda t: t.without("Endpoint"), because="nothing leads to Lambda without the endpoint"),
    Twins(law="a function in a VPC, too", page=_INVOKE, ask=INVOKE,
          given=invoking().set("Called", VpcConfig=HERE), verdict=PRIVATE,
          change=lambda t: t.without("Endpoint"), because="its interfaces take no calls"),
    Twins(law="the call is about the ARN of the function", page=_RIGHTS, ask=INVOKE, given=invoking(of_name("called")),
          change=lambda _: invoking(of_name("other")), because="the role may invoke another function only"),
    Twins(law="what has a name that nobody gave is not what a role names", page=_RIGHTS, ask=INVOKE,
          given=invoking(att("Called", "Arn")).set("Called", FunctionName=None), verdict=PRIVATE,
          change=lambda _: invoking(of_name("other")).set("Called", FunctionName=None),
          because="the role may invoke another function only"),
    Twins(law="calls of the API of EFS go to its endpoint", page=_CLIENT, given=mounting(),
          ask=asks("elasticfilesystem", "elasticfilesystem:DescribeMountTargets"),
          change=lambda t: t.without("Endpoint"), because="no other way leads to the API"),
    Twins(law="what the ARN of a workload is may not be known", page=_CLIENT, given=mounting(),
          ask=asks("elasticfilesystem", "elasticfilesystem:DescribeMountTargets"), other=UNKNOWN,
          change=lambda t: t | role("Rights", identity(
              action="elasticfilesystem:*",
              resource="arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0a1b2c3d4e5f60718")),
          because="the role names one resource, which may be what the call is about"),
    Twins(law="clients of EFS call the mount target", page=_CLIENT, given=mounting(),
          ask=asks("elasticfilesystem", "elasticfilesystem:ClientMount", port=2049),
          change=lambda t: t.set("HostGroup", SecurityGroupIngress=[]), because="its group admits nobody"),
    Twins(law="whoever names no action calls the host", page=_CLIENT, given=mounting(),
          ask={"source": "Caller", "service": "elasticfilesystem", "target": "Called", "port": 2049}, verdict=PRIVATE,
          change=lambda t: t.set("HostGroup", SecurityGroupIngress=[]), other=BLOCKED,
          because="its group admits nobody"),
)  # fmt: skip
def test_api_calls(case: Labelled) -> None:
    case.check()
