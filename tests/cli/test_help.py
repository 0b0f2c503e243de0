"""The help of all commands."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from private_endpoints.cli import main


@pytest.mark.parametrize("command", main.list_commands(click.Context(main)))
def test_help_shows_no_marks_of_its_layout(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert "\\b" not in result.stdout
    assert "\b" not in result.stdout
