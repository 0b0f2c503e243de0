from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_rules_is_up_to_date() -> None:
    generator = runpy.run_path(str(DOCS / "generate_rules.py"))
    assert generator["PAGE"].read_text("utf-8") == generator["page"](), f"run {generator['COMMAND']}"
