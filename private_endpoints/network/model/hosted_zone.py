"""Route 53 hosted zones."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Truth, Unknown, Value

__all__ = ["HostedZone", "HostedZoneAssociation", "Record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedZone(Element):
    """A hosted zone.

    Attributes:
        name: its domain, with or without the dot at its end.
        private: whether it answers only inside the VPCs that it is associated with.
        vpcs: those that the zone itself names.
    """

    name: Value | Unknown
    private: Truth = True
    vpcs: Maybe[tuple[Maybe[str], ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedZoneAssociation(Element):
    """A private hosted zone answers inside a VPC.

    Attributes:
        zone: the zone.
        vpc: the VPC.
    """

    zone: Maybe[str]
    vpc: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Element):
    """A record of a hosted zone.

    Attributes:
        zone: the zone.
        name: its name, `*` for a wildcard at its front.
        type: `A`, `AAAA`, `CNAME` ...
        endpoint: id of the endpoint that it leads to: an alias, or a CNAME to one of its DNS names.
        target: id of another element that it leads to, such as a load balancer.
        values: what else it holds: addresses, or the name of a CNAME or alias.
    """

    zone: Maybe[str]
    name: Value | Unknown
    type: Maybe[str]
    endpoint: Maybe[str] | None = None
    target: Maybe[str] | None = None
    values: Maybe[tuple[Value, ...]] = ()
