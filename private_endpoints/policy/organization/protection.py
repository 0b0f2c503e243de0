"""What keeps those who are judged from exempting themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from private_endpoints.policy.organization.deny import deny, for_principals
from private_endpoints.policy.organization.exemptions import Exemptions
from private_endpoints.policy.statement import Condition, Statement

__all__ = ["protected_roles", "protected_session_tags", "protected_tags"]

# What makes, changes or removes a role or user, or what it may do.
_CHANGES = (
    "iam:AddUserToGroup",
    "iam:Attach*Policy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateRole",
    "iam:CreateUser",
    "iam:DeleteRole*",
    "iam:DeleteUser*",
    "iam:Detach*Policy",
    "iam:PutRole*",
    "iam:PutUser*",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "iam:UpdateRole*",
    "iam:UpdateUser",
)


def protected_tags(tags: Sequence[str], partition: str, exempt: Exemptions) -> Iterator[Statement]:
    """Nobody gives himself, or a resource, a tag that a perimeter reads, or takes one away.

    The names of tags count in any spelling, because a condition on a tag finds it in any
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html).
    """
    if tags:
        yield deny(
            "ProtectPerimeterTags",
            _on(tags),
            exempt.not_by_insiders(partition, *exempt.tag_administrators),
            not_actions=["organizations:*"],
        )


def protected_roles(partition: str, exempt: Exemptions) -> Iterator[Statement]:
    """Nobody makes or changes a role that a perimeter exempts, but these roles themselves.

    StackSets makes its execution roles with a service-linked role, which SCPs spare.
    """
    roles = exempt.protected(partition)
    if roles:
        yield deny(
            "ProtectExemptRoles",
            exempt.not_by_insiders(partition, *exempt.tag_administrators),
            actions=_CHANGES,
            resources=roles,
        )


def protected_session_tags(tags: Sequence[str], organization_id: str) -> Iterator[Statement]:
    """No stranger who may assume a role brings a session tag that a perimeter reads; SAML providers may."""
    if tags:
        yield for_principals(
            deny(
                "NoTagsFromStrangers",
                _on(tags),
                {"Null": {"saml:aud": "true"}, "StringNotEquals": {"aws:PrincipalOrgID": organization_id}},
                actions=["sts:TagSession"],
            )
        )


def _on(tags: Sequence[str]) -> Condition:
    # ForAnyValue with a positive operator is false without the key: only requests that bring tags are judged.
    return {"ForAnyValue:StringEqualsIgnoreCase": {"aws:TagKeys": sorted(set(tags))}}
