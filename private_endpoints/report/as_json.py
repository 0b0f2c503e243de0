"""JSON for programs; described by `data/check-output-1.schema.json` and docs/reference/check-output.md."""

from __future__ import annotations

import json
from typing import Any

from private_endpoints.checks.file_of import file_of
from private_endpoints.network import Origin
from private_endpoints.network.paths.path import Blocker, Hop
from private_endpoints.proof.accepted import Accepted
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.noted import Noted
from private_endpoints.proof.proof import Proof

__all__ = ["VERSION", "answer_to_json", "as_json", "to_json"]

VERSION = "1"
"""Of the schema: it changes when a reader of the old one could misread the new."""


def as_json(proof: Proof) -> str:
    """The report."""
    return json.dumps(to_json(proof), indent=2)


def to_json(proof: Proof) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "version": VERSION,
        "paths": [answer_to_json(one) for one in proof.answers],
        "findings": [_noted(one) for one in proof.findings],
        "summary": {**proof.counts, "passed": proof.passed},
        "outside": [_source(one, one.logical_id) for one in proof.outside],
        "errors": list(proof.errors),
        "stale": list(proof.stale),
    }


def answer_to_json(answer: Answered) -> dict[str, Any]:
    """One path as JSON values."""
    path = answer.path
    asked = {} if answer.question is None else {"question": answer.question}
    return {
        "source": _source(path.origin, path.source),
        "service": path.service,
        "verdict": path.verdict.value,
        "hops": [_hop(one) for one in path.hops],
        "blockers": [_blocker(one) for one in path.blockers],
        "unknowns": list(path.unknowns),
        "reason": answer.reason,
        "accepted": _accepted(answer.accepted),
        **asked,
    }


def _noted(noted: Noted) -> dict[str, Any]:
    finding = noted.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "fix": finding.fix,
        "origin": _origin(finding.origin),
        "related": [_origin(one) for one in finding.related],
        "accepted": _accepted(noted.accepted),
    }


def _source(origin: Origin, id: str) -> dict[str, Any]:
    logical_id = origin.logical_id or id
    return {"template": file_of(origin), "logical_id": logical_id, "construct_path": origin.construct_path}


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "template": file_of(origin),
        "logical_id": origin.logical_id,
        "construct_path": origin.construct_path,
        "line": origin.line,
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {"element": hop.element, "why": hop.why, "origin": _origin(hop.origin)}


def _blocker(blocker: Blocker) -> dict[str, Any]:
    return {
        "code": blocker.code,
        "element": blocker.element,
        "what": blocker.what,
        "fix": blocker.fix,
        "origin": _origin(blocker.origin),
    }


def _accepted(accepted: Accepted | None) -> dict[str, Any] | None:
    return None if accepted is None else {"by": accepted.by.value, "reason": accepted.reason}
