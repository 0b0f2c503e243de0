"""Letting a client use an endpoint, without making the endpoint's stack depend on the client's."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.constructs._clients.prefix_list import ManagedPrefixList
from private_endpoints.constructs._clients.standalone_peer import StandalonePeer, is_peer
from private_endpoints.constructs._endpoints.node import EndpointNode

__all__ = ["is_restricted", "open_gateway", "open_interface"]


def is_restricted(client: ec2.IConnectable) -> bool:
    """Whether some group of the client lets out only what it is told to."""
    return any(not group.allow_all_outbound for group in client.connections.security_groups)


def open_interface(node: EndpointNode, client: ec2.IConnectable) -> None:
    """Rules for the ports of the service: into the endpoint, and out of a client that is restricted."""
    groups = client.connections.security_groups
    for endpoint_group in node.security_groups:
        for port in node.ports:
            for group in groups:
                # A remote rule is made in the stack of the peer, which may depend on the endpoint's, never the reverse.
                endpoint_group.add_ingress_rule(group, port, remote_rule=True)
                _let_out(group, endpoint_group, port)
            if is_peer(client) and not groups:
                endpoint_group.add_ingress_rule(StandalonePeer(client), port)
            elif not groups:
                endpoint_group.connections.allow_from(client, port)
    node.clients += 1


def open_gateway(node: EndpointNode, prefix_list: ManagedPrefixList | None, client: ec2.IConnectable) -> None:
    """Rules out of a client that is restricted, to the addresses of the service; None where no group is."""
    for group in client.connections.security_groups:
        for port in node.ports:
            _let_out(group, prefix_list, port)


def _let_out(group: ec2.ISecurityGroup, peer: ec2.IPeer | None, port: ec2.Port) -> None:
    if not group.allow_all_outbound:
        if peer is not None:
            group.add_egress_rule(peer, port)
    elif not isinstance(group, ec2.SecurityGroup):
        cdk.Annotations.of(group).add_warning_v2(
            "private-endpoints:imported-group-outbound",
            f"{group.node.path} was imported as open to the outside, so no rule out of it was made: "
            "if it is not, import it with allow_all_outbound=False",
        )
