"""Cloud assemblies: what `cdk synth` leaves in `cdk.out`.

https://docs.aws.amazon.com/cdk/v2/guide/deploy-synth.html and the schema in `aws-cdk.cloud-assembly-schema`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from private_endpoints.cloudformation.reading.document import read_document, read_text
from private_endpoints.cloudformation.reading.json_text import read_json_text
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.stacks.construct_paths import read_metadata
from private_endpoints.cloudformation.stacks.stack import Stack
from private_endpoints.errors import InvalidInputError

__all__ = ["MANIFEST", "asset_templates", "is_assembly", "read_assembly", "stack_of_template"]

MANIFEST = "manifest.json"
_STACK = "aws:cloudformation:stack"
_ENVIRONMENT = re.compile(r"aws://([^/]+)/([^/]+)")
_UNKNOWN = ("unknown-account", "unknown-region")


def is_assembly(folder: Path) -> bool:
    """Whether a folder is a cloud assembly."""
    path = folder / MANIFEST
    return path.is_file() and '"artifacts"' in read_text(path, str(path))


def read_assembly(folder: Path) -> Iterator[Stack]:
    """The stacks of an assembly, and of the assemblies in it, which stages make.

    Raises:
        InvalidInputError: no assembly, or one that leaves its own folder.
    """
    yield from _read(folder, folder, set())


def stack_of_template(path: Path) -> Stack | None:
    """The stack of a template in an assembly; None where no manifest beside it names the template.

    Raises:
        InvalidInputError: the template cannot be read.
    """
    folder = path.parent
    try:
        if not is_assembly(folder) or path.name not in read_text(folder / MANIFEST, str(folder / MANIFEST)):
            return None
        found = [
            (name, artifact, properties)
            for name, artifact, properties in _artifacts(folder)
            if artifact.get("type") == _STACK and properties.get("templateFile") == path.name
        ]
    except InvalidInputError:
        # The template stands for itself, whatever the file beside it is.
        return None
    return _stack(*found[0], folder, folder) if len(found) == 1 else None


def _artifacts(folder: Path) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """The artifacts of an assembly: name, what is said of it, and its properties."""
    file = str(folder / MANIFEST)
    manifest = read_json_text(read_text(folder / MANIFEST, file), file)
    artifacts = manifest.get("artifacts") if isinstance(manifest, dict) else None
    if not isinstance(artifacts, dict):
        raise refusal(file, "bad-assembly", "it has no artifacts", "give the folder that `cdk synth` wrote")
    for name, artifact in artifacts.items():
        properties = artifact.get("properties") if isinstance(artifact, dict) else None
        if isinstance(properties, dict):
            yield name, artifact, properties


def _read(folder: Path, root: Path, seen: set[Path]) -> Iterator[Stack]:
    file = str(folder / MANIFEST)
    if folder.resolve() in seen:
        raise refusal(file, "bad-assembly", "the assembly is inside itself", "synthesize it again")
    seen.add(folder.resolve())
    for name, artifact, properties in _artifacts(folder):
        if artifact.get("type") == _STACK:
            yield _stack(name, artifact, properties, folder, root)
        elif artifact.get("type") == "cdk:cloud-assembly":
            yield from _read(_inside(folder, properties.get("directoryName"), root, file), root, seen)


def _stack(name: str, artifact: Mapping[str, Any], properties: Mapping[str, Any], folder: Path, root: Path) -> Stack:
    path = _inside(folder, properties.get("templateFile"), root, str(folder / MANIFEST))
    found = _ENVIRONMENT.fullmatch(str(artifact.get("environment") or ""))
    account, region = found.groups() if found else _UNKNOWN
    given = properties.get("parameters")
    stack_name = properties.get("stackName")
    return Stack(
        name=str(artifact.get("displayName") or name),
        document=read_document(path),
        stack_name=stack_name if isinstance(stack_name, str) else name,
        region=None if region in _UNKNOWN else region,
        account=None if account in _UNKNOWN else account,
        given={key: value for key, value in given.items() if isinstance(value, str)} if isinstance(given, dict) else {},
        find_metadata=cache(partial(read_metadata, artifact, folder)),
    )


def _inside(folder: Path, name: object, root: Path, file: str) -> Path:
    """A path that the manifest names; an assembly that somebody sent may name any file."""
    if not isinstance(name, str) or not name or "\0" in name:
        raise refusal(file, "bad-assembly", f"an artifact names the file {name!r}", "synthesize it again")
    path = folder / name
    if not path.resolve().is_relative_to(root.resolve()):
        raise refusal(
            file, "bad-assembly", f"an artifact names {name!r}, which is outside the assembly", "synthesize it again"
        )
    return path


def asset_templates(folder: Path) -> Mapping[str, Path]:
    """Files of an assembly by the hash in the name that they are uploaded under: templates of nested stacks."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.assets.json")):
        manifest = read_json_text(read_text(path, str(path)), str(path))
        files = manifest.get("files") if isinstance(manifest, dict) else None
        for key, asset in files.items() if isinstance(files, dict) else ():
            source = asset.get("source") if isinstance(asset, dict) else None
            name = source.get("path") if isinstance(source, dict) else None
            if isinstance(name, str) and name.endswith(".json") and "\0" not in name:
                found[key] = _inside(folder, name, folder, str(path))
    return found
