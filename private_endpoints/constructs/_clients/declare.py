"""Writing into templates what a client needs, for the proof to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.network.declared import (
    DECLARED,
    DeclaredNeed,
    declared_needs,
    merge_needs,
    needs_metadata,
)

__all__ = ["declare"]


def declare(nodes: Sequence[EndpointNode], clients: Iterable[ec2.IConnectable], *, by: str) -> None:
    """Declare that clients need the services of some endpoints.

    On the groups of a client, because a group is what is let in; a range of addresses has none, and who is in it is
    not known. Only texts are written, so that no stack comes to depend on another.

    Args:
        nodes: the endpoints.
        clients: what was let in.
        by: construct path of who let them in.
    """
    needs = [
        DeclaredNeed(service=node.service.name, kind=node.kind, endpoint=_endpoint_of(node), by=(by,)) for node in nodes
    ]
    for client in clients:
        main = _main_resource(client) if hasattr(client, "node") else None
        own = "" if main is None else _id_of(main)
        for group in client.connections.security_groups:
            maker = _maker_of(group)
            if maker is not None:
                # A group that is let in itself stands for all that wear it.
                worn_by = "" if own == _id_of(maker) else own
                _add(maker, [replace(need, client=worn_by) for need in needs])
            elif not cdk.Token.is_unresolved(group.security_group_id):
                for node, need in zip(nodes, needs, strict=True):
                    named = replace(need, client=own, group=group.security_group_id)
                    _add(_main_resource(node.endpoint), [named])


def _maker_of(group: ec2.ISecurityGroup) -> cdk.CfnResource | None:
    """The resource of this app that the group is or comes from: EKS makes one with a cluster."""
    own = _main_resource(group)
    if own is not None:
        return own
    for token in cdk.Tokenization.reverse_string(group.security_group_id).tokens:
        if cdk.Reference.is_reference(token):
            target = cast("cdk.Reference", token).target
            if cdk.CfnResource.is_cfn_resource(target):
                return cast("cdk.CfnResource", target)
    return None


def _main_resource(construct: Any) -> cdk.CfnResource | None:  # noqa: ANN401 - imports come as proxies of no class
    own = construct.node.default_child
    return cast("cdk.CfnResource", own) if own is not None and cdk.CfnResource.is_cfn_resource(own) else None


def _endpoint_of(node: EndpointNode) -> str:
    own = _main_resource(node.endpoint)
    if own is not None:
        return _id_of(own)
    id_ = node.endpoint.vpc_endpoint_id
    return "" if cdk.Token.is_unresolved(id_) else id_


def _id_of(resource: cdk.CfnResource) -> str:
    """What the proof calls the resource.

    Its logical id as it is now, since a token of one would sort by who came first. Where somebody changes it later the
    proof does not find it, and asks for more than is needed, not for less.
    """
    stack = resource.stack
    return f"{stack.node.path}.{stack.resolve(resource.logical_id)}"


def _add(resource: cdk.CfnResource | None, needs: Iterable[DeclaredNeed]) -> None:
    # Nowhere to write, where both the group and the endpoint were made elsewhere.
    if resource is None:
        return
    before = declared_needs(resource.get_metadata(DECLARED), where=resource.node.path)
    resource.add_metadata(DECLARED, needs_metadata(merge_needs(before, needs)))
