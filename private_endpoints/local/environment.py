"""Environment variables of the processes that belong to a local cloud."""

from __future__ import annotations

import os
from pathlib import Path

from private_endpoints.local.credentials import ROOT

__all__ = ["client_environment", "server_environment"]

# What a user's shell may hold that would lead a process out of the local cloud, or to other credentials.
_FOREIGN = ("AWS_", "CDK_", "JSII_SILENCE_", "LOCALSTACK_", "MINISTACK_")


def _neutral() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}


def client_environment(url: str, region: str, account: str, folder: Path) -> dict[str, str]:
    """Everything that a child process needs to work on the local cloud, and on nothing else.

    Args:
        url: where the cloud listens.
        region: the region to work in.
        account: the account of the root credentials.
        folder: temporary folder of the cloud.
    """
    return {
        **_neutral(),
        "AWS_ACCESS_KEY_ID": ROOT.access_key_id,
        "AWS_SECRET_ACCESS_KEY": ROOT.secret_access_key,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ENDPOINT_URL": url,
        "AWS_EC2_METADATA_DISABLED": "true",
        # Files that do not exist: profiles of the user must not get in.
        "AWS_CONFIG_FILE": str(folder / "no-aws-config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "no-aws-credentials"),
        "CDK_DEFAULT_ACCOUNT": account,
        "CDK_DEFAULT_REGION": region,
        # The CDK CLI caches account ids per access key, which every local cloud shares.
        "CDK_HOME": str(folder / "cdk-home"),
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1",
        "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
        "NODE_NO_WARNINGS": "1",
    }


def server_environment(region: str, account: str, folder: Path, *, authorization: bool) -> dict[str, str]:
    """What the emulator reads, with every listener on loopback and every file in the temporary folder.

    Args:
        region: region of requests that name none.
        account: account of the root credentials.
        folder: temporary folder of the cloud.
        authorization: whether policies are evaluated.
    """
    files = folder / "server"
    return {
        **_neutral(),
        "AUTH": str(authorization).lower(),
        "AWS_ACCESS_KEY_ID": ROOT.access_key_id,
        "AWS_SECRET_ACCESS_KEY": ROOT.secret_access_key,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(folder / "no-aws-config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "no-aws-credentials"),
        "BIND_HOST": "127.0.0.1",
        # No container is ever started: a daemon on this machine stays unasked.
        "DOCKER_HOST": "unix:///nonexistent/docker.sock",
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "INFO",
        "MINISTACK_ACCOUNT_ID": account,
        "MINISTACK_HOST": "localhost",
        "MINISTACK_REGION": region,
        "NODE_NO_WARNINGS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "S3_DATA_DIR": str(files / "s3"),
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(files / "state"),
        "TMPDIR": str(files),
    }
