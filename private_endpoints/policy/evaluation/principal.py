"""Who makes a request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from private_endpoints.values import Value

__all__ = ["Principal", "PrincipalKind"]


class PrincipalKind(Enum):
    """The kinds of principals that the evaluation tells apart."""

    ROOT = auto()
    USER = auto()
    ROLE = auto()
    ROLE_SESSION = auto()
    FEDERATED_USER = auto()
    FEDERATED = auto()
    SERVICE = auto()
    CANONICAL_USER = auto()
    ANONYMOUS = auto()
    UNRESOLVED = auto()


_ARN = re.compile(r"arn:(?P<partition>[^:]+):(?P<service>iam|sts)::(?P<account>\d{12}):(?P<resource>.+)", re.DOTALL)
_ACCOUNT = re.compile(r"\d{12}")
_CANONICAL = re.compile(r"[0-9a-f]{64}")
_SERVICE = re.compile(r"[a-z0-9][a-z0-9.-]*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)")
# Principals with policies of their own in an account of their own.
_ENTITIES = frozenset(
    {
        PrincipalKind.ROOT,
        PrincipalKind.USER,
        PrincipalKind.ROLE,
        PrincipalKind.ROLE_SESSION,
        PrincipalKind.FEDERATED_USER,
        PrincipalKind.UNRESOLVED,
    }
)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who makes a request. Make it with one of the class methods.

    Attributes:
        kind: what it is.
        name: its ARN; a service's name; an identity provider; a canonical user id; empty for anonymous.
        account: the account that it belongs to; None where it has none, or where it is not known.
        partition: such as `aws`; empty where it has none.
        role: of a role or a session of it, the role's name without path; of a user or federated user the user's name.
        canonical_user: the canonical id of its account, where known.
    """

    kind: PrincipalKind
    name: Value
    account: str | None = None
    partition: str = ""
    role: str = ""
    canonical_user: str = ""

    @classmethod
    def anonymous(cls) -> Principal:
        """A request without credentials."""
        return cls(PrincipalKind.ANONYMOUS, "")

    @classmethod
    def service(cls, name: str) -> Principal:
        """An AWS service itself, such as `logs.amazonaws.com`."""
        return cls(PrincipalKind.SERVICE, name)

    @classmethod
    def federated(cls, provider: str) -> Principal:
        """Somebody whom an identity provider vouches for: the ARN of the provider, or `accounts.google.com`."""
        return cls(PrincipalKind.FEDERATED, provider)

    @classmethod
    def of_canonical_user(cls, canonical_id: str) -> Principal:
        """An S3 canonical user, such as the origin access identity of CloudFront."""
        return cls(PrincipalKind.CANONICAL_USER, canonical_id, canonical_user=canonical_id)

    @classmethod
    def parse(cls, given: Value) -> Principal:
        """Read the ARN of a user, role, session, federated user, account or identity provider, or an account's id.

        Also `anonymous`, the name of a service and a canonical user id. A value known only in part is a principal
        about which nothing is known but its name.

        Raises:
            ValueError: none of these.
        """
        if not isinstance(given, str):
            return cls(PrincipalKind.UNRESOLVED, given)
        if given in ("anonymous", "*"):
            return cls.anonymous()
        if _ACCOUNT.fullmatch(given):
            return cls(PrincipalKind.ROOT, f"arn:aws:iam::{given}:root", given, "aws")
        if _SERVICE.fullmatch(given):
            return cls.service(given)
        if _CANONICAL.fullmatch(given):
            return cls.of_canonical_user(given)
        found = _ARN.fullmatch(given)
        if found is None:
            message = (
                f"{given!r} is no principal: give the ARN of a user, role, role session, federated user, account or "
                'identity provider, {"service": NAME} or "anonymous"'
            )
            raise ValueError(message)
        return cls._of_arn(given, found)

    @classmethod
    def _of_arn(cls, arn: str, found: re.Match[str]) -> Principal:
        partition, account, resource = found["partition"], found["account"], found["resource"]
        kind, _, rest = resource.partition("/")
        if found["service"] == "iam" and resource == "root":
            return cls(PrincipalKind.ROOT, arn, account, partition)
        match (found["service"], kind):
            case ("iam", "user"):
                return cls(PrincipalKind.USER, arn, account, partition, rest.rpartition("/")[2])
            case ("iam", "role"):
                return cls(PrincipalKind.ROLE, arn, account, partition, rest.rpartition("/")[2])
            case ("iam", "saml-provider" | "oidc-provider"):
                return cls.federated(arn)
            case ("sts", "assumed-role"):
                return cls(PrincipalKind.ROLE_SESSION, arn, account, partition, rest.partition("/")[0])
            case ("sts", "federated-user"):
                return cls(PrincipalKind.FEDERATED_USER, arn, account, partition, rest)
        message = f"{arn!r} is no user, role, role session, federated user, account or identity provider"
        raise ValueError(message)

    @property
    def is_entity(self) -> bool:
        """Whether it has identity-based policies, and SCPs above it."""
        return self.kind in _ENTITIES

    @property
    def is_service_linked_role(self) -> bool:
        """Whether it is the role of a service, which SCPs and RCPs spare.

        https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
        """
        if self.kind is PrincipalKind.ROLE:
            return isinstance(self.name, str) and ":role/aws-service-role/" in self.name
        # A session's ARN has no path, but IAM gives these roles this prefix.
        return self.kind is PrincipalKind.ROLE_SESSION and self.role.startswith("AWSServiceRoleFor")
