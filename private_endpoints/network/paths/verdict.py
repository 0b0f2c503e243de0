"""What a path turns out to be."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Verdict"]


class Verdict(StrEnum):
    """What is known of the traffic from a source to a service."""

    PRIVATE = "PRIVATE"
    """It gets there, and never leaves Amazon's and the customer's own networks."""
    PUBLIC = "PUBLIC"
    """It gets out to public addresses: through an internet or NAT gateway, or because the source is in no VPC."""
    BLOCKED = "BLOCKED"
    """It does not get there."""
    UNKNOWN = "UNKNOWN"
    """More than one of the others is possible."""
