"""Nested stacks: which file is the template of an `AWS::CloudFormation::Stack`.

A template's own text says it by a local path (before `aws cloudformation package`), by the metadata that the CDK
leaves, by the hash of the asset in its URL, or by a URL whose end is the path of exactly one of the given files: as it
was given, or from the given folder, the folder of the root template or that of the template itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from private_endpoints.cloudformation.reading.document import Document, read_document
from private_endpoints.cloudformation.reading.limits import MOST_NESTED_STACKS
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.stacks.assembly import asset_templates
from private_endpoints.cloudformation.stacks.stack import Stack

__all__ = ["STACK", "nest"]

STACK = "AWS::CloudFormation::Stack"
_TYPES = (STACK, "AWS::Serverless::Application")
_MOST_LEVELS = 30
_HASH = re.compile(r"[0-9a-f]{64}")


def nest(stacks: Sequence[Stack], documents: Mapping[Path, Document], folders: Iterable[Path] = ()) -> list[Stack]:
    """Put the stacks that others nest into their parents; the rest are the roots.

    Args:
        stacks: a stack for each template that was given.
        documents: the given templates by absolute path.
        folders: the given folders of templates.

    Returns:
        every stack, parents before their children.

    Raises:
        InvalidInputError: a template is nested in itself, or too many stacks are.
    """
    nester = _Nester(documents, [folder.resolve() for folder in folders])
    for stack in stacks:
        nester.fill(stack, (_path(stack),))
    every: list[Stack] = []
    pending = [stack for stack in stacks if stack.stack_name is not None or _path(stack) not in nester.used]
    while pending:
        stack = pending.pop(0)
        every.append(stack)
        pending[:0] = stack.children.values()
    return every


def _path(stack: Stack) -> Path:
    return Path(stack.document.file).resolve()


class _Nester:
    def __init__(self, documents: Mapping[Path, Document], folders: Sequence[Path]) -> None:
        self.used: set[Path] = set()
        self._given = documents
        self._folders = folders
        self._documents = dict(documents)
        self._assets: dict[Path, Mapping[str, Path]] = {}
        self._made = 0

    def fill(self, stack: Stack, around: tuple[Path, ...]) -> None:
        for logical_id, resource in stack.resources.items():
            if resource.get("Type") not in _TYPES:
                continue
            path = self._template(stack, resource, around)
            if path is None:
                continue
            if path in around:
                raise refusal(
                    stack.where("Resources", logical_id),
                    "cyclic-nesting",
                    f"the template {path.name} is nested in itself",
                    "end the circle",
                )
            self._made += 1
            if len(around) > _MOST_LEVELS:
                raise refusal(
                    stack.document.file, "too-deep", f"more than {_MOST_LEVELS} stacks in each other", "nest less"
                )
            if self._made > MOST_NESTED_STACKS:
                raise refusal(
                    stack.document.file, "too-many-stacks", f"more than {MOST_NESTED_STACKS:,} nested", "nest less"
                )
            self.used.add(path)
            document = self._documents.get(path)
            if document is None:
                document = self._documents[path] = read_document(path)
            child = Stack(
                name=f"{stack.name}.{logical_id}",
                document=document,
                region=stack.region,
                account=stack.account,
                parent=stack,
                parent_id=logical_id,
                find_metadata=stack.find_metadata,
            )
            stack.children[logical_id] = child
            self.fill(child, (*around, path))

    def _template(self, stack: Stack, resource: Mapping[str, Any], around: tuple[Path, ...]) -> Path | None:
        here = Path(stack.document.file).resolve().parent
        metadata = resource.get("Metadata")
        asset = metadata.get("aws:asset:path") if isinstance(metadata, dict) else None
        if isinstance(asset, str) and asset and "\0" not in asset:
            return self._existing(here / PurePosixPath(asset).name)
        properties = resource.get("Properties") or {}
        location = properties.get("TemplateURL", properties.get("Location"))
        text = _text(location)
        if "\0" in text:
            return None
        if isinstance(location, str) and "://" not in text:
            return self._existing(here / text)
        if found := _HASH.search(text):
            if here not in self._assets:
                self._assets[here] = asset_templates(here)
            return self._assets[here].get(found[0])
        return self._by_end(text, {*self._folders, around[0].parent, here}, around)

    def _existing(self, path: Path) -> Path | None:
        try:
            found = path.resolve()
            return found if found in self._documents or found.is_file() else None
        except OSError:
            # A name that no file can have.
            return None

    def _by_end(self, url: str, bases: Iterable[Path], around: tuple[Path, ...]) -> Path | None:
        """The one given file whose path the URL ends with; the longer the better, two are no answer.

        Names such as `template.yaml` are everywhere: a template that this one is nested in is another of its name.
        """
        parts = tuple(part for part in re.split(r"[/}]", url) if part)
        found: dict[int, list[Path]] = {}
        for path, document in self._given.items():
            if not parts or path.name != parts[-1] or path in around:
                continue
            ways = [Path(document.file), *(path.relative_to(base) for base in bases if path.is_relative_to(base))]
            lengths = [len(way.parts) for way in ways if way.parts == parts[-len(way.parts) :]]
            if lengths:
                found.setdefault(max(lengths), []).append(path)
        best = found[max(found)] if found else []
        return best[0] if len(best) == 1 else None


def _text(location: object) -> str:
    """The literal text of a URL, with what is not known left out."""
    if isinstance(location, str):
        return location
    if isinstance(location, list):
        return "".join(_text(one) for one in location)
    if isinstance(location, dict) and len(location) == 1:
        function, argument = next(iter(location.items()))
        if function == "Fn::Sub":
            text = argument[0] if isinstance(argument, list) and argument else argument
            return text if isinstance(text, str) else ""
        if function == "Fn::Join" and isinstance(argument, list) and len(argument) == 2:  # noqa: PLR2004 - the two
            delimiter, parts = argument
            if isinstance(parts, list) and isinstance(delimiter, str):
                return delimiter.join(_text(one) for one in parts)
    return ""
