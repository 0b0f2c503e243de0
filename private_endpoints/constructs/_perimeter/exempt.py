"""Who is never refused: exact principals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import aws_cdk as cdk
from aws_cdk import aws_iam as iam

from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.errors import Problem

__all__ = ["Exempt", "exempt_arns"]

Exempt = iam.IRole | iam.IUser | str

# What aws:PrincipalArn can be: a role, a user, or the root user of an account.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
_PRINCIPAL = re.compile(r"arn:[a-z-]+:iam::\d{12}:(root|(role|user)/[A-Za-z0-9+=,.@_/-]+)")
# By which CloudFront reads a bucket that has no origin access control.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
_IDENTITY = re.compile(r"arn:[a-z-]+:iam::cloudfront:user/CloudFront Origin Access Identity [A-Z0-9]+")


def exempt_arns(argument: str, given: Iterable[Exempt], problems: list[Problem]) -> list[str]:
    """The ARNs of roles and users.

    Args:
        argument: name of the argument.
        given: objects, or exact ARNs.
        problems: gets what is no exact principal: whoever can create a role of a matching name would be exempt.
    """
    arns = []
    for one in listed(argument, given, problems):
        arn = _arn_of(one)
        if arn is not None and (_is_exact_text(arn) if isinstance(one, str) else _is_exact_object(one, arn)):
            arns.append(arn)
        else:
            problems.append(
                Problem(
                    "not-an-exact-arn",
                    f"{argument}= holds {arn or one!r}, which is no role or user by its exact name",
                    "give iam.Role or iam.User objects, or the ARN of a role or user without wildcards",
                )
            )
    return arns


def _arn_of(one: object) -> str | None:
    if isinstance(one, str):
        return one
    # By attributes, because an import is a proxy without a class to tell it by.
    return getattr(one, "role_arn", None) or getattr(one, "user_arn", None)


def _is_exact_text(arn: str) -> bool:
    # A bare token may be anything at deployment, also `*`.
    return not cdk.Token.is_unresolved(arn) and any(form.fullmatch(arn) for form in (_PRINCIPAL, _IDENTITY))


def _is_exact_object(one: iam.IRole | iam.IUser, arn: str) -> bool:
    if not cdk.Token.is_unresolved(arn):
        return _PRINCIPAL.fullmatch(arn) is not None
    # Imported by name, the account is a token and the name stands beside it: `from_role_name(..., "cdk-*")`.
    written = json.dumps(cdk.Stack.of(one).resolve(arn))
    return "*" not in written and "?" not in written
