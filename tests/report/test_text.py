"""Text for people."""

from __future__ import annotations

import pytest

from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Answered
from private_endpoints.report import render
from private_endpoints.report.as_text import explanation, text_lines
from private_endpoints.report.lines import plain
from support.proofs import EVERYTHING, PASSED, path


def test_every_path_is_a_line_under_its_source() -> None:
    text = render(EVERYTHING, "text")
    head, private, public, *_ = text.splitlines()
    assert head == "App/Worker/Resource  cdk.out/App.template.json:7"
    assert private == "  PRIVATE  s3"
    assert public == "  PUBLIC   ssm (port 443)"


def test_what_is_not_private_says_why_where_and_what_to_change() -> None:
    text = render(EVERYTHING, "text")
    assert "[no-endpoint] Vpc has no endpoint for ssm\n" in text
    assert "at cdk.out/App.template.json:3\n" in text
    assert "to change: add a VPC endpoint (interface)\n" in text
    assert "depends on: PUBLIC where Stage = 'dev'\n" in text


def test_a_private_path_is_one_line() -> None:
    assert "calls from" not in render(PASSED, "text")


def test_a_perimeter_says_who_calls() -> None:
    assert "  PRIVATE  s3:GetObject by a caller with source_ip 203.0.113.7" in render(EVERYTHING, "text")


def test_the_last_line_is_the_summary() -> None:
    assert render(EVERYTHING, "text").splitlines()[-1] == (
        "8 paths: 2 private, 2 public, 2 blocked, 2 unknown; 5 findings: 2 errors, 2 warnings, 1 info; 3 accepted"
    )


def test_styles_change_no_text() -> None:
    assert plain(text_lines(EVERYTHING)) == render(EVERYTHING, "text")
    assert "\x1b" not in render(EVERYTHING, "text")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_an_explanation_has_every_hop_every_blocker_and_what_to_change(verdict: Verdict) -> None:
    found = path(verdict)
    text = plain(explanation(Answered(path=found)))
    assert text.startswith(f"{verdict}  App/Worker/Resource to s3\n  cdk.out/App.template.json:7\n")
    assert " 1. App/Worker/Resource: calls from Subnet\n      cdk.out/App.template.json:7\n" in text
    for blocker in found.blockers:
        assert blocker.what in text
        assert blocker.fix in text
    for unknown in found.unknowns:
        assert unknown in text
