"""The samples, synthesized once."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest

from private_endpoints.samples import SAMPLES
from support.vpcs import ENV

Templates = dict[str, dict[str, Any]]


def synthesize(env: cdk.Environment | None) -> Templates:
    app = cdk.App()
    for name, sample in SAMPLES.items():
        sample(app, name, env=env)
    return {stack.stack_name: stack.template for stack in app.synth().stacks}


@pytest.fixture(scope="session")
def templates() -> Templates:
    """The templates for one account and region."""
    return synthesize(ENV)


@pytest.fixture(scope="session")
def agnostic_templates() -> Templates:
    """The templates for any account and region."""
    return synthesize(None)
