"""Templates that show a rule: one that breaks it, and its twin that does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Example"]

_MARK = re.compile(r"\s*# (bad|good)$")


@dataclass(frozen=True, slots=True)
class Example:
    """Two templates in one text, so that they differ in nothing but the lines that say so.

    Attributes:
        text: a YAML template; a line that ends with `# bad` is only in the one, `# good` only in the other.
        region: where it is deployed.
    """

    text: str
    region: str = "eu-west-1"

    @property
    def bad(self) -> str:
        """The template that breaks the rule."""
        return self._twin("bad")

    @property
    def good(self) -> str:
        """The template that does not."""
        return self._twin("good")

    def difference(self) -> str:
        """Both as the difference between them, for reading."""
        marks = {"": " ", "bad": "-", "good": "+"}
        return "\n".join(f"{marks[mark]}{line}".rstrip() for line, mark in self._lines()) + "\n"

    def _twin(self, which: str) -> str:
        return "\n".join(line for line, mark in self._lines() if mark in ("", which)) + "\n"

    def _lines(self) -> Iterator[tuple[str, str]]:
        for line in self.text.strip("\n").splitlines():
            found = _MARK.search(line)
            yield (line, "") if found is None else (line[: found.start()], found[1])
