"""Findings of cdk-nag that a stack accepts: the same ones as its sample's."""

from __future__ import annotations

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct

__all__ = ["COMPLIANCE_PACKS", "acknowledge"]

COMPLIANCE_PACKS = ("NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321")


def acknowledge(where: IConstruct, *rules: str, reason: str) -> None:
    """Accept findings, each given with its pack: `AwsSolutions::AwsSolutions-EC29`."""
    Validations.of(where).acknowledge(*(Acknowledgment(id=rule, reason=reason) for rule in rules))
