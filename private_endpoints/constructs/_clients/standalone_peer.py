"""A peer whose rules stand alone."""

from __future__ import annotations

from typing import Any, TypeGuard

import jsii
from aws_cdk import aws_ec2 as ec2

__all__ = ["StandalonePeer", "is_peer"]


@jsii.implements(ec2.IPeer)
class StandalonePeer:
    """A range of addresses as a peer whose rules are resources of their own.

    Rules inside a group's properties stand in the order in which they were made.
    """

    def __init__(self, peer: ec2.IPeer) -> None:
        self._peer = peer
        self._connections = ec2.Connections(peer=self)

    @property
    def can_inline_rule(self) -> bool:
        """Never inside the group."""
        return False

    @property
    def unique_id(self) -> str:
        """The peer's own."""
        return self._peer.unique_id

    @property
    def connections(self) -> ec2.Connections:
        """What makes a peer connectable."""
        return self._connections

    def to_egress_rule_config(self) -> Any:  # noqa: ANN401 - jsii's signature
        """The peer's own."""
        return self._peer.to_egress_rule_config()

    def to_ingress_rule_config(self) -> Any:  # noqa: ANN401 - jsii's signature
        """The peer's own."""
        return self._peer.to_ingress_rule_config()


def is_peer(client: ec2.IConnectable) -> TypeGuard[ec2.IPeer]:
    """Whether a client is a peer itself; by attributes, because peers come as proxies without a class."""
    return hasattr(client, "to_ingress_rule_config") and not hasattr(client, "security_group_id")
