"""The templates that are bent."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from private_endpoints.cloudformation.reading.document import read_document
from private_endpoints.errors import InvalidInputError
from tests.cloudformation.test_bent_proofs import _TEMPLATE

__all__ = ["FOLDERS", "templates"]

_TESTS = Path(__file__).parents[1]
_MOST_BYTES = 65536
# Where to look for templates; `--templates FOLDER` adds one, such as a cdk.out.
FOLDERS = [_TESTS / "fuzzing/seeds", _TESTS / "labelled/templates", _TESTS / "realworld/snapshots"]


@cache
def templates() -> tuple[dict[str, Any], ...]:
    """One that has something of everything, and those of the folders, in an order that stays."""
    found = [_TEMPLATE]
    for path in sorted(path for folder in FOLDERS for path in folder.rglob("*")):
        if path.suffix in {".json", ".yaml", ".yml", ".template"} and path.stat().st_size <= _MOST_BYTES:
            try:
                found.append(read_document(path).body)
            except InvalidInputError:
                continue
    return tuple(found)
