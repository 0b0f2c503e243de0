"""Markdown for the summary of a CI job or a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.proof import Proof
from private_endpoints.report.place import place_of
from private_endpoints.report.printable import printable
from private_endpoints.report.words import name_of, summary

__all__ = ["as_markdown"]

# What Markdown or HTML would take for a sign of its own.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MARKS = {Verdict.PRIVATE: "✅", Verdict.PUBLIC: "❌", Verdict.BLOCKED: "⛔", Verdict.UNKNOWN: "❔"}


def as_markdown(proof: Proof) -> str:
    """The report."""
    return "\n".join(_lines(proof))


def _lines(proof: Proof) -> Iterator[str]:
    yield f"## Private paths: {'passed' if proof.passed and not proof.errors else 'failed'}"
    yield ""
    yield _safe(summary(proof))
    if proof.answers:
        yield from ("", "| Verdict | From | To | Why |", "| --- | --- | --- | --- |")
        for answer in proof.answers:
            path = answer.path
            cells = [name_of(path.origin, path.source), answer.called, _why(answer)]
            yield f"| {_MARKS[path.verdict]} {path.verdict} | {' | '.join(_safe(cell) for cell in cells)} |"
    for answer in proof.answers:
        if answer.fails:
            yield from _details(answer)
    if proof.findings:
        yield from ("", "| Severity | Rule | Where | What | To change |", "| --- | --- | --- | --- | --- |")
        for noted in proof.findings:
            finding = noted.finding
            where = " ".join(part for part in (name_of(finding.origin), place_of(finding.origin)) if part)
            fix = finding.fix if noted.accepted is None else f"accepted: {noted.accepted}"
            cells = [finding.severity, finding.rule, where, finding.message, fix]
            yield f"| {' | '.join(_safe(cell) for cell in cells)} |"


def _why(answer: Answered) -> str:
    path = answer.path
    if answer.accepted is not None:
        return f"accepted: {answer.accepted}"
    if path.verdict is Verdict.PRIVATE:
        return ""
    if path.blockers:
        return path.blockers[0].what
    if path.unknowns:
        return f"depends on {path.unknowns[0]}"
    return str(path.hops[-1]) if path.hops else ""


def _details(answer: Answered) -> Iterator[str]:
    path = answer.path
    yield ""
    head = f"{path.verdict}: {name_of(path.origin, path.source)} to {answer.called}"
    yield f"<details><summary>{_safe(head)}</summary>"
    yield ""
    for number, hop in enumerate(path.hops, 1):
        yield f"{number}. {_safe(str(hop))}"
    if path.hops:
        yield ""
    for blocker in path.blockers:
        place = place_of(blocker.origin)
        at = f" ({_safe(place)})" if place else ""
        yield f"- **{_safe(blocker.what)}**{at}: {_safe(blocker.fix)} `{blocker.code}`"
    for unknown in path.unknowns:
        yield f"- depends on {_safe(unknown)}"
    yield ""
    yield "</details>"


def _safe(text: str) -> str:
    return _SIGNS.sub(r"\\\1", " ".join(printable(text).split()))
