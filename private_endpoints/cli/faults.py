"""Faults of this program, told in one line: a template of somebody else is no place for a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from private_endpoints.errors import PrivateEndpointsError

__all__ = ["without_traceback"]

P = ParamSpec("P")
_SHOW = "PRIVATE_ENDPOINTS_TRACEBACK"


def without_traceback(command: Callable[P, None]) -> Callable[P, None]:
    """End with exit code 2 and one clear line whatever goes wrong, so that exit code 1 always is an answer."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (PrivateEndpointsError, click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except RecursionError:
            _end("[too-deep] something is nested too deeply; give templates with less nesting")
        except MemoryError:
            _end("[too-large] the memory does not suffice; give fewer templates at once")
        except Exception as error:  # noqa: BLE001 - told, with its place
            if os.environ.get(_SHOW):
                traceback.print_exc()
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = "/".join(Path(last.filename).parts[-3:])
            _end(
                f"[internal-error] {type(error).__name__}: {error} ({place}:{last.lineno})",
                f"this is a fault of private-endpoints; report it with the template ({_SHOW}=1 shows more)",
            )

    return guarded


def _end(text: str, hint: str = "") -> None:
    click.echo(f"{click.style('error:', fg='red', bold=True)} {text}", err=True)
    if hint:
        click.echo(f"{click.style('hint:', fg='cyan')} {hint}", err=True)
    sys.exit(2)
