"""The kinds of policies around a request."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Effect", "PolicyKind"]


class Effect(StrEnum):
    """What a statement does when it applies."""

    ALLOW = "Allow"
    DENY = "Deny"


class PolicyKind(StrEnum):
    """Where a policy is attached, which decides what it may contain and how it counts.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types
    """

    IDENTITY = "identity"
    RESOURCE = "resource"
    ENDPOINT = "endpoint"
    SERVICE_CONTROL = "service_control"
    RESOURCE_CONTROL = "resource_control"
    PERMISSIONS_BOUNDARY = "permissions_boundary"
    SESSION = "session"

    @property
    def names_principals(self) -> bool:
        """Whether its statements have a Principal or NotPrincipal element."""
        return self in (PolicyKind.RESOURCE, PolicyKind.ENDPOINT, PolicyKind.RESOURCE_CONTROL)

    @property
    def needs_principal(self) -> bool:
        """Whether a statement without one is malformed. In an RCP it can only be `*`, so nothing is lost without."""
        return self in (PolicyKind.RESOURCE, PolicyKind.ENDPOINT)

    @property
    def completes_arns(self) -> bool:
        """Whether an ARN in Resource that lacks its last parts stands for all of them; elsewhere it matches nothing."""
        return self in (PolicyKind.IDENTITY, PolicyKind.SESSION, PolicyKind.PERMISSIONS_BOUNDARY)

    @property
    def needs_resource(self) -> bool:
        """Whether a statement without Resource is malformed: role trust and repository policies have none."""
        return self is not PolicyKind.RESOURCE
