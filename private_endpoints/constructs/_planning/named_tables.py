"""Tables in the policy of an endpoint."""

from __future__ import annotations

from collections.abc import Iterable

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.constructs._planning.named_resources import NamedResources, is_literal, named
from private_endpoints.errors import Problem

__all__ = ["table_arns"]


def table_arns(
    tables: Iterable[dynamodb.ITable], *, vpc: ec2.IVpc, asker: Construct, problems: list[Problem]
) -> NamedResources:
    """Tables and their indexes."""
    found = named(
        tables,
        argument="tables",
        what="table",
        literal=_literal_arn,
        arn=lambda table: table.table_arn,
        vpc=vpc,
        asker=asker,
        problems=problems,
    )
    return NamedResources(tuple(one for arn in found.arns for one in (arn, f"{arn}/index/*")), found.references)


def _literal_arn(table: dynamodb.ITable) -> str | None:
    cfn = table.node.default_child
    name = cfn.table_name if isinstance(cfn, dynamodb.CfnTable | dynamodb.CfnGlobalTable) else None
    where = f"{table.env.region}:{table.env.account}"
    return f"arn:{cdk.Aws.PARTITION}:dynamodb:{where}:table/{name}" if is_literal(name) else None
