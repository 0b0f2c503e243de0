"""The public parameters by which templates find the newest Amazon Linux."""

from __future__ import annotations

from private_endpoints.local.aws import ministack

__all__ = ["publish_amazon_linux"]

_FOLDER = "/aws/service/ami-amazon-linux-latest"
_KNOWN = f"{_FOLDER}/al2023-ami-kernel-default-x86_64"


def publish_amazon_linux() -> None:
    """Publish all names of Amazon Linux 2023; the emulator has one of them, and one image for it.

    https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli
    """
    published: dict[str, str] = ministack.use("services.ssm", "_PUBLIC_AMI_PARAMETERS")
    for kind in ("al2023-ami", "al2023-ami-minimal"):
        for kernel in ("default", "6.1", "6.12"):
            for architecture in ("arm64", "x86_64"):
                published.setdefault(f"{_FOLDER}/{kind}-kernel-{kernel}-{architecture}", published[_KNOWN])
