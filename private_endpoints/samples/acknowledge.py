"""Findings of cdk-nag that a sample accepts, beside their cause and with the reason."""

from __future__ import annotations

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct

__all__ = ["acknowledge"]


def acknowledge(where: IConstruct, *rules: str, reason: str) -> None:
    """Accept findings on a construct and below it.

    Args:
        where: the cause.
        rules: rule ids such as `AwsSolutions-EC29`.
        reason: why the finding is right about the template and no fault.
    """
    for rule in rules:
        # The pack's name, which the validation wants in front, is the rule's without its last part.
        pack = rule.partition("[")[0].rpartition("-")[0]
        try:
            Validations.of(where).acknowledge(Acknowledgment(id=f"{pack}::{rule}", reason=reason))
        except RuntimeError as error:
            # The oldest CDKs that are supported take no id that names what was found, such as a policy's ARN: there
            # such a finding cannot be accepted, and stays one.
            if "InvalidValidationId" not in str(error):
                raise
