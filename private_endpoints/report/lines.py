"""Styled text: what both a terminal and a plain file can show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from private_endpoints.report.printable import one_line

__all__ = ["Line", "Span", "plain"]

# Text and its style, in the words of rich: "bold red".
Span: TypeAlias = tuple[str, str]
Line: TypeAlias = tuple[Span, ...]


def plain(lines: Iterable[Line]) -> str:
    """The text without styles."""
    return "\n".join("".join(one_line(text) for text, _ in line).rstrip() for line in lines)
