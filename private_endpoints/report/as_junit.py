"""JUnit XML, as CI systems read it: a test case for each path and each finding.

There is no standard; what is written here is what the schema of Jenkins' xUnit plug-in and GitLab's reader share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from private_endpoints.checks.file_of import file_of
from private_endpoints.network import Origin
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.noted import Noted
from private_endpoints.proof.proof import Proof
from private_endpoints.report.place import place_of
from private_endpoints.report.printable import printable
from private_endpoints.report.words import name_of, path_message

__all__ = ["as_junit"]

# What XML 1.0 has no way to say, not even escaped, beside control characters and halves of characters.
_UNSAYABLE = re.compile("[\ufffe\uffff]")


def as_junit(proof: Proof) -> str:
    """The report."""
    paths = [_path_case(one) for one in proof.answers]
    findings = [_finding_case(one) for one in proof.findings]
    suites = [_suite("paths", paths), _suite("findings", findings)]
    totals = _totals([*paths, *findings])
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="private-endpoints" {totals}>',
            *suites,
            "</testsuites>",
        ]
    )


def _path_case(answer: Answered) -> tuple[str, str]:
    path = answer.path
    name = f"{name_of(path.origin, path.source)} to {answer.called}"
    text = "\n".join(_details(answer))
    head = _case(path.origin, name_of(path.origin, path.source), name)
    if answer.error:
        return "error", f"{head}{_element('error', 'bad-question', answer.error, text)}</testcase>"
    if answer.fails:
        return "failure", f"{head}{_element('failure', path.verdict, path_message(answer), text)}</testcase>"
    if answer.accepted is not None:
        return "skipped", f"{head}<skipped message={_attribute(str(answer.accepted))}/></testcase>"
    return "", f"{head}<system-out>{_text(text)}</system-out></testcase>"


def _details(answer: Answered) -> Iterator[str]:
    path = answer.path
    for number, hop in enumerate(path.hops, 1):
        yield f"{number}. {hop}"
    for blocker in path.blockers:
        yield " ".join(part for part in (str(blocker), place_of(blocker.origin)) if part)
    for unknown in path.unknowns:
        yield f"depends on: {unknown}"


def _finding_case(noted: Noted) -> tuple[str, str]:
    finding = noted.finding
    head = _case(finding.origin, finding.rule, f"{finding.rule} {name_of(finding.origin)}".strip())
    text = "\n".join(part for part in (finding.message, finding.fix, place_of(finding.origin)) if part)
    if noted.fails:
        return "failure", f"{head}{_element('failure', finding.severity, finding.message, text)}</testcase>"
    if noted.accepted is not None:
        return "skipped", f"{head}<skipped message={_attribute(str(noted.accepted))}/></testcase>"
    return "", f"{head}<system-out>{_text(f'{finding.severity}: {text}')}</system-out></testcase>"


def _case(origin: Origin, class_name: str, name: str) -> str:
    parts = [f"classname={_attribute(class_name)}", f"name={_attribute(name)}", 'time="0"']
    if file := file_of(origin):
        parts.append(f"file={_attribute(file)}")
        if origin.line is not None:
            parts.append(f'line="{origin.line}"')
    return f"<testcase {' '.join(parts)}>"


def _element(tag: str, kind: str, message: str, text: str) -> str:
    return f"<{tag} type={_attribute(kind)} message={_attribute(message)}>{_text(text)}</{tag}>"


def _suite(name: str, cases: list[tuple[str, str]]) -> str:
    body = "".join(f"\n{case}" for _, case in cases)
    return f'<testsuite name="{name}" {_totals(cases)} skipped="{_count(cases, "skipped")}">{body}\n</testsuite>'


def _totals(cases: list[tuple[str, str]]) -> str:
    failures, errors = _count(cases, "failure"), _count(cases, "error")
    return f'tests="{len(cases)}" failures="{failures}" errors="{errors}" time="0"'


def _count(cases: list[tuple[str, str]], outcome: str) -> int:
    return sum(one == outcome for one, _ in cases)


def _attribute(text: str) -> str:
    return quoteattr(_sayable(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return escape(_sayable(text))


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("\ufffd", printable(text))
