"""IAM roles, with the policies attached to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, Role
from private_endpoints.values import Unknown

__all__ = ["managed_policies_of", "read_roles", "role_of_profile"]

_DETAILS = "iam.get_account_authorization_details"


def read_roles(reading: Reading) -> Iterator[Element]:
    """Roles. Documents of AWS's own managed policies are not read, as templates have only their ARNs too."""
    documents = {row["Arn"]: _default_version(row) for row in _details(reading, "Policies", "LocalManagedPolicy")}
    for row in _roles(reading):
        policies = [one["PolicyDocument"] for one in row.get("RolePolicyList") or ()]
        managed: list[str] = []
        unread: list[str] = []
        for arn in managed_policies_of(row):
            if ":iam::aws:policy/" in arn:
                managed.append(arn)
            elif documents.get(arn) is None:
                unread.append(arn)
            else:
                policies.append(documents[arn])
        boundary = (row.get("PermissionsBoundary") or {}).get("PermissionsBoundaryArn")
        if boundary is not None and documents.get(boundary) is None:
            unread.append(boundary)
        yield Role(
            **reading.common(row["Arn"]),
            value=row["RoleName"],
            arn=row["Arn"],
            policies=tuple(policies),
            managed_policies=tuple(managed),
            boundary=None if boundary is None else documents.get(boundary),
            complete=Unknown(frozenset(unread)) if unread else True,
        )


def managed_policies_of(row: Row) -> list[str]:
    """ARNs of the managed policies that are attached to a role."""
    return [one["PolicyArn"] for one in row.get("AttachedManagedPolicies") or ()]


def role_of_profile(reading: Reading, profile: str) -> Row | None:
    """The role of an instance profile, given by ARN or name."""
    name = profile.rpartition("/")[2]
    found: Mapping[str, Row] = reading.once("roles by instance profile", lambda: _by_profile(reading))
    return found.get(name)


def _by_profile(reading: Reading) -> dict[str, Row]:
    return {
        profile["InstanceProfileName"]: row
        for row in _roles(reading)
        for profile in row.get("InstanceProfileList") or ()
    }


def _roles(reading: Reading) -> list[Row]:
    return _details(reading, "RoleDetailList", "Role")


def _details(reading: Reading, key: str, kind: str) -> list[Row]:
    service, operation = _DETAILS.split(".")
    return reading.every(service, operation, key, Filter=[kind])


def _default_version(policy: Row) -> Mapping[str, Any] | None:
    for version in policy.get("PolicyVersionList") or ():
        if version.get("IsDefaultVersion"):
            document: Mapping[str, Any] = version["Document"]
            return document
    return None
