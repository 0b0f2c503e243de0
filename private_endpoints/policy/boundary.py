"""Whose principals and whose resources are inside a perimeter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from private_endpoints.policy.organization_id import is_token
from private_endpoints.policy.place import Place
from private_endpoints.policy.statement import Condition

__all__ = ["Boundary"]


@dataclass(frozen=True, slots=True)
class Boundary:
    """An account or an organization, as the condition keys that tell it.

    Attributes:
        name: `Account` or `Organization`, the word in the Sids of its statements.
        suffix: what tells the Sids of one organization from those of another.
        principal_key: condition key of the caller's side.
        resource_key: condition key of the resource's side.
        owner: account or organization id; may be a token.
        missing_key_passes: whether a request without the resource key passes. A short list of actions, most of them
            about offers of another account, carry no `aws:ResourceAccount`: refusing those would break services. But
            `aws:ResourceOrgID` is missing wherever the owner is in no organization, such as a stranger's private
            account (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
    """

    name: str
    suffix: str
    principal_key: str
    resource_key: str
    owner: str
    missing_key_passes: bool

    @classmethod
    def account(cls, account: str) -> Boundary:
        """One account."""
        return cls("Account", "", "aws:PrincipalAccount", "aws:ResourceAccount", account, missing_key_passes=True)

    @classmethod
    def organization(cls, organization_id: str) -> Boundary:
        """All accounts of an organization."""
        # The text of a token tells who came first, which no Sid may show.
        suffix = "" if is_token(organization_id) else re.sub(r"[^A-Za-z0-9]", "", organization_id)
        return cls(
            "Organization", suffix, "aws:PrincipalOrgID", "aws:ResourceOrgID", organization_id, missing_key_passes=False
        )

    @classmethod
    def at(cls, place: Place, organization_id: str | None = None) -> Boundary:
        """The organization, where one is given; else the account of a place."""
        return cls.account(place.account) if organization_id is None else cls.organization(organization_id)

    @property
    def by_insiders(self) -> Condition:
        """The caller is inside."""
        return {"StringEquals": {self.principal_key: self.owner}}

    @property
    def to_insiders(self) -> Condition:
        """The resource is inside."""
        operator = "StringEqualsIfExists" if self.missing_key_passes else "StringEquals"
        return {operator: {self.resource_key: self.owner}}
