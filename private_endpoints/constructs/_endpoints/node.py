"""One endpoint of a VPC in the construct tree, with all that was asked of it."""

from __future__ import annotations

from functools import cached_property
from typing import cast

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind, EndpointService
from private_endpoints.constructs._planning.ask import PrivateDns
from private_endpoints.constructs._planning.existing import Choice
from private_endpoints.constructs._planning.vpc_facts import SubnetFacts
from private_endpoints.policy import EndpointPolicy

__all__ = ["EndpointNode"]

# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
_TAG_LENGTH = 256


class EndpointNode(Construct):
    """Base of the nodes `<registry>/<key>`.

    Attributes:
        key: id below the registry.
        service: row of the catalog.
        kind: Interface or Gateway.
        endpoint: the L2 that was made or adopted.
        adopted: the endpoint exists by other code; its policy, subnets and DNS are left alone.
        private_dns_choice: who wants private DNS how; None where nobody said.
        subnet_choice: who wants it in which subnets; None where nobody said.
        references: construct paths of what its policy refers to across stacks.
        askers: construct paths of who asked for it.
        clients: how many clients were let in.
    """

    endpoint: ec2.IVpcEndpoint
    adopted: bool = False

    def __init__(self, scope: Construct, key: str, *, service: EndpointService, kind: EndpointKind) -> None:
        super().__init__(scope, key)
        self.key = key
        self.service = service
        self.kind = kind
        self.private_dns_choice: Choice[PrivateDns] | None = None
        self.subnet_choice: Choice[tuple[SubnetFacts, ...]] | None = None
        self.references: set[str] = set()
        self.askers: set[str] = set()
        self.clients = 0

    @cached_property
    def security_groups(self) -> list[ec2.ISecurityGroup]:
        """The groups of an interface endpoint; of an adopted one those that its import named."""
        if self.kind is not EndpointKind.INTERFACE:
            return []
        return cast("ec2.IInterfaceVpcEndpoint", self.endpoint).connections.security_groups

    @cached_property
    def ports(self) -> tuple[ec2.Port, ...]:
        """The ports on which the service is called."""
        return tuple(
            ec2.Port.tcp(ports.first) if ports.first == ports.last else ec2.Port.tcp_range(ports.first, ports.last)
            for ports in self.service.ports
        )

    def _name_after_path(self) -> None:
        # Else what is made here would carry the name of the VPC that it lives in.
        cdk.Tags.of(self).add("Name", self.node.path[-_TAG_LENGTH:])

    def findings(self) -> list[str]:
        """What AWS would refuse, as it stands at synth."""
        return []

    def let_through(self, policy: EndpointPolicy | None, *, asker: str) -> None:
        """Add a rule to the endpoint's policy, on behalf of an asker; None is the default rule."""
        raise NotImplementedError
