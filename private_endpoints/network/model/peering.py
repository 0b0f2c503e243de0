"""VPC peering."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Truth

__all__ = ["PeeringConnection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeeringConnection(Element):
    """A peering connection of two VPCs.

    Attributes:
        requester: the VPC that asked.
        accepter: the VPC that was asked.
        accepted: whether it is active. Default: it is; unknown where another account has to accept.
    """

    requester: Maybe[str]
    accepter: Maybe[str]
    accepted: Truth = True
