"""Route 53 Profiles."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe

__all__ = ["Profile", "ProfileAssociation", "ProfileResource"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Element):
    """A Route 53 Profile: DNS settings for many VPCs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileAssociation(Element):
    """A VPC uses a profile.

    Attributes:
        profile: the profile.
        vpc: the VPC: `AWS::Route53Profiles::ProfileAssociation` calls it `ResourceId`.
    """

    profile: Maybe[str]
    vpc: Maybe[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileResource(Element):
    """A profile carries a hosted zone, an interface endpoint or a Resolver rule.

    Attributes:
        profile: the profile.
        resource: id of what it carries; its ARN is read by who makes the element.
    """

    profile: Maybe[str]
    resource: Maybe[str]
