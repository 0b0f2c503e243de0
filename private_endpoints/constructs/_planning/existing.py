"""What planning has to know of an endpoint that is there already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from aws_cdk import aws_ec2 as ec2
from constructs import Node

from private_endpoints.catalog import EndpointKind, EndpointService
from private_endpoints.constructs._planning.ask import PrivateDns
from private_endpoints.constructs._planning.vpc_facts import SubnetFacts

__all__ = ["Choice", "ExistingEndpoint"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A preference, and the construct path of who stated it."""

    asker: str
    value: T


class ExistingEndpoint(Protocol):
    """An endpoint of the VPC, as earlier asks left it.

    Attributes:
        key: id below the registry.
        service: row of the catalog.
        kind: Interface or Gateway.
        endpoint: the L2 that was made or adopted.
        adopted: the endpoint exists by other code.
        private_dns_choice: who wants private DNS how; None where nobody said.
        subnet_choice: who wants it in which subnets; None where nobody said.
    """

    key: str
    service: EndpointService
    kind: EndpointKind
    endpoint: ec2.IVpcEndpoint
    adopted: bool
    private_dns_choice: Choice[PrivateDns] | None
    subnet_choice: Choice[tuple[SubnetFacts, ...]] | None

    @property
    def node(self) -> Node:
        """Its place in the tree."""
