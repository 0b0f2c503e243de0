"""Who is never refused, and who may set the tags that exempt others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from private_endpoints.catalog import landing_zone_roles
from private_endpoints.errors import Problem
from private_endpoints.policy.organization.frozen import frozen, not_lists
from private_endpoints.policy.statement import Condition

__all__ = ["Exemptions"]

_ARN = re.compile(r"arn:[a-z-]+:iam::\d{12}:(role|user)/[A-Za-z0-9+=,.@_/-]+")
_ROLE = re.compile(r"[A-Za-z0-9+=,.@_-]+(/[A-Za-z0-9+=,.@_-]+)*")
# Only AWS can make a role of this name: it calls KMS for encrypted volumes, from AWS's network.
# https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/service_control_policies (2026-11-21)
_EC2_INFRASTRUCTURE = "role/aws:ec2-infrastructure"


@dataclass(frozen=True, kw_only=True)
class Exemptions:
    """Principals that no perimeter refuses.

    Attributes:
        break_glass: exact ARNs of roles and users.
        roles: names of roles, with their path, that are exempt in every account of the organization.
        tag_administrators: exact ARNs of those who may set the tags of a perimeter, beside the exempt.
    """

    break_glass: Sequence[str] = ()
    roles: Sequence[str] = ()
    tag_administrators: Sequence[str] = ()

    def __post_init__(self) -> None:
        for name in ("break_glass", "roles", "tag_administrators"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def problems(self) -> Iterator[Problem]:
        """What is no exact principal: whoever could make a role of a matching name would be exempt."""
        lists = {
            "break_glass": self.break_glass,
            "exempt_roles": self.roles,
            "tag_administrators": self.tag_administrators,
        }
        found = list(not_lists("the perimeter", **lists))
        yield from found
        if found:
            return
        for name in ("break_glass", "tag_administrators"):
            for arn in lists[name]:
                if not _ARN.fullmatch(arn):
                    yield Problem(
                        "not-an-exact-arn",
                        f"{name}= holds {arn!r}, which is no role or user by its exact name",
                        "give ARNs such as 'arn:aws:iam::111122223333:role/BreakGlass', without wildcards",
                    )
        patterns = landing_zone_roles()
        for role in self.roles:
            if role not in patterns and not _ROLE.fullmatch(role):
                yield Problem(
                    "not-an-exact-role",
                    f"exempt_roles= holds {role!r}, which is no role by its exact path and name",
                    f"give names such as 'AWSControlTowerExecution' or 'ops/Deploy'; wildcards have only "
                    f"{', '.join(repr(one) for one in patterns if '*' in one)}",
                )

    def role_arns(self, partition: str) -> list[str]:
        """Patterns of the exempt roles, in any account."""
        return [f"arn:{partition}:iam::*:role/{role}" for role in sorted(set(self.roles))]

    def protected(self, partition: str) -> list[str]:
        """The roles and users that nobody but themselves may change, for whoever changes one is exempt."""
        return sorted({*self.break_glass, *self.tag_administrators, *self.role_arns(partition)})

    def not_by_insiders(self, partition: str, *further: str) -> Condition:
        """The caller is no exempt principal of the organization, whose names count in any of its accounts."""
        infrastructure = f"arn:{partition}:iam::*:{_EC2_INFRASTRUCTURE}"
        arns = {*self.break_glass, *further, *self.role_arns(partition), infrastructure}
        return {"ArnNotLike": {"aws:PrincipalArn": sorted(arns)}}
