"""The command line: one file per command, loaded only when it is called."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from private_endpoints.errors import PrivateEndpointsError

__all__ = ["main"]

# Command -> module:attribute. A command's module is imported when that command runs, and for its line of the help.
COMMANDS = {
    "catalog": "private_endpoints.cli.catalog:catalog",
    "check": "private_endpoints.cli.check:check",
    "demo": "private_endpoints.cli.demo:demo",
    "explain": "private_endpoints.cli.explain:explain",
    "simulate": "private_endpoints.cli.simulate:simulate",
}


@contextmanager
def _collection_paused() -> Iterator[None]:
    """What is imported lives on; the collector would look at it again and again, a tenth of a short run."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Commands(click.Group):
    """A group that loads its commands lazily and prints this library's errors as `error:` and `hint:`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        with _collection_paused():
            command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except PrivateEndpointsError as error:
            click.echo(f"{click.style('error:', fg='red', bold=True)} {error}", err=True)
            if error.hint:
                click.echo(f"{click.style('hint:', fg='cyan')} {error.hint}", err=True)
            sys.exit(error.exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="private-endpoints", prog_name="private-endpoints")
def main() -> None:
    """Private connectivity for AWS VPCs, proven before it is deployed."""
    for stream in (sys.stdout, sys.stderr):
        # A console of Windows cannot write every name.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
