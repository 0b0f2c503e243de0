"""Names of resources that the policy of an endpoint, perhaps in another stack, can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.constructs._planning.other_types import is_resource
from private_endpoints.errors import Problem

__all__ = ["NamedResources", "is_literal", "named"]

R = TypeVar("R", bound=cdk.IResource)


@dataclass(frozen=True, slots=True)
class NamedResources:
    """Resources as a policy names them.

    Attributes:
        arns: of the resources and of what is in them.
        references: construct paths of those that are referred to across stacks.
    """

    arns: tuple[str, ...]
    references: tuple[str, ...]


def named(
    given: Iterable[R],
    *,
    argument: str,
    what: str,
    literal: Callable[[R], str | None],
    arn: Callable[[R], str],
    vpc: ec2.IVpc,
    asker: Construct,
    problems: list[Problem],
) -> NamedResources:
    """The ARNs of some resources, as the policy of an endpoint may hold them.

    Args:
        given: the resources.
        argument: its name, for messages.
        what: `bucket` or `table`.
        literal: gives the ARN made of the physical name, or None where that is not known at synth.
        arn: gives the ARN as a reference.
        vpc: of the endpoint.
        asker: who asks.
        problems: gets what is wrong.
    """
    before = len(problems)
    resources = listed(argument, given, problems)
    if not resources and len(problems) == before:
        problems.append(
            Problem(
                "names-nothing",
                f"{argument}=[] names nothing",
                f"name at least one, or leave {argument} out for all of this account",
            )
        )
    home = cdk.Stack.of(vpc)
    arns: list[str] = []
    references: list[str] = []
    for resource in resources:
        if not is_resource(resource, f"{what}_arn"):
            problems.append(_not_a_resource(argument, resource, what))
            continue
        stack = cdk.Stack.of(resource)
        if _is_elsewhere(resource.env.region, home.region):
            problems.append(_wrong_region(argument, resource, home))
        elif (name := literal(resource)) is None:
            if _would_be_cyclic(arn(resource), resource, home=home, asker=asker):
                problems.append(_cyclic(argument, resource, home))
            elif stack is not home:
                references.append(resource.node.path)
            arns.append(arn(resource))
        else:
            # Also in one stack: a table's own policy may name the endpoint whose policy names the table.
            arns.append(name)
    return NamedResources(tuple(arns), tuple(references))


def _not_a_resource(argument: str, given: object, what: str) -> Problem:
    return Problem(
        "not-a-resource",
        f"{argument}= holds {given!r}, which is no {what} of the CDK",
        f"give L2 {what}s; one that exists is imported with {what.title()}.from_{what}_name(...)",
    )


def _is_elsewhere(region: str, home: str) -> bool:
    return region != home and not any(cdk.Token.is_unresolved(one) for one in (region, home))


def _wrong_region(argument: str, resource: cdk.IResource, home: cdk.Stack) -> Problem:
    return Problem(
        "other-region",
        f"{argument}= names {resource.node.path} in {resource.env.region}, and the VPC is in {home.region}",
        "a gateway endpoint serves its own region only: name what is there",
    )


def _cyclic(argument: str, resource: cdk.IResource, home: cdk.Stack) -> Problem:
    return Problem(
        "cyclic-reference",
        f"the policy of the endpoint in stack {home.node.path} would refer to {resource.node.path}, whose stack asks "
        "for the endpoint: each stack would need the other",
        "give it a physical name that is known at synth (bucket_name=, table_name=), "
        f"or leave {argument} out for all of this account",
    )


def _would_be_cyclic(arn: str, resource: cdk.IResource, *, home: cdk.Stack, asker: Construct) -> bool:
    """Whether the VPC's stack would refer to the stack that asks, which uses the VPC."""
    stack = cdk.Stack.of(resource)
    if stack is home or stack is not cdk.Stack.of(asker) or _is_nested_in(home, stack):
        return False
    # An ARN made of a literal name holds pseudo parameters at most, which every stack has.
    return any(not str(target).startswith("AWS::") for target in _references(stack.resolve(arn)))


def _is_nested_in(inner: cdk.Stack, outer: cdk.Stack) -> bool:
    parent = inner.nested_stack_parent
    return parent is not None and (parent is outer or _is_nested_in(parent, outer))


def _references(value: object) -> list[object]:
    if isinstance(value, dict):
        found = [value[key] for key in ("Ref", "Fn::GetAtt", "Fn::ImportValue") if key in value]
        return [*found, *(one for inner in value.values() for one in _references(inner))]
    if isinstance(value, list):
        return [one for inner in value for one in _references(inner)]
    return []


def is_literal(name: str | None) -> bool:
    """Whether a physical name is known at synth."""
    return name is not None and not cdk.Token.is_unresolved(name)
