"""Where the samples are deployed."""

from __future__ import annotations

import os

import aws_cdk as cdk

__all__ = ["environment"]


def environment() -> cdk.Environment | None:
    """The account and region of the caller's credentials, as the CDK CLI tells them; else any account and region."""
    account, region = os.environ.get("CDK_DEFAULT_ACCOUNT"), os.environ.get("CDK_DEFAULT_REGION")
    return cdk.Environment(account=account, region=region) if account and region else None
