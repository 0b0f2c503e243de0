"""Data that CloudFormation itself uses when it deploys, with a role that the perimeter refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aws_cdk as cdk
from constructs import IConstruct

from private_endpoints.policy.perimeter_promises import Situation

if TYPE_CHECKING:
    from private_endpoints.constructs._perimeter.perimeter import Perimeter

__all__ = ["cloudformation_refused"]

_SECRET = "AWS::SecretsManager::Secret"  # noqa: S105 - no secret
_ATTACHMENT = "AWS::SecretsManager::SecretTargetAttachment"


def cloudformation_refused(perimeter: Perimeter, situation: Situation) -> str | None:
    """What to warn of; None if nothing is known.

    Attaching a secret to a database writes the database's address into it.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html
    """
    guarded = perimeter.guarded
    if perimeter.denies_administration and situation.deployer is None:
        return (
            f"nobody knows with which role CloudFormation deploys {guarded.resource.node.path}, which refuses what "
            "changes it: name the role in break_glass="
        )
    if guarded.row.type != _SECRET or situation.deployer in situation.exempt or not _is_attached(guarded.resource):
        return None
    return (
        f"CloudFormation reads and writes {guarded.resource.node.path} to attach it to a database, with the role that "
        "it deploys with, which the perimeter refuses: name that role in service_roles= by its exact ARN, or "
        "acknowledge this if it is exempt by another name"
    )


def _is_attached(secret: IConstruct) -> bool:
    return any(
        isinstance(one, cdk.CfnResource) and one.cfn_resource_type == _ATTACHMENT for one in secret.node.find_all()
    )
