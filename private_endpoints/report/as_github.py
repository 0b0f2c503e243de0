"""Annotations of GitHub Actions.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from private_endpoints.checks.file_of import file_of
from private_endpoints.checks.finding import Severity
from private_endpoints.network import Origin
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.proof import Proof
from private_endpoints.proof.prove import rule_of
from private_endpoints.report.printable import printable
from private_endpoints.report.words import (
    level_of_finding,
    level_of_path,
    name_of,
    path_message,
    summary,
)

__all__ = ["as_github"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(proof: Proof) -> str:
    """A line for each path that is not private and each finding, errors first: GitHub shows ten of a kind."""
    found: list[tuple[Severity, str]] = []
    for answer in proof.answers:
        if answer.path.verdict is not Verdict.PRIVATE:
            text = path_message(answer)
            if answer.accepted is not None:
                text += f". Accepted: {answer.accepted}"
            level = level_of_path(answer)
            found.append((level, _line(level, answer.path.origin, rule_of(answer.path.verdict), text)))
    for noted in proof.findings:
        finding = noted.finding
        text = ". ".join(part for part in (finding.message, finding.fix) if part)
        if noted.accepted is not None:
            text += f". Accepted: {noted.accepted}"
        level = level_of_finding(noted)
        found.append((level, _line(level, finding.origin, finding.rule, text)))
    order = list(_COMMANDS)
    lines = [line for _, line in sorted(found, key=lambda one: order.index(one[0]))]
    return "\n".join([*lines, summary(proof)])


def _line(level: Severity, origin: Origin, rule: str, message: str) -> str:
    title = f"{rule} {name_of(origin)}".strip()
    properties: dict[str, str] = {}
    if file := file_of(origin):
        properties["file"] = file
        if origin.line is not None:
            properties["line"] = str(origin.line)
    properties["title"] = title
    text = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[level]} {text}::{_data(message)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
