"""The formats, each loaded only when it is asked for."""

from __future__ import annotations

from importlib import import_module

from private_endpoints.proof.proof import Proof

__all__ = ["FORMATS", "render"]

FORMATS = ("text", "json", "sarif", "junit", "github", "markdown")


def render(proof: Proof, format: str) -> str:
    """A report without colour.

    Args:
        proof: what to report.
        format: one of `FORMATS`.
    """
    module = import_module(f"private_endpoints.report.as_{format}")
    text: str = getattr(module, f"as_{format}")(proof)
    return text
