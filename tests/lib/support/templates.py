"""Reading what was synthesized."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
from aws_cdk.assertions import Template
from constructs import IConstruct

Resources = dict[str, dict[str, Any]]


def template_of(stack: cdk.Stack) -> dict[str, Any]:
    """The stack's template."""
    return dict(Template.from_stack(stack).to_json())


def resources(stack: cdk.Stack, type_: str | None = None) -> Resources:
    """The stack's resources by logical id."""
    every: Resources = template_of(stack).get("Resources", {})
    return {key: value for key, value in every.items() if type_ is None or value["Type"] == type_}


def properties(stack: cdk.Stack, type_: str) -> list[dict[str, Any]]:
    """The properties of the resources of a type."""
    return [resource["Properties"] for resource in resources(stack, type_).values()]


def endpoints(stack: cdk.Stack) -> dict[str, dict[str, Any]]:
    """The properties of the endpoints, by the last part of the service's name and the kind."""
    found = {}
    for one in properties(stack, "AWS::EC2::VPCEndpoint"):
        found[f"{service_of(one['ServiceName'])} {one['VpcEndpointType']}"] = one
    return found


def service_of(name: object) -> str:
    """The short name in a service name that may be joined with the region."""
    text = name if isinstance(name, str) else "".join(str(part) for part in name["Fn::Join"][1])  # type: ignore[index]
    return text.removeprefix("com.amazonaws.us-east-1.").removeprefix("com.amazonaws.{'Ref': 'AWS::Region'}.")


def statements(endpoint: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The statements of an endpoint's policy by Sid."""
    return {statement["Sid"]: statement for statement in endpoint["PolicyDocument"]["Statement"]}


def paths(scope: IConstruct) -> set[str]:
    """The paths of all constructs."""
    return {node.node.path for node in scope.node.find_all()}
