"""SARIF 2.1.0, which code scanning shows on the line of the template.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub takes of it:
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from private_endpoints.checks.file_of import file_of
from private_endpoints.checks.finding import Severity
from private_endpoints.network import Origin
from private_endpoints.network.paths.path import Hop, Path
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.accepted import Accepted, AcceptedBy
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.noted import Noted
from private_endpoints.proof.proof import Proof
from private_endpoints.proof.prove import rule_of
from private_endpoints.report.rules import RuleText, rule_texts
from private_endpoints.report.words import (
    level_of_finding,
    level_of_path,
    name_of,
    path_message,
)

__all__ = ["as_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"
_PRINT = "privateEndpoints/v1"
_PRINT_OF_GITHUB = "primaryLocationLineHash"
# More than GitHub shows of one result.
_MOST_LOCATIONS = 100


def as_sarif(proof: Proof) -> str:
    """The report: one run, with a result for each path that is not private and for each finding."""
    # A question that cannot be asked stands in no file, and code scanning refuses results without a location.
    answers = [one for one in proof.answers if not (one.error and not one.path.origin.template)]
    results = [_of_path(one) for one in answers if one.path.verdict is not Verdict.PRIVATE]
    results += [_of_finding(one) for one in proof.findings]
    used = list(dict.fromkeys(result["ruleId"] for result in results))
    places = {rule: index for index, rule in enumerate(used)}
    alike: Counter[str] = Counter()
    for result in results:
        result["ruleIndex"] = places[result["ruleId"]]
        prints = result["partialFingerprints"]
        alike[prints[_PRINT]] += 1
        # The only one that code scanning reads; two faults of one rule on one thing are told apart by their number.
        prints[_PRINT_OF_GITHUB] = f"{prints[_PRINT][:16]}:{alike[prints[_PRINT]]}"
    run = {
        "tool": {
            "driver": {
                "name": "private-endpoints",
                "semanticVersion": metadata.version("private-endpoints"),
                "rules": [_rule(rule, text) for rule, text in rule_texts(used).items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(proof)],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(id: str, text: RuleText) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": id,
        "name": "".join(part.capitalize() for part in id.split("-")),
        "shortDescription": {"text": text.title},
        "fullDescription": {"text": text.rationale},
        "defaultConfiguration": {"level": _LEVELS[text.severity]},
        "help": {"text": f"{text.title}. {text.rationale}"},
    }
    if text.source_url:
        rule["helpUri"] = text.source_url
    return rule


def _invocation(proof: Proof) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": not proof.errors, "exitCode": proof.exit_code}
    if proof.errors:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": error}} for error in proof.errors
        ]
    return invocation


def _of_path(answer: Answered) -> dict[str, Any]:
    path = answer.path
    result = _result(
        rule_of(path.verdict),
        (path.source, answer.called),
        level=_LEVELS[level_of_path(answer)],
        text=path_message(answer),
        origin=path.origin,
        related=[one.origin for one in path.blockers],
    )
    flow = _flow(path)
    if flow:
        result["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
    return _with(result, answer.accepted)


def _flow(path: Path) -> list[dict[str, Any]]:
    """The hops that stand in a file: a reader can go from one to the next."""
    return [{"location": _location(hop.origin, hop.why)} for hop in path.hops if _is_in_file(hop)]


def _is_in_file(hop: Hop) -> bool:
    return bool(hop.origin.template) and hop.origin.line is not None


def _of_finding(noted: Noted) -> dict[str, Any]:
    finding = noted.finding
    text = ". ".join(part for part in (finding.message, finding.fix) if part)
    level = _LEVELS[level_of_finding(noted)]
    related = sorted(name_of(one) for one in finding.related)
    identity = (name_of(finding.origin), *related)
    result = _result(finding.rule, identity, level=level, text=text, origin=finding.origin, related=finding.related)
    return _with(result, noted.accepted)


def _result(
    rule: str, identity: Sequence[str], *, level: str, text: str, origin: Origin, related: Iterable[Origin]
) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": rule, "level": level, "message": {"text": text}}
    if origin.template or str(origin):
        result["locations"] = [_location(origin)]
    others = [one for one in dict.fromkeys(related) if one.template and one != origin][:_MOST_LOCATIONS]
    if others:
        result["relatedLocations"] = [
            {**_location(one, name_of(one)), "id": number} for number, one in enumerate(others)
        ]
    # Not of the line or the words, which change while the fault stays the same.
    print_ = hashlib.sha256("\0".join((rule, file_of(origin), *identity)).encode(errors="replace")).hexdigest()
    result["partialFingerprints"] = {_PRINT: print_}
    return result


def _location(origin: Origin, text: str = "") -> dict[str, Any]:
    location: dict[str, Any] = {}
    if file := file_of(origin):
        physical: dict[str, Any] = {"artifactLocation": _artifact(file)}
        # Code scanning wants a line: that of a file as a whole is the first.
        physical["region"] = {"startLine": origin.line or 1}
        location["physicalLocation"] = physical
    if name := name_of(origin):
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "resource"}]
    if text:
        location["message"] = {"text": text}
    return location


def _artifact(file: str) -> Mapping[str, str]:
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(file, errors="replace"), "uriBaseId": _ROOT}


def _with(result: dict[str, Any], accepted: Accepted | None) -> dict[str, Any]:
    if accepted is not None:
        kind = "inSource" if accepted.by is AcceptedBy.TEMPLATE else "external"
        result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": accepted.reason}]
    return result
