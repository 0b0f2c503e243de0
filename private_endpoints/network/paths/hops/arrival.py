"""Where packets get to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.paths.hops.flow import Flow, WayBack
from private_endpoints.network.paths.trail import Trail
from private_endpoints.values import Truth

__all__ = ["Arrival", "ArrivalKind"]


class ArrivalKind(Enum):
    """Where packets get to."""

    INTERFACE = auto()
    """At the destination, inside a VPC."""
    GATEWAY_ENDPOINT = auto()
    """At a gateway endpoint."""
    INTERNET = auto()
    """At public addresses."""
    NOWHERE = auto()
    """They are dropped; the trail says where."""
    ANYWHERE = auto()
    """It is not known; the trail says what decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where packets get to, and how.

    Attributes:
        kind: where.
        trail: the way there.
        flow: the packets as they arrive, from a NAT gateway's address if one is on the way.
        endpoint: the gateway endpoint.
        peers: whether security groups at one end can be named at the other.
        over_transit: whether a Transit Gateway is on the way, over which rules can name groups only in part.
        ways_back: what their answers have to take besides the way from the destination to their source.
    """

    kind: ArrivalKind
    trail: Trail
    flow: Flow | None = None
    endpoint: Endpoint | None = None
    peers: Truth = True
    over_transit: bool = False
    ways_back: tuple[WayBack, ...] = ()
