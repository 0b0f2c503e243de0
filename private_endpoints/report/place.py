"""Files and lines as readers and tools want them."""

from __future__ import annotations

from private_endpoints.checks.file_of import file_of
from private_endpoints.network import Origin

__all__ = ["place_of"]


def place_of(origin: Origin) -> str:
    """File and line; the file alone where the line is not known."""
    file, line = file_of(origin), origin.line
    return f"{file}:{line}" if file and line is not None else file
