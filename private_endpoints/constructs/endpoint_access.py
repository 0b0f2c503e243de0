"""What all access constructs have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._clients.client import Client, connectable
from private_endpoints.constructs._clients.declare import declare
from private_endpoints.constructs._clients.open import is_restricted, open_gateway, open_interface
from private_endpoints.constructs._clients.prefix_list import ManagedPrefixList, prefix_list_of
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._planning.other_types import prefix_list_problems
from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs.vpc_endpoints import VpcEndpoints
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["EndpointAccess", "path_of"]


def path_of(scope: Construct, id: str) -> str:
    """The construct path that a child will have; for messages about a child that must not be made."""
    path = scope.node.path
    return f"{path}/{id}" if path else id


class EndpointAccess(Construct):
    """Base of the access constructs: some endpoints of a VPC, and who may use them.

    Attributes:
        vpc: the VPC.
        endpoints: the L2s by service name; shared with whoever else asked for them.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        asks: Sequence[Ask],
        problems: Sequence[Problem] = (),
        prefix_list_id: str | None = None,
    ) -> None:
        where = asks[0].asker if asks else path_of(scope, id)
        problems = [*problems, *prefix_list_problems(prefix_list_id)]
        planned = VpcEndpoints.checked(vpc, asks, where=where, problems=problems)
        super().__init__(scope, id)
        self.vpc = vpc
        self._prefix_list_id = prefix_list_id
        self._nodes = VpcEndpoints.of(vpc).fulfil(planned)
        self.endpoints: Mapping[str, ec2.IVpcEndpoint] = {node.service.name: node.endpoint for node in self._nodes}

    def allow_from(self, *clients: Client) -> None:
        """Let clients use the endpoints: rules at both ends.

        Into each interface endpoint on the ports of its service. Out of the client, where its group does not let
        everything out, to the group of an interface endpoint and to AWS's prefix list of a gateway service. The
        rules are made in the client's stack.

        That the client needs the services is written into the metadata of its security groups, for the proof: the path
        to each has to be private.

        Args:
            clients: instances, functions, services, security groups, `ec2.Peer`s; a VPC stands for its IPv4 range.

        Raises:
            InvalidInputError: all that is wrong with the clients; no rule was made.
        """
        checked = [connectable(client) for client in clients]
        found = [one for one in checked if not isinstance(one, Problem)]
        lists = {node.key: self._prefix_lists(node, found) for node in self._nodes}
        problems = [one for one in checked if isinstance(one, Problem)]
        problems += [one for of_node in lists.values() for one in of_node if isinstance(one, Problem)]
        problems += [problem for node in self._nodes for problem in _groups_unknown(node)]
        raise_problems(f"{self.node.path}.allow_from", list(dict.fromkeys(problems)))
        for node in self._nodes:
            for client, prefix_list in zip(found, lists[node.key], strict=True):
                if node.kind is EndpointKind.INTERFACE:
                    open_interface(node, client)
                elif not isinstance(prefix_list, Problem):
                    open_gateway(node, prefix_list, client)
        declare(self._nodes, found, by=self.node.path)

    @property
    def references(self) -> frozenset[str]:
        """Construct paths of what the endpoints' policies refer to across stacks."""
        return frozenset(path for node in self._nodes for path in node.references)

    def _let_through(self, policy: EndpointPolicy) -> None:
        for node in self._nodes:
            node.let_through(policy, asker=self.node.path)

    def _prefix_lists(
        self, node: EndpointNode, clients: Sequence[ec2.IConnectable]
    ) -> list[ManagedPrefixList | Problem | None]:
        """For each client of a gateway endpoint the prefix list that it needs, if it needs one."""
        return [
            prefix_list_of(node.service, cdk.Stack.of(client.connections.security_groups[0]), self._prefix_list_id)
            if node.kind is EndpointKind.GATEWAY and is_restricted(client)
            else None
            for client in clients
        ]


def _groups_unknown(node: EndpointNode) -> Iterator[Problem]:
    if node.kind is EndpointKind.INTERFACE and not node.security_groups:
        yield Problem(
            "groups-unknown",
            f"the security groups of the adopted endpoint {node.endpoint.node.path} are not known",
            "import it with security_groups=[...]",
        )
