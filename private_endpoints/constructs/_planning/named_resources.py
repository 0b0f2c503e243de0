"""Names of buckets and tables that the policy of an endpoint in another stack can hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.errors import Problem

__all__ = ["bucket_arns", "table_arns"]

R = TypeVar("R", bound=cdk.IResource)


def bucket_arns(buckets: Sequence[s3.IBucket], *, vpc: ec2.IVpc, asker: Construct) -> tuple[list[str], list[Problem]]:
    """ARNs of buckets and of their objects, as the endpoint's policy may name them."""
    arns, problems = _arns(
        buckets,
        vpc=vpc,
        asker=asker,
        argument="buckets",
        arn=lambda bucket: bucket.bucket_arn,
        literal=lambda bucket: _literal_bucket_arn(bucket, vpc),
    )
    return [one for arn in arns for one in (arn, f"{arn}/*")], problems


def table_arns(
    tables: Sequence[dynamodb.ITable], *, vpc: ec2.IVpc, asker: Construct
) -> tuple[list[str], list[Problem]]:
    """ARNs of tables and of their indexes, as the endpoint's policy may name them."""
    arns, problems = _arns(
        tables,
        vpc=vpc,
        asker=asker,
        argument="tables",
        arn=lambda table: table.table_arn,
        literal=lambda table: _literal_table_arn(table, vpc),
    )
    return [one for arn in arns for one in (arn, f"{arn}/index/*")], problems


def _arns(
    resources: Sequence[R],
    *,
    vpc: ec2.IVpc,
    asker: Construct,
    argument: str,
    arn: Callable[[R], str],
    literal: Callable[[R], str | None],
) -> tuple[list[str], list[Problem]]:
    if not resources:
        problem = Problem(
            "names-nothing",
            f"{argument}=[] names nothing",
            f"name at least one, or leave {argument} out for all of this account",
        )
        return [], [problem]
    home = cdk.Stack.of(vpc)
    arns = []
    problems = []
    for resource in resources:
        name = literal(resource) if cdk.Stack.of(resource) is not home else None
        if name is None and _would_be_cyclic(arn(resource), resource, home=home, asker=asker):
            problems.append(
                Problem(
                    "cyclic-reference",
                    f"the policy of the endpoint in stack {home.node.path} would refer to {resource.node.path} "
                    f"in stack {cdk.Stack.of(resource).node.path}, which uses the VPC: each stack would need the other",
                    "give it a physical name that is known at synth (bucket_name=, table_name=), "
                    f"or leave {argument} out for all of this account",
                )
            )
        else:
            arns.append(name or arn(resource))
    return arns, problems


def _would_be_cyclic(arn: str, resource: cdk.IResource, *, home: cdk.Stack, asker: Construct) -> bool:
    """Whether the reference goes from the VPC's stack to the stack of an asker, which uses the VPC."""
    stack = cdk.Stack.of(resource)
    if stack is home or cdk.Stack.of(asker) is home:
        return False
    return _depends_on_a_resource(stack, arn)


def _depends_on_a_resource(stack: cdk.Stack, arn: str) -> bool:
    # An ARN made of a literal name holds pseudo parameters at most, which every stack has.
    return any(not str(target).startswith("AWS::") for target in _references(stack.resolve(arn)))


def _references(value: object) -> list[object]:
    if isinstance(value, dict):
        found = [value[key] for key in ("Ref", "Fn::GetAtt", "Fn::ImportValue") if key in value]
        return [*found, *(one for inner in value.values() for one in _references(inner))]
    if isinstance(value, list):
        return [one for inner in value for one in _references(inner)]
    return []


def _literal_bucket_arn(bucket: s3.IBucket, vpc: ec2.IVpc) -> str | None:
    cfn = bucket.node.default_child
    name = cfn.bucket_name if isinstance(cfn, s3.CfnBucket) else None
    return f"arn:{cdk.Stack.of(vpc).partition}:s3:::{name}" if _is_literal(name) else None


def _literal_table_arn(table: dynamodb.ITable, vpc: ec2.IVpc) -> str | None:
    cfn = table.node.default_child
    name = cfn.table_name if isinstance(cfn, dynamodb.CfnTable | dynamodb.CfnGlobalTable) else None
    stack = cdk.Stack.of(vpc)
    return f"arn:{stack.partition}:dynamodb:{stack.region}:{stack.account}:table/{name}" if _is_literal(name) else None


def _is_literal(name: str | None) -> bool:
    return name is not None and not cdk.Token.is_unresolved(name)
