"""The policies of gateway endpoints, in which an account means its root user only.

"If you specify the principal in the following format, access is granted only to the AWS account root user, not all
users and roles for the account."
https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#gateway-endpoint-policy-principals
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from private_endpoints.network.model.endpoint import Endpoint, EndpointType
from private_endpoints.values import Join

__all__ = ["policy_of_endpoint"]

# "[Y]ou must use the aws:PrincipalArn condition key to grant access to a principal": what naming one does is not said.
_NAMED: Mapping[str, str] = {"Ref": "whether the policy of a gateway endpoint may name its principals"}
_ACCOUNT = re.compile(r"\d{12}|.*:root", re.DOTALL)


def policy_of_endpoint(endpoint: Endpoint | None) -> object:
    """The policy of an endpoint, without what it allows to root users: no workload is one."""
    policy = None if endpoint is None else endpoint.policy
    if endpoint is None or endpoint.type is not EndpointType.GATEWAY or not isinstance(policy, Mapping):
        return policy
    given = policy.get("Statement")
    statements = given if isinstance(given, list | tuple) else [given]
    kept = [one for one in map(_without_roots, statements) if one is not None]
    return policy if kept == list(statements) else {**policy, "Statement": kept}


def _without_roots(statement: object) -> object:
    """A statement without the accounts that it allows something; None where it names nobody else."""
    if not isinstance(statement, Mapping) or statement.get("Effect") != "Allow":
        return statement
    principal = statement.get("Principal")
    if not isinstance(principal, Mapping) or "AWS" not in principal:
        return statement
    named: Any = principal["AWS"]
    every = list(named) if isinstance(named, list | tuple) else [named]
    others = [one if one == "*" else _NAMED for one in every if not _is_account(one)]
    if others == every:
        return statement
    left = {key: value for key, value in principal.items() if key != "AWS"} | ({"AWS": others} if others else {})
    return {**statement, "Principal": left} if left else None


def _is_account(principal: object) -> bool:
    """Whether a principal is an account: its id, or the ARN of its root user."""
    if isinstance(principal, Join):
        last = principal.parts[-1]
        if isinstance(last, str):
            return last.endswith(":root")
        return len(principal.parts) == 1 and last.name == "AWS::AccountId"
    return isinstance(principal, str) and _ACCOUNT.fullmatch(principal) is not None
