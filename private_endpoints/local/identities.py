"""IAM users and roles of a local cloud."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from private_endpoints.local.credentials import Credentials

if TYPE_CHECKING:
    from private_endpoints.local.cloud import LocalCloud

__all__ = ["Identities"]

PolicyJson = dict[str, Any]


class Identities:
    """Makes IAM users and roles and gives their credentials.

    Args:
        cloud: where to make them; policies have a meaning only if its authorization is on.
    """

    def __init__(self, cloud: LocalCloud) -> None:
        self._cloud = cloud

    def user(self, policy: PolicyJson, *, name: str | None = None) -> Credentials:
        """A new user with one inline policy.

        Args:
            policy: the policy document.
            name: name of the user. Default: a name of its own.
        """
        iam = self._cloud.client("iam")
        name = name or f"user-{secrets.token_hex(4)}"
        iam.create_user(UserName=name)
        iam.put_user_policy(UserName=name, PolicyName="policy", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return Credentials(key["AccessKeyId"], key["SecretAccessKey"])

    def role(self, policy: PolicyJson, *, name: str | None = None) -> Credentials:
        """A session of a new role with one inline policy, which the cloud's account may assume.

        Args:
            policy: the policy document.
            name: name of the role. Default: a name of its own.
        """
        iam = self._cloud.client("iam")
        name = name or f"role-{secrets.token_hex(4)}"
        trust = {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{self._cloud.account}:root"},
                "Action": "sts:AssumeRole",
            },
        }
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]
        iam.put_role_policy(RoleName=name, PolicyName="policy", PolicyDocument=json.dumps(policy))
        return self.session(role["Arn"])

    def session(self, role_arn: str) -> Credentials:
        """A session of a role that exists.

        Args:
            role_arn: ARN of the role; its trust policy must admit the cloud's account.
        """
        assumed = self._cloud.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="session")["Credentials"]
        return Credentials(assumed["AccessKeyId"], assumed["SecretAccessKey"], assumed["SessionToken"])
