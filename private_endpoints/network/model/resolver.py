"""Route 53 Resolver."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Unknown, Value

__all__ = ["Direction", "ResolverEndpoint", "ResolverRule", "ResolverRuleAssociation", "RuleKind"]


class Direction(StrEnum):
    """Which way queries go through a Resolver endpoint."""

    INBOUND = "INBOUND"
    OUTBOUND = "OUTBOUND"


class RuleKind(StrEnum):
    """What a Resolver rule does with the queries for its domain."""

    FORWARD = "FORWARD"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverEndpoint(Element):
    """A Resolver endpoint.

    Attributes:
        direction: inbound for queries from elsewhere into the VPC.
        subnets: where it has addresses.
        addresses: the address in each of them; None: AWS chooses it. Default: AWS chooses all.
        groups: its security groups.
    """

    direction: Maybe[Direction]
    subnets: Maybe[tuple[Maybe[str], ...]] = ()
    addresses: tuple[Maybe[Value] | None, ...] = ()
    groups: Maybe[tuple[Maybe[str], ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverRule(Element):
    """A Resolver rule.

    Attributes:
        domain: the domain whose names it is about, subdomains too.
        kind: what it does with them.
        endpoint: the outbound endpoint that forwards.
        targets: addresses of the servers that are asked.
    """

    domain: Value | Unknown
    kind: Maybe[RuleKind] = RuleKind.FORWARD
    endpoint: Maybe[str] | None = None
    targets: Maybe[tuple[Value, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverRuleAssociation(Element):
    """A VPC uses a Resolver rule.

    Attributes:
        rule: the rule.
        vpc: the VPC.
    """

    rule: Maybe[str]
    vpc: Maybe[str]
