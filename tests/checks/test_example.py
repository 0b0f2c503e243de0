"""Twins in one text."""

from __future__ import annotations

from private_endpoints.checks import Example

TEXT = """
Resources:
  One: {Type: A}  # bad
  One: {Type: B}  # good
  Two: {Type: C}  # a comment
"""


def test_twins_differ_in_the_lines_that_say_so() -> None:
    example = Example(TEXT)
    assert example.bad == "Resources:\n  One: {Type: A}\n  Two: {Type: C}  # a comment\n"
    assert example.good == "Resources:\n  One: {Type: B}\n  Two: {Type: C}  # a comment\n"


def test_the_difference_shows_both() -> None:
    lines = Example(TEXT).difference().splitlines()
    assert lines == [" Resources:", "-  One: {Type: A}", "+  One: {Type: B}", "   Two: {Type: C}  # a comment"]
