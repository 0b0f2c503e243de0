"""What was there before: paths and findings that do not count until they change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.checks.file_of import file_of
from private_endpoints.checks.finding import Finding
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network.paths.path import Path
from private_endpoints.proof.accepted import Accepted, AcceptedBy
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.proof import Proof

__all__ = ["VERSION", "Baseline", "baseline_of"]

VERSION = "1"
_PATH_KEYS = ("template", "source", "to", "verdict")
_FINDING_KEYS = ("rule", "template", "resource", "related")
_KNOWN = Accepted(by=AcceptedBy.BASELINE, reason="known before")


class Baseline:
    """Known paths and findings, and which are still there.

    Args:
        given: the JSON value of a file that `baseline_of` made.
        where: the file, for messages.

    Raises:
        InvalidInputError: it is no baseline.
    """

    def __init__(self, given: object, where: str) -> None:
        if not isinstance(given, dict) or given.get("version") != VERSION:
            raise _error(where, "it is no baseline of version 1")
        self._where = where
        self._paths = set(self._entries(given, "paths", _PATH_KEYS, where))
        self._met: set[tuple[str, ...]] = set()
        self._findings = Counter(self._entries(given, "findings", _FINDING_KEYS, where))

    def knows_path(self, answer: Answered) -> Accepted | None:
        """Why a path does not count; None: it does. One that has another verdict than it had counts."""
        key = _key(path_entry(answer.path, answer.called))
        if key not in self._paths:
            return None
        self._met.add(key)
        return _KNOWN

    def knows_finding(self, finding: Finding) -> Accepted | None:
        """Why a finding does not count; None: it does."""
        key = _key(finding_entry(finding))
        if not self._findings[key]:
            return None
        # Each entry knows one: a second fault of the rule on the same thing is new.
        self._findings[key] -= 1
        return _KNOWN

    @property
    def gone(self) -> Iterator[str]:
        """What is no longer there, in words."""
        for key in sorted([*(self._paths - self._met), *+self._findings]):
            yield f"{self._where}: nothing is left of {' '.join(part for part in key if part)}"

    def _entries(self, given: Mapping[str, Any], name: str, keys: tuple[str, ...], where: str) -> list[tuple[str, ...]]:
        entries = given.get(name, [])
        if not isinstance(entries, list):
            raise _error(where, f"{name} is no list")
        for one in entries:
            if not isinstance(one, dict) or not set(one) >= set(keys):
                raise _error(where, f"{one!r} has not all of {', '.join(keys)}")
            if not all(_is_text(name, one[name]) for name in keys):
                raise _error(where, f"{one!r} has what is no string")
        return [_key({name: one[name] for name in keys}) for one in entries]


def _is_text(name: str, value: object) -> bool:
    """Whether it is a string, or a list of strings where there may be several."""
    if name != "related":
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _error(where: str, given: str) -> InvalidInputError:
    return InvalidInputError(where, [Problem("bad-baseline", given, "write it again with --write-baseline")])


def path_entry(path: Path, called: str) -> dict[str, str]:
    """What a path is known by."""
    source = str(path.origin) or path.source
    return {"template": file_of(path.origin), "source": source, "to": called, "verdict": path.verdict.value}


def finding_entry(finding: Finding) -> dict[str, Any]:
    """What a finding is known by: neither its words nor its line, which change while the fault stays the same."""
    return {
        "rule": finding.rule,
        "template": file_of(finding.origin),
        "resource": str(finding.origin),
        "related": sorted(str(one) for one in finding.related),
    }


def baseline_of(proof: Proof) -> dict[str, Any]:
    """Everything that makes the check fail now, and what the old baseline knew of that."""
    return {
        "version": VERSION,
        "paths": [
            path_entry(one.path, one.called)
            for one in proof.answers
            if not one.error and _counts(one.fails, one.accepted)
        ],
        "findings": [finding_entry(one.finding) for one in proof.findings if _counts(one.fails, one.accepted)],
    }


def _counts(fails: bool, accepted: Accepted | None) -> bool:  # noqa: FBT001 - a fact
    return fails or (accepted is not None and accepted.by is AcceptedBy.BASELINE)


def _key(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(" ".join(value) if isinstance(value, list) else str(value) for value in entry.values())
