"""Construct paths from the metadata of a cloud assembly, for templates without `aws:cdk:path`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from private_endpoints.cloudformation.reading.document import read_text
from private_endpoints.cloudformation.reading.json_text import read_json_text

__all__ = ["paths_of", "read_metadata"]


def read_metadata(artifact: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    """The metadata of a stack: in the manifest, or in a file of its own."""
    found: dict[str, Any] = dict(artifact.get("metadata") or {})
    name = artifact.get("additionalMetadataFile")
    if isinstance(name, str) and name:
        path = folder / Path(name).name
        more = read_json_text(read_text(path, str(path)), str(path)) if path.is_file() else {}
        found |= more if isinstance(more, dict) else {}
    return found


def paths_of(metadata: Mapping[str, Any], template: str) -> Mapping[str, str]:
    """Construct paths by logical id, of the stack with this template file.

    A nested stack's constructs are in the metadata of the stack around it; the longest path that names a template
    says which one a construct is in.
    """
    homes = {
        path: entry.get("data")
        for path, entries in metadata.items()
        for entry in _entries(entries)
        if entry.get("type") == "aws:cdk:templateFile"
    }
    found: dict[str, str] = {}
    for path, entries in metadata.items():
        for entry in _entries(entries):
            logical_id = entry.get("data")
            if entry.get("type") == "aws:cdk:logicalId" and isinstance(logical_id, str):
                home = _home(path, homes)
                if home is None or home == template:
                    found[logical_id] = path.lstrip("/")
    return found


def _entries(entries: object) -> list[Mapping[str, Any]]:
    return [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []


def _home(path: str, homes: Mapping[str, object]) -> object:
    while path:
        if path in homes:
            return homes[path]
        path = path.rpartition("/")[0]
    return None
