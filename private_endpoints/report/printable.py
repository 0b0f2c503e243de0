"""Names of templates as text that a terminal shows and does not obey."""

from __future__ import annotations

import re

__all__ = ["one_line", "printable"]

# Control characters but for line breaks, halves of characters, which cannot be written, and marks that turn the
# direction of what follows.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("[\r\n\u2028\u2029]+")


def printable(text: str) -> str:
    """Text that can be written and changes nothing but what it shows."""
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Such text without line breaks."""
    return _BREAKS.sub(" ", printable(text))
