"""Markdown."""

from __future__ import annotations

from private_endpoints.report import render
from support.proofs import EVERYTHING, HOSTILE, PASSED


def test_the_heading_says_whether_it_passed() -> None:
    assert render(PASSED, "markdown").startswith("## Private paths: passed\n")
    assert render(EVERYTHING, "markdown").startswith("## Private paths: failed\n")


def test_every_path_and_every_finding_is_a_row() -> None:
    rows = [line for line in render(EVERYTHING, "markdown").splitlines() if line.startswith("| ")]
    heads = [row for row in rows if row.startswith(("| Verdict", "| Severity", "| ---"))]
    assert len(rows) - len(heads) == len(EVERYTHING.answers) + len(EVERYTHING.findings)


def test_what_fails_is_told_in_full() -> None:
    text = render(EVERYTHING, "markdown")
    assert text.count("<details>") == text.count("</details>") == 4
    assert "1. App/Worker/Resource: calls from Subnet" in text


def test_names_cannot_break_a_table_or_become_html() -> None:
    text = render(HOSTILE, "markdown")
    assert "<b>" not in text.replace("\\<b\\>", "")
    for row in [line for line in text.splitlines() if line.startswith("| ")]:
        cells = row.replace("\\\\", "").replace("\\|", "").count("|")
        assert cells in (5, 6)
