"""Folders of templates: every file that is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from private_endpoints.cloudformation.reading.document import (
    Document,
    looks_like_template,
    parse_document,
)
from private_endpoints.cloudformation.reading.limits import MOST_BYTES, MOST_FILES
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.errors import InvalidInputError

__all__ = ["read_folder"]

_SUFFIXES = (".json", ".yaml", ".yml", ".template", ".cfn")
_SKIPPED = frozenset({"node_modules", "__pycache__"})


def read_folder(folder: Path) -> Iterator[Document]:
    """The templates of a folder and the folders in it, sorted by path.

    A file that is no template is passed over; one that was meant as a template and cannot be read is an error.

    Raises:
        InvalidInputError: a template that cannot be read, or too many files.
    """
    seen = 0
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and not name.startswith("."))
        for name in sorted(files):
            if not name.lower().endswith(_SUFFIXES) or name.startswith("."):
                continue
            seen += 1
            if seen > MOST_FILES:
                raise refusal(
                    str(folder), "too-many-files", f"it has more than {MOST_FILES:,} files", "give a smaller folder"
                )
            document = _read(Path(here) / name)
            if document is not None:
                yield document


def _read(path: Path) -> Document | None:
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    if not looks_like_template(text):
        return None
    try:
        return parse_document(text, str(path))
    except InvalidInputError as error:
        # Parameter files, state machines and test data name resource types too.
        if "AWSTemplateFormatVersion" in text and error.problems[0].code != "not-a-template":
            raise
        return None
