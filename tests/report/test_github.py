"""Annotations of GitHub Actions."""

from __future__ import annotations

import re

from private_endpoints.proof import Proof
from private_endpoints.report import render
from support.proofs import EVERYTHING, HOSTILE, PASSED

_COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def _annotations(proof: Proof) -> list[tuple[str, dict[str, str], str]]:
    *lines, _ = render(proof, "github").splitlines()
    found = []
    for line in lines:
        match = _COMMAND.fullmatch(line)
        assert match is not None
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        found.append((match[1], properties, match[3]))
    return found


def test_an_annotation_is_on_the_line_of_the_template() -> None:
    command, properties, message = _annotations(EVERYTHING)[0]
    assert command == "error"
    assert properties == {
        "file": "cdk.out/App.template.json",
        "line": "7",
        "title": "path-public App/Worker/Resource",
    }
    assert message.startswith(
        "PUBLIC: App/Worker/Resource to ssm (port 443). [no-endpoint] Vpc has no endpoint for ssm"
    )


def test_errors_come_first_since_github_shows_ten_of_a_kind() -> None:
    commands = [command for command, _, _ in _annotations(EVERYTHING)]
    assert commands == sorted(commands, key=["error", "warning", "notice"].index)
    assert commands.count("error") == 5
    assert commands.count("warning") == 2


def test_private_paths_are_no_annotations() -> None:
    assert [command for command, _, _ in _annotations(PASSED)] == ["warning"]


def test_nothing_that_is_shown_ends_its_line_or_begins_a_command() -> None:
    lines = render(HOSTILE, "github").splitlines()
    assert len([line for line in lines if line.startswith("::")]) == 2
    command, properties, message = _annotations(HOSTILE)[0]
    assert command == "error"
    assert properties["file"] == "a b/ü%25%2C.json"
    assert "%0D%0Aline 2" in message
    assert "%250A" in message


def test_the_last_line_is_the_summary() -> None:
    assert render(PASSED, "github").splitlines()[-1] == "1 path: 1 private; 1 finding: 1 warning"
