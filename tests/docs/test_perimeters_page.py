"""The reference page of perimeters says what the data says."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_committed_page_is_what_the_data_gives() -> None:
    page = runpy.run_path(str(DOCS / "generate_perimeters.py"))["page"]()
    committed = (DOCS / "reference" / "perimeters.md").read_text("utf-8")
    assert committed == page, "out of date: run `uv run python docs/generate_perimeters.py`"
