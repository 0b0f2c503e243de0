"""What a plain scalar of YAML is: a string, a number, a boolean or nothing.

YAML 1.1 as CloudFormation reads it: dates are strings (`Version: 2012-10-17`), and so is what YAML 1.1 would read as
an octal or base-60 number, because an account id `012345678901` or a port mapping `22:22` is meant as it is written.
"""

from __future__ import annotations

import re

__all__ = ["plain_scalar"]

_BOOLEANS = {
    word: truth
    for truth, words in ((True, ("yes", "true", "on")), (False, ("no", "false", "off")))
    for lower in words
    for word in (lower, lower.capitalize(), lower.upper())
}
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,18})")
_FRACTION = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?")
_FIRST = frozenset("-+0123456789")


def plain_scalar(text: str) -> str | int | float | bool | None:
    """The value of a scalar without quotes and tag."""
    if text in _NOTHING:
        return None
    if text[0] in _FIRST:
        if _WHOLE.fullmatch(text):
            return int(text)
        if _FRACTION.fullmatch(text):
            number = float(text)
            return number if number not in (float("inf"), float("-inf")) else text
        return text
    return _BOOLEANS.get(text, text)
