"""Whom one construct asks to let in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2

from private_endpoints.constructs.endpoint_access import EndpointAccess

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one construct adds to a perimeter; all of it widens.

    Attributes:
        access: access constructs whose VPCs' endpoints are let in.
        endpoints: further endpoints.
        vpcs: VPCs, whichever endpoint of theirs is used.
        organizations: organizations whose accounts have the endpoint.
        accounts: accounts that have the endpoint.
        break_glass: ARNs that are never refused.
        service_roles: ARNs of roles with which services call.
        misread: whether some of what was given is none of these, which is a problem of its own.
    """

    access: Sequence[EndpointAccess] = ()
    endpoints: Sequence[ec2.IVpcEndpoint] = ()
    vpcs: Sequence[ec2.IVpc] = ()
    organizations: Sequence[str] = ()
    accounts: Sequence[str] = ()
    break_glass: Sequence[str] = ()
    service_roles: Sequence[str] = ()
    misread: bool = False

    @property
    def lets_in(self) -> bool:
        """Whether it names any network at all."""
        return any((self.access, self.endpoints, self.vpcs, self.organizations, self.accounts))
