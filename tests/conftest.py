"""What all tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from private_endpoints.local import LocalCloud

# Before aws_cdk is imported: validating every synth would cost seconds. One run with it on is in tests/samples.
os.environ.setdefault("CDK_VALIDATION", "false")
assert "aws_cdk" not in sys.modules


@pytest.fixture(scope="session")
def cloud() -> Iterator[LocalCloud]:
    """A local cloud that allows every request; delete what you deploy."""
    with LocalCloud() as running:
        yield running


@pytest.fixture(scope="session")
def auth_cloud() -> Iterator[LocalCloud]:
    """A local cloud that evaluates policies; delete what you deploy."""
    with LocalCloud(authorization=True) as running:
        yield running
