"""Endpoints that other code makes in the same VPC, and that AWS would refuse beside ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.service_name import written_out
from private_endpoints.errors import Problem

__all__ = ["strangers"]

Facts = Mapping[str, Any]


def strangers(vpc: ec2.IVpc, stack: cdk.Stack, nodes: Mapping[str, EndpointNode]) -> Iterator[str]:
    """What would fail the deployment: private DNS for one service twice, or two routes to one service.

    Known at synth, since other code may come later. Seen are the endpoints of the stack, made with the L2 or the L1.
    """
    every = [one for one in stack.node.find_all() if isinstance(one, ec2.CfnVPCEndpoint)]
    if len(every) == sum(not node.adopted for node in nodes.values()):
        return
    ours = {f"{node.endpoint.node.path}/Resource" for node in nodes.values()}
    facts = {one.node.path: _facts(one, stack) for one in every}
    vpc_id = stack.resolve(vpc.vpc_id)
    for path, stranger in facts.items():
        if path not in ours and stranger["vpc"] == vpc_id:
            for problem in _clashes(stranger, {key: one for key, one in facts.items() if key in ours}):
                yield f"{path}: {problem}"


def _facts(cfn: ec2.CfnVPCEndpoint, stack: cdk.Stack) -> Facts:
    return {
        "vpc": stack.resolve(cfn.vpc_id),
        "service": written_out(stack.resolve(cfn.service_name), stack.region),
        "private_dns": stack.resolve(cfn.private_dns_enabled),
        "route_tables": stack.resolve(cfn.route_table_ids) or [],
    }


def _clashes(stranger: Facts, ours: Mapping[str, Facts]) -> Iterator[Problem]:
    for path, own in ours.items():
        if own["service"] != stranger["service"]:
            continue
        if own["private_dns"] and stranger["private_dns"]:
            yield _problem(path, "both have private DNS for one service, which AWS refuses as conflicting domains")
        elif any(one in own["route_tables"] for one in stranger["route_tables"]):
            yield _problem(path, "both are a route to one service in one route table, which AWS refuses")


def _problem(path: str, why: str) -> Problem:
    return Problem(
        "endpoint-made-twice",
        f"this endpoint stands beside {path.removesuffix('/Resource')}: {why}",
        "register it with VpcEndpoints.of(vpc).adopt(...) before anything asks for the service, or remove it",
    )
