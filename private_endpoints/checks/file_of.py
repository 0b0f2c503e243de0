"""Names of files that are the same on every machine."""

from __future__ import annotations

import os
from pathlib import PurePath

from private_endpoints.network import Origin

__all__ = ["file_of"]


def file_of(origin: Origin) -> str:
    """The template, with slashes, from the working folder where it is in it; empty where there is none."""
    if not origin.template:
        return ""
    path = PurePath(origin.template)
    if path.is_absolute():
        here = PurePath(os.getcwd())  # noqa: PTH109 - a pure path is enough
        path = path.relative_to(here) if path.is_relative_to(here) else path
    return path.as_posix()
