"""The same templates in other forms, in which every answer is the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from support.labelled.template import Template, ref

__all__ = ["FORMS", "all_refusing"]

Templates: TypeAlias = Mapping[str, Template | str]
Ask: TypeAlias = Mapping[str, Any]
Form: TypeAlias = Callable[[Templates, Ask], tuple[Templates, Ask] | None]


def _as_written(templates: Templates, ask: Ask) -> tuple[Templates, Ask]:
    return templates, ask


def _in_another_order(templates: Templates, ask: Ask) -> tuple[Templates, Ask] | None:
    if any(isinstance(one, str) for one in templates.values()):
        return None
    return {
        name: Template(dict(reversed(list(one.resources.items()))), one.sections) if isinstance(one, Template) else one
        for name, one in templates.items()
    }, ask


def _beside_others(templates: Templates, ask: Ask) -> tuple[Templates, Ask] | None:
    """Beside resources that have to do with none of them: among them a way out of another VPC."""
    name, first = next(iter(templates.items()))
    if isinstance(first, str):
        return {**templates, "Strangers": _STRANGERS}, ask
    return {**templates, name: first | _STRANGERS}, ask


def _renamed(templates: Templates, ask: Ask) -> tuple[Templates, Ask] | None:
    """Logical ids are only names."""
    if len(templates) != 1 or not isinstance(one := next(iter(templates.values())), Template):
        return None
    names = "|".join(sorted(one.resources, key=len, reverse=True))
    quoted = re.compile(rf'"(?:endpoint:|logical:)?({names})(?=["./])')
    within = re.compile(rf"(\$\{{|logical:)({names})(?=[}}.\"/])")

    def rename(value: Any) -> Any:
        text = quoted.sub(lambda found: found[0].replace(found[1], f"Z{found[1]}9"), json.dumps(value))
        return json.loads(within.sub(r"\1Z\g<2>9", text))

    return {name: Template(rename(dict(one.resources)), one.sections) for name in templates}, rename(dict(ask))


def all_refusing(templates: Templates, ask: Ask) -> Templates | None:
    """Templates whose endpoints refuse everything; None: the question is not of a call through one of them."""
    if "source" not in ask or "target" in ask or any(isinstance(one, str) for one in templates.values()):
        return None
    if not ask.get("service") and not str(ask.get("host", "")).endswith(".amazonaws.com"):
        return None
    refused = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}
    return {name: _with_policies(one, refused) for name, one in templates.items() if isinstance(one, Template)}


def _with_policies(template: Template, document: Mapping[str, Any]) -> Template:
    for name, one in template.resources.items():
        if one["Type"] == "AWS::EC2::VPCEndpoint":
            template = template.set(name, PolicyDocument=document)
    return template


_STRANGERS = (
    Template()
    .plus("StrangerVpc", "AWS::EC2::VPC", {"CidrBlock": "172.31.0.0/16"})
    .plus("StrangerGateway", "AWS::EC2::InternetGateway")
    .plus(
        "StrangerAttachment",
        "AWS::EC2::VPCGatewayAttachment",
        {"VpcId": ref("StrangerVpc"), "InternetGatewayId": ref("StrangerGateway")},
    )
    .plus("StrangerTable", "AWS::EC2::RouteTable", {"VpcId": ref("StrangerVpc")})
    .plus(
        "StrangerRoute",
        "AWS::EC2::Route",
        {
            "RouteTableId": ref("StrangerTable"),
            "DestinationCidrBlock": "0.0.0.0/0",
            "GatewayId": ref("StrangerGateway"),
        },
    )
    .plus("StrangerQueue", "AWS::SQS::Queue")
    .plus("StrangerResource", "Custom::Stranger", {"ServiceToken": "arn:aws:lambda:eu-west-1:1:function:f", "A": "b"})
    .plus(
        "StrangerEndpoint",
        "AWS::EC2::VPCEndpoint",
        {
            "VpcId": ref("StrangerVpc"),
            "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.ssm"},
            "VpcEndpointType": "Interface",
            "PrivateDnsEnabled": True,
        },
    )
)

FORMS: Mapping[str, Form] = {
    "as written": _as_written,
    "in another order": _in_another_order,
    "beside others": _beside_others,
    "renamed": _renamed,
}
