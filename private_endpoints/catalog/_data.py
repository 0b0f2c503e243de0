"""Reading the data files of the catalog."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from private_endpoints.errors import CatalogDataError

__all__ = ["Source", "read_json", "read_lines", "read_rows", "source"]

_DIRECTORY = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from.

    Attributes:
        title: what the source is called.
        url: where it is.
        as_of: ISO date on which the fact was true there.
    """

    title: str
    url: str
    as_of: str

    def __str__(self) -> str:
        return f"{self.title}, {self.url}"


def read_rows(file_name: str) -> Iterator[dict[str, Any]]:
    """The rows of a file that has one JSON object per line."""
    for line in read_lines(file_name):
        yield json.loads(line)


def read_lines(file_name: str) -> list[str]:
    """The lines of a file, unread: for one of which few rows are ever asked for."""
    return (_DIRECTORY / file_name).read_text("utf-8").splitlines()


def read_json(file_name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """The content of a file that is one JSON value."""
    return json.loads((_DIRECTORY / file_name).read_text("utf-8"))


def source(source_id: str) -> Source:
    """The source that rows name by this id.

    Raises:
        CatalogDataError: no source has this id.
    """
    try:
        return _sources()[source_id]
    except KeyError:
        msg = f"[bad-catalog-row] source: {source_id!r} is no source; allowed are {', '.join(sorted(_sources()))}"
        raise CatalogDataError(msg) from None


@cache
def _sources() -> dict[str, Source]:
    return {name: Source(**fields) for name, fields in read_json("sources.json").items()}
