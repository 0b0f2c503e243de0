"""Samples on the local cloud, deployed through its API: as the CDK CLI does it, without its seconds."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aws_cdk as cdk

from private_endpoints.local import LocalCloud, Stack
from private_endpoints.samples import SAMPLES

_QUALIFIER = "hnb659fds"
Change = Callable[[cdk.Stack], None]


@dataclass(frozen=True)
class Sample:
    """A sample's template, with the files that its functions are made of.

    Attributes:
        name: of the sample and of its stack.
        template: for the account and region of the cloud.
    """

    name: str
    template: dict[str, Any]

    def deploy(self, cloud: LocalCloud) -> Stack:
        """Create or update the stack."""
        return cloud.stacks.deploy(self.template, self.name)


def bootstrap(cloud: LocalCloud) -> None:
    """What `cdk bootstrap` makes and templates refer to: the bucket for assets and the version."""
    cloud.client("s3").create_bucket(Bucket=_bucket(cloud))
    cloud.client("ssm").put_parameter(
        Name=f"/cdk-bootstrap/{_QUALIFIER}/version", Value="30", Type="String", Overwrite=True
    )


def sample(cloud: LocalCloud, name: str, change: Change | None = None) -> Sample:
    """Synthesize a sample for the cloud, perhaps changed, and publish its assets.

    Args:
        cloud: where it will be deployed.
        name: of the sample.
        change: what to change in the stack after it was made. Default: nothing.
    """
    app = cdk.App()
    stack = SAMPLES[name](app, name, env=cdk.Environment(account=cloud.account, region=cloud.region))
    if change is not None:
        change(stack)
    assembly = app.synth()
    _publish(cloud, Path(assembly.directory), name)
    template = assembly.get_stack_by_name(name).template
    return Sample(name, template)


def _publish(cloud: LocalCloud, folder: Path, name: str) -> None:
    manifest = json.loads((folder / f"{name}.assets.json").read_text(encoding="utf-8"))
    for asset in manifest["files"].values():
        if asset["source"]["packaging"] != "zip":
            continue
        for destination in asset["destinations"].values():
            cloud.client("s3").put_object(
                Bucket=_bucket(cloud), Key=destination["objectKey"], Body=_zip(folder / asset["source"]["path"])
            )


def _zip(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    return buffer.getvalue()


def _bucket(cloud: LocalCloud) -> str:
    return f"cdk-{_QUALIFIER}-assets-{cloud.account}-{cloud.region}"
