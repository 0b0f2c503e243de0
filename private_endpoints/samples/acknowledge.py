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
    # The pack's name, which the validation wants in front, is the rule's without its last part.
    Validations.of(where).acknowledge(
        *(Acknowledgment(id=f"{rule.partition('[')[0].rpartition('-')[0]}::{rule}", reason=reason) for rule in rules)
    )
