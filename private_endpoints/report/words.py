"""Answers and findings in words that all formats share."""

from __future__ import annotations

from private_endpoints.checks.finding import Severity
from private_endpoints.network import Origin
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.noted import Noted
from private_endpoints.proof.proof import Proof

__all__ = ["level_of_finding", "level_of_path", "name_of", "path_message", "summary"]


def name_of(origin: Origin, otherwise: str = "") -> str:
    """What a reader knows a thing by: its construct path, or its logical id."""
    return str(origin) or otherwise


def level_of_path(answer: Answered) -> Severity:
    """How much a path counts: what makes a check fail is an error, and nothing else is."""
    return Severity.ERROR if answer.fails else Severity.INFO


def level_of_finding(noted: Noted) -> Severity:
    """How much a finding counts."""
    return noted.finding.severity if noted.accepted is None else Severity.INFO


def path_message(answer: Answered) -> str:
    """A path that is not private in one paragraph: what, why, and what to change."""
    path = answer.path
    parts = [f"{path.verdict}: {name_of(path.origin, path.source)} to {answer.called}"]
    parts += [str(blocker) for blocker in path.blockers]
    if path.unknowns:
        parts.append(f"it depends on {'; '.join(path.unknowns)}")
    elif not path.blockers and path.hops:
        parts.append(str(path.hops[-1]))
    return ". ".join(parts)


def summary(proof: Proof) -> str:
    """One line of counts."""
    counts = proof.counts
    verdicts = [f"{counts[name]} {name}" for name in ("private", "public", "blocked", "unknown") if counts[name]]
    severities = [
        _counted(counts[f"{name}s"], name) if name != "info" else f"{counts[name]} info"
        for name in ("error", "warning", "info")
        if counts["info" if name == "info" else f"{name}s"]
    ]
    parts = [
        _counted(counts["paths"], "path") + (f": {', '.join(verdicts)}" if verdicts else ""),
        _counted(counts["findings"], "finding") + (f": {', '.join(severities)}" if severities else ""),
    ]
    if counts["accepted"]:
        parts.append(f"{counts['accepted']} accepted")
    return "; ".join(parts)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
