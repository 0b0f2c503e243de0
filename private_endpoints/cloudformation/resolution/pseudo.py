"""Pseudo parameters.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html

What is not known of one stack is the same as what is not known of another: stacks of no particular environment are
deployed to one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from private_endpoints.catalog import region as region_row
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.values import Opaque, Parameter, Reference, join

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["pseudo_parameter"]


def pseudo_parameter(resolver: Resolver, name: str) -> Any:  # noqa: ANN401 - a resolved value
    """The value of a pseudo parameter."""
    stack = resolver.stack
    known: str | None = None
    match name:
        case "AWS::NoValue":
            return ABSENT
        case "AWS::Region":
            known = stack.region or resolver.evaluation.case.equals.get(name)
        case "AWS::AccountId":
            known = stack.account or resolver.evaluation.case.equals.get(name)
        case "AWS::Partition" | "AWS::URLSuffix":
            known = resolver.evaluation.case.equals.get(name)
            region = resolver.ref("AWS::Region")
            row = region_row(region) if known is None and isinstance(region, str) else None
            if row is not None:
                known = row.partition if name == "AWS::Partition" else row.dns_suffix
        case "AWS::StackName":
            if stack.stack_name is None:
                return join([Parameter(f"{stack.name}.{name}")])
            known = stack.stack_name
        case "AWS::StackId":
            return join([Reference(f"{stack.name}.{name}")])
        case "AWS::NotificationARNs":
            return Opaque(f"{stack.name}.{name}")
        case _:
            raise resolver.refusal(
                "undefined-reference", f"{name!r} is no pseudo parameter", "give one of CloudFormation's"
            )
    return known if known is not None else join([Parameter(name)])
