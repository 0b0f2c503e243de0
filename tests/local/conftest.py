"""Local clouds of these tests alone, since each test deletes everything; and stacks on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from private_endpoints.local import LocalCloud, Stack

Deploy = Callable[[dict[str, Any]], Stack]


@pytest.fixture(scope="session")
def cloud() -> Iterator[LocalCloud]:
    with LocalCloud() as running:
        yield running


@pytest.fixture(scope="session")
def auth_cloud() -> Iterator[LocalCloud]:
    with LocalCloud(authorization=True) as running:
        yield running


@pytest.fixture
def deploy(cloud: LocalCloud) -> Iterator[Deploy]:
    """Deploy resources, by logical id, to the cloud that allows every request."""

    def run(resources: dict[str, Any]) -> Stack:
        return cloud.stacks.deploy({"Resources": resources})

    yield run
    cloud.stacks.delete_all()


@pytest.fixture
def deploy_with_policies(auth_cloud: LocalCloud) -> Iterator[Deploy]:
    """Deploy resources, by logical id, to the cloud that evaluates policies."""

    def run(resources: dict[str, Any]) -> Stack:
        return auth_cloud.stacks.deploy({"Resources": resources})

    yield run
    auth_cloud.stacks.delete_all()
