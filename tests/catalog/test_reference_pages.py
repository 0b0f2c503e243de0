"""The reference pages say what the data says."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES: dict[str, str] = runpy.run_path(str(DOCS / "generate_catalog.py"))["pages"]()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_committed_page_is_what_the_data_gives(name: str) -> None:
    page = DOCS / "reference" / name
    assert page.is_file(), "run `uv run python docs/generate_catalog.py`"
    assert page.read_text("utf-8") == PAGES[name], "out of date: run `uv run python docs/generate_catalog.py`"
