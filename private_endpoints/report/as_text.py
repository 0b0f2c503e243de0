"""Text for people: every path on a line, and under those that are not private why, and what to change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from private_endpoints.checks.finding import Severity
from private_endpoints.network.paths.path import Path
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.noted import Noted
from private_endpoints.proof.proof import Proof
from private_endpoints.report.lines import Line, plain
from private_endpoints.report.place import place_of
from private_endpoints.report.words import name_of, summary

__all__ = ["as_text", "explanation", "text_lines"]

_STYLES = {
    Verdict.PRIVATE: "bold green",
    Verdict.PUBLIC: "bold red",
    Verdict.BLOCKED: "bold red",
    Verdict.UNKNOWN: "bold yellow",
}
_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_INDENT = " " * 11
_EMPTY: Line = ()


def as_text(proof: Proof) -> str:
    """The report, without colour."""
    return plain(text_lines(proof))


def text_lines(proof: Proof) -> Iterator[Line]:
    """The report."""
    for (name, _), grouped in groupby(proof.answers, lambda one: (_source(one.path), one.path.origin.template)):
        answers = list(grouped)
        place = place_of(answers[0].path.origin)
        yield ((name, "bold"), (f"  {place}" if place else "", "dim"))
        for answer in answers:
            yield from _answer(answer)
        yield _EMPTY
    for noted in proof.findings:
        yield from _noted(noted)
    if proof.findings:
        yield _EMPTY
    yield ((summary(proof), "bold"),)


def explanation(answer: Answered) -> Iterator[Line]:
    """One path in full: every hop with its place, what is wrong, and what to change."""
    path = answer.path
    yield (
        (path.verdict, _STYLES[path.verdict]),
        ("  ", ""),
        (name_of(path.origin, path.source), "bold"),
        (" to ", ""),
        (answer.called, "bold"),
    )
    if place := place_of(path.origin):
        yield ((f"  {place}", "dim"),)
    if path.hops:
        yield _EMPTY
        yield (("Hops", "bold"),)
        for number, hop in enumerate(path.hops, 1):
            yield ((f"  {number:>2}. ", "dim"), (str(hop), ""))
            if place := place_of(hop.origin):
                yield ((f"      {place}", "dim"),)
    if path.blockers:
        yield _EMPTY
        yield (("What is wrong" if path.verdict is not Verdict.UNKNOWN else "What may be wrong", "bold"),)
        for blocker in path.blockers:
            yield (("   - ", ""), (f"[{blocker.code}] ", "cyan"), (blocker.what, ""))
            if place := place_of(blocker.origin):
                yield ((f"     {place}", "dim"),)
            yield (("     to change: ", "green"), (blocker.fix, ""))
    if path.unknowns:
        yield _EMPTY
        yield (("It depends on", "bold"),)
        yield from ((("   - ", ""), (unknown, "")) for unknown in path.unknowns)
    if answer.accepted is not None:
        yield _EMPTY
        yield (("Accepted: ", "bold"), (str(answer.accepted), ""))


def _source(path: Path) -> str:
    return name_of(path.origin, path.source)


def _answer(answer: Answered) -> Iterator[Line]:
    path = answer.path
    style = _STYLES[path.verdict] if answer.accepted is None else "dim"
    yield (("  ", ""), (f"{path.verdict.value:<8}", style), (f" {answer.called}", ""))
    if answer.accepted is not None:
        yield ((f"{_INDENT}accepted: {answer.accepted}", "dim"),)
        return
    if path.verdict is Verdict.PRIVATE:
        return
    for hop in path.hops:
        yield ((f"{_INDENT}> {hop}", "dim"),)
    for blocker in path.blockers:
        yield ((_INDENT, ""), (f"[{blocker.code}] ", "cyan"), (blocker.what, ""))
        if place := place_of(blocker.origin):
            yield ((f"{_INDENT}  at {place}", "dim"),)
        yield ((f"{_INDENT}  to change: ", "green"), (blocker.fix, ""))
    for unknown in path.unknowns:
        yield ((f"{_INDENT}depends on: ", "yellow"), (unknown, ""))


def _noted(noted: Noted) -> Iterator[Line]:
    finding = noted.finding
    style = _SEVERITIES[finding.severity] if noted.accepted is None else "dim"
    yield ((f"{finding.severity.value:<8}", style), (f" [{finding.rule}] ", "cyan"), (finding.message, ""))
    name, place = name_of(finding.origin), place_of(finding.origin)
    where = " ".join(part for part in (name, f"({place})" if place and name else place) if part)
    if where:
        yield ((f"         at {where}", "dim"),)
    if noted.accepted is not None:
        yield ((f"         accepted: {noted.accepted}", "dim"),)
    elif finding.fix:
        yield (("         to change: ", "green"), (finding.fix, ""))
