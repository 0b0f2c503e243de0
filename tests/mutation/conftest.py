"""The samples, synthesized once for the account of the mutation tests."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest

from private_endpoints.samples import SAMPLES
from support.guarded import ACCOUNT, REGION

Templates = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def templates() -> Templates:
    app = cdk.App()
    for name, sample in SAMPLES.items():
        sample(app, name, env=cdk.Environment(account=ACCOUNT, region=REGION))
    return {stack.stack_name: stack.template for stack in app.synth().stacks}
