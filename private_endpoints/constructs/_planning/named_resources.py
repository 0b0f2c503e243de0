"""Names of buckets and tables that the policy of an endpoint, perhaps in another stack, can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.errors import Problem

__all__ = ["NamedResources", "bucket_arns", "table_arns"]

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


def bucket_arns(
    buckets: Iterable[s3.IBucket], *, vpc: ec2.IVpc, asker: Construct, problems: list[Problem]
) -> NamedResources:
    """Buckets and their objects."""
    named = _named(
        buckets,
        argument="buckets",
        literal=_literal_bucket_arn,
        arn=lambda bucket: bucket.bucket_arn,
        vpc=vpc,
        asker=asker,
        problems=problems,
    )
    return NamedResources(tuple(one for arn in named.arns for one in (arn, f"{arn}/*")), named.references)


def table_arns(
    tables: Iterable[dynamodb.ITable], *, vpc: ec2.IVpc, asker: Construct, problems: list[Problem]
) -> NamedResources:
    """Tables and their indexes."""
    named = _named(
        tables,
        argument="tables",
        literal=_literal_table_arn,
        arn=lambda table: table.table_arn,
        vpc=vpc,
        asker=asker,
        problems=problems,
    )
    return NamedResources(tuple(one for arn in named.arns for one in (arn, f"{arn}/index/*")), named.references)


def _named(
    given: Iterable[R],
    *,
    argument: str,
    literal: Callable[[R], str | None],
    arn: Callable[[R], str],
    vpc: ec2.IVpc,
    asker: Construct,
    problems: list[Problem],
) -> NamedResources:
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
        stack = cdk.Stack.of(resource)
        if _is_elsewhere(resource.env.region, home.region):
            problems.append(_wrong_region(argument, resource, home))
        elif stack is home or (name := literal(resource)) is None:
            if _would_be_cyclic(arn(resource), resource, home=home, asker=asker):
                problems.append(_cyclic(argument, resource, home))
            elif stack is not home:
                references.append(resource.node.path)
            arns.append(arn(resource))
        else:
            arns.append(name)
    return NamedResources(tuple(arns), tuple(references))


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


def _literal_bucket_arn(bucket: s3.IBucket) -> str | None:
    cfn = bucket.node.default_child
    name = cfn.bucket_name if isinstance(cfn, s3.CfnBucket) else None
    return f"arn:{cdk.Aws.PARTITION}:s3:::{name}" if _is_literal(name) else None


def _literal_table_arn(table: dynamodb.ITable) -> str | None:
    cfn = table.node.default_child
    name = cfn.table_name if isinstance(cfn, dynamodb.CfnTable | dynamodb.CfnGlobalTable) else None
    where = f"{table.env.region}:{table.env.account}"
    return f"arn:{cdk.Aws.PARTITION}:dynamodb:{where}:table/{name}" if _is_literal(name) else None


def _is_literal(name: str | None) -> bool:
    return name is not None and not cdk.Token.is_unresolved(name)
