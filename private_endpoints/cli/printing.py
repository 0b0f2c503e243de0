"""Styled lines on standard output: in colour where it is a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click

from private_endpoints.report.lines import Line, plain
from private_endpoints.report.printable import one_line

__all__ = ["print_errors", "print_lines"]


def print_lines(lines: Iterable[Line]) -> None:
    """Print; `NO_COLOR` and a file or pipe take no colour, `FORCE_COLOR` takes it everywhere."""
    if os.environ.get("NO_COLOR") or not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):
        click.echo(plain(lines))
        return
    from rich.console import Console  # noqa: PLC0415 - rich loads in 50 ms, which only a terminal needs
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    for line in lines:
        # A line is one line at any width, so that places in it can be copied.
        console.print(Text.assemble(*((one_line(text), style) for text, style in line)), soft_wrap=True)


def print_errors(errors: Iterable[str]) -> None:
    """Print on standard error, as the command line prints all errors."""
    for error in errors:
        click.echo(f"{click.style('error:', fg='red', bold=True)} {error}", err=True)
