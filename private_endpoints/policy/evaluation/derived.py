"""The condition keys that follow from who makes a request and what it is about.

Only keys whose value is certain are here: a role's unique id, for one, is not known from its ARN.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from private_endpoints.policy.evaluation.principal import Principal, PrincipalKind

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.context import Given
    from private_endpoints.values import Value

__all__ = ["derived_keys"]

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
_TYPES = {
    PrincipalKind.ROOT: "Account",
    PrincipalKind.USER: "User",
    PrincipalKind.ROLE: "AssumedRole",
    PrincipalKind.ROLE_SESSION: "AssumedRole",
    PrincipalKind.FEDERATED_USER: "FederatedUser",
    PrincipalKind.ANONYMOUS: "Anonymous",
}
_REGION = re.compile(r"arn:[^:]+:[^:]*:([a-z0-9-]+):")


def derived_keys(principal: Principal, resource: Value, resource_account: Value | None) -> dict[str, Given]:
    """The keys, in lower case."""
    keys: dict[str, Given] = {"aws:viaawsservice": False}
    kind = principal.kind
    if kind in _TYPES:
        keys["aws:principaltype"] = _TYPES[kind]
    if kind is PrincipalKind.SERVICE:
        keys["aws:principalisawsservice"] = True
        keys["aws:principalservicename"] = str(principal.name)
        keys["aws:principalservicenameslist"] = [str(principal.name)]
    elif kind is PrincipalKind.ANONYMOUS:
        keys["aws:principalaccount"] = "anonymous"
        keys["aws:userid"] = "anonymous"
    elif principal.is_entity:
        keys.update(_entity_keys(principal))
    if (isinstance(resource_account, str) and re.fullmatch(r"\d{12}", resource_account)) or (
        resource_account is not None and not isinstance(resource_account, str)
    ):
        keys["aws:resourceaccount"] = resource_account
    if isinstance(resource, str) and (region := _REGION.match(resource)):
        keys["aws:requestedregion"] = region[1]
    return keys


def _entity_keys(principal: Principal) -> dict[str, Given]:
    name = principal.name
    keys: dict[str, Given] = {"aws:principalisawsservice": False, "aws:principalarn": name}
    if principal.account is None:
        keys["aws:principalaccount"] = {"unknown": "aws:PrincipalAccount"}
        return keys
    keys["aws:principalaccount"] = principal.account
    if principal.kind is PrincipalKind.ROLE_SESSION:
        # "For IAM roles, the request context returns the ARN of the role, not the ARN of the user that assumed the
        # role." A session's ARN does not show the role's path; who has one gives the key.
        keys["aws:principalarn"] = f"arn:{principal.partition}:iam::{principal.account}:role/{principal.role}"
    elif principal.kind is PrincipalKind.USER:
        keys["aws:username"] = principal.role
    elif principal.kind is PrincipalKind.ROOT:
        keys["aws:userid"] = principal.account
    elif principal.kind is PrincipalKind.FEDERATED_USER:
        keys["aws:userid"] = f"{principal.account}:{principal.role}"
    return keys
