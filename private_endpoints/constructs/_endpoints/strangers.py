"""Endpoints that other code makes in the same VPC, and that AWS would refuse beside ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from constructs import IValidation

from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.service_name import written_out
from private_endpoints.errors import Problem

__all__ = ["NoStrangers"]


@jsii.implements(IValidation)
class NoStrangers:
    """Refuses what would fail the deployment: private DNS for one service twice, or two routes to one service.

    At synth, since other code may come later. It sees the endpoints of the stack, made with the L2 or the L1.
    """

    def __init__(self, vpc: ec2.IVpc, stack: cdk.Stack, nodes: Mapping[str, EndpointNode]) -> None:
        self._vpc = vpc
        self._stack = stack
        self._nodes = nodes

    def validate(self) -> list[str]:
        """One text for each such endpoint."""
        every = {one.node.path: one for one in self._stack.node.find_all() if isinstance(one, ec2.CfnVPCEndpoint)}
        known = {f"{node.endpoint.node.path}/Resource": node for node in self._nodes.values()}
        strangers = {path: self._facts(cfn) for path, cfn in every.items() if path not in known}
        ours = {path: self._facts(every[path]) for path in known if path in every}
        vpc_id = self._stack.resolve(self._vpc.vpc_id)
        return [
            f"{path}: {problem}"
            for path, facts in strangers.items()
            if facts["vpc"] == vpc_id
            for problem in _clashes(facts, ours)
        ]

    def _facts(self, cfn: ec2.CfnVPCEndpoint) -> dict[str, Any]:
        resolve = self._stack.resolve
        return {
            "vpc": resolve(cfn.vpc_id),
            "service": written_out(resolve(cfn.service_name), self._stack.region),
            "private_dns": resolve(cfn.private_dns_enabled),
            "route_tables": resolve(cfn.route_table_ids) or [],
        }


def _clashes(stranger: Mapping[str, Any], ours: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
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
