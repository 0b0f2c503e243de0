"""What all tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from private_endpoints.local import LocalCloud
from private_endpoints.local.node import node_binary

# Before aws_cdk is imported: validating every synth would cost seconds. One run with it on is in tests/samples.
assert "aws_cdk" not in sys.modules
os.environ.setdefault("CDK_VALIDATION", "false")
# The Node of the environment, whatever there may be on the PATH.
os.environ.setdefault("JSII_NODE", str(node_binary()))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the gate run the same tests on the oldest CDK."""
    parser.addoption(
        "--floor",
        action="store_true",
        help="the environment has the oldest supported aws-cdk-lib: skip snapshots and the test of pins",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Another CDK writes other asset hashes and versions into templates; assertions hold, snapshots do not."""
    if config.getoption("--floor"):
        skip = pytest.mark.skip(reason="snapshots are of the newest aws-cdk-lib")
        for item in items:
            if {"snapshot", "json_snapshot"} & set(getattr(item, "fixturenames", ())):
                item.add_marker(skip)


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
