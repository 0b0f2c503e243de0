"""The documented limits are the limits."""

from __future__ import annotations

from pathlib import Path

from private_endpoints.cloudformation import MOST_CASES
from private_endpoints.cloudformation.reading import limits

_PAGE = Path(__file__).parents[2] / "docs" / "concepts" / "templates.md"


def test_the_page_has_every_limit() -> None:
    page = _PAGE.read_text("utf-8")
    values = [getattr(limits, name) for name in limits.__all__]
    assert [value for value in values if f"{value:,}" not in page] == []
    assert f"Beyond {MOST_CASES} cases" in page
