"""`private-endpoints demo`: deploy a sample to a local cloud and show what was built."""

from __future__ import annotations

import inspect
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches

import click
from rich.console import Console

from private_endpoints.errors import LocalCloudError
from private_endpoints.local.cdk_cli import CdkCli
from private_endpoints.local.cloud import LocalCloud
from private_endpoints.local.inventory import find_leftovers, read_inventory
from private_endpoints.local.node import node_binary
from private_endpoints.local.summary import print_inventory

__all__ = ["demo"]

_DEFAULT = "AirGapped"
# Tables in a file or a pipe have no window to fit into.
_PIPE_WIDTH = 170


@click.command()
@click.option("--stack", default=_DEFAULT, show_default=True, metavar="NAME", help="The sample to deploy.")
@click.option("--keep", is_flag=True, help="Leave the cloud running, and tell how to use it, until Ctrl-C.")
@click.option("--list", "list_samples", is_flag=True, help="List the samples and do nothing else.")
def demo(stack: str, *, keep: bool, list_samples: bool) -> None:
    """Deploy a sample to a cloud on this machine and show what was built.

    The real CDK CLI bootstraps, deploys and destroys; the cloud is an emulator on the loopback interface. No AWS
    account is touched, and nothing stays behind. Progress goes to standard error, the result to standard output.
    """
    if list_samples:
        for name, about in _samples().items():
            click.echo(f"{name:<16} {about}")
        return
    if stack != _DEFAULT:
        _require_sample(stack)
    with _step("Starting a local cloud"):
        cloud = LocalCloud().start()
    try:
        _show(cloud, stack, keep=keep)
    finally:
        folder = cloud.folder
        with _step("Stopping the local cloud"):
            cloud.stop()
    click.echo(f"Stopped: no process and no file remains ({folder} {'exists' if folder.exists() else 'is gone'})")


def _show(cloud: LocalCloud, stack: str, *, keep: bool) -> None:
    cdk = CdkCli(cloud)
    with _step("Bootstrapping its account (cdk bootstrap)"):
        cdk.bootstrap()
    with _step("Synthesizing the samples (cdk synth)"):
        cdk.synth()
    with _step(f"Deploying {stack} (cdk deploy)"):
        cdk.deploy(stack, synthesized=True)
    console = _console()
    for inventory in read_inventory(cloud, stack):
        print_inventory(console, inventory)
    if keep:
        _wait(cloud)
    with _step(f"Destroying {stack} (cdk destroy)"):
        cdk.destroy(stack, synthesized=True)
    leftovers = find_leftovers(cloud)
    if leftovers.count:
        rest = "; ".join(f"{kind}: {', '.join(ids)}" for kind, ids in leftovers.by_kind.items() if ids)
        raise LocalCloudError(f"[demo-leftovers] after `cdk destroy` there are still {rest}")
    counts = ", ".join(f"0 {kind}s" for kind in leftovers.by_kind)
    click.echo(f"\nDestroyed: {counts} remain")


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPE_WIDTH)


def _wait(cloud: LocalCloud) -> None:
    click.echo(f"\nThe cloud runs at {cloud.url}; to use it from another shell:\n")
    click.echo("unset AWS_PROFILE AWS_SESSION_TOKEN")
    for name, value in sorted(cloud.environment().items()):
        if name.startswith("AWS_"):
            click.echo(f"export {name}={value}")
    try:
        click.echo("\nCtrl-C destroys the stack and stops the cloud", err=True)
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo(err=True)


@contextmanager
def _step(what: str) -> Iterator[None]:
    """Say on standard error what goes on, and how long it took."""
    console = Console(stderr=True, highlight=False)
    start = time.monotonic()
    with console.status(what):
        yield
    console.print(f"{what} [dim]{time.monotonic() - start:.1f} s[/dim]")


def _samples() -> dict[str, str]:
    # The samples need jsii, which takes the Node of PATH, of whatever age, unless it is told.
    os.environ.setdefault("JSII_NODE", str(node_binary()))
    from private_endpoints.samples import SAMPLES  # noqa: PLC0415 - it takes seconds to import

    return {name: (inspect.getdoc(sample) or "").partition("\n")[0] for name, sample in SAMPLES.items()}


def _require_sample(stack: str) -> None:
    names = list(_samples())
    if stack not in names:
        near = get_close_matches(stack, names, n=1, cutoff=0.4)
        guess = f", did you mean {near[0]}?" if near else ""
        raise click.BadParameter(
            f"there is no sample {stack!r}{guess} (samples: {', '.join(names)})", param_hint="--stack"
        )
