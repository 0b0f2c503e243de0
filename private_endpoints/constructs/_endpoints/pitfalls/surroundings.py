"""A VPC's endpoints and the app around them, as the warnings look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from constructs import IConstruct

from private_endpoints.catalog import EndpointKind, service
from private_endpoints.constructs._endpoints.interface_node import InterfaceEndpointNode
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.service_name import written_out
from private_endpoints.constructs._planning.vpc_facts import VpcFacts

__all__ = ["Surroundings"]


class Surroundings:
    """Asked at synth. The walk over the app is made once, and only if a warning has to look outside the registry.

    Attributes:
        facts: the VPC.
        nodes: its endpoints by key.
    """

    def __init__(self, facts: VpcFacts, nodes: Mapping[str, EndpointNode]) -> None:
        self.facts = facts
        self.nodes = nodes

    def find(self, service_name: str, kind: EndpointKind = EndpointKind.INTERFACE) -> EndpointNode | None:
        """The endpoint for a service, if it was asked for or adopted."""
        every = (node for node in self.nodes.values() if node.kind is kind)
        return next((node for node in every if node.service.name == service_name), None)

    def resolves_to(self, service_name: str) -> EndpointNode | None:
        """The interface endpoint that the service's own name resolves to in the VPC, if one is known to."""
        node = self.find(service_name)
        return node if isinstance(node, InterfaceEndpointNode) and node.private_dns is True else None

    def has_stranger(self, service_name: str) -> bool:
        """Whether other code of the app makes an endpoint in the VPC that the service's own name leads to."""
        stack, row = self.facts.stack, service(service_name)
        names = {row.service_name_in(stack.region, kind=kind) for kind in row.kinds}
        wanted = [written_out(stack.resolve(name), stack.region) for name in names]
        vpc_id = stack.resolve(self.facts.vpc.vpc_id)
        ours = {f"{node.endpoint.node.path}/Resource" for node in self.nodes.values()}
        return any(
            one.node.path not in ours
            and stack.resolve(one.vpc_id) == vpc_id
            and written_out(stack.resolve(one.service_name), stack.region) in wanted
            and (
                one.vpc_endpoint_type in (None, EndpointKind.GATEWAY.value)
                or stack.resolve(one.private_dns_enabled) is True
            )
            for one in self.of_type("aws_ec2", "CfnVPCEndpoint")
        )

    def of_type(self, module: str, name: str) -> Iterator[Any]:
        """The resources of the app of a type, by the name of its L1.

        By name, because to import a module of the CDK that the app does not use costs more than the question.
        """
        for one in self._app:
            if any(kind.__name__ == name and kind.__module__ == f"aws_cdk.{module}" for kind in type(one).__mro__):
                yield one

    @cached_property
    def has_way_out(self) -> bool:
        """Whether subnets of the VPC are known to have a way to the internet."""
        vpc = self.facts.vpc
        return bool(vpc.private_subnets or vpc.public_subnets)

    @cached_property
    def _app(self) -> list[IConstruct]:
        return self.facts.vpc.node.root.node.find_all()
