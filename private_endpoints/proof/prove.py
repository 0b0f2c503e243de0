"""A whole check: questions, findings, and what counts of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.acknowledgement import Acknowledgements
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.baseline import Baseline
from private_endpoints.proof.noted import Noted
from private_endpoints.proof.proof import Proof
from private_endpoints.proof.prover import Prover

__all__ = ["prove", "rule_of"]


def prove(
    prover: Prover,
    questions: Sequence[tuple[str, object]] | None = None,
    *,
    acknowledgements: Acknowledgements | None = None,
    baseline: Baseline | None = None,
) -> Proof:
    """Check what is going to be deployed.

    Args:
        prover: knows it.
        questions: as users give them, each with its place; exactly these are answered, in their order. Default: what
            the workloads are found to need.
        acknowledgements: what is accepted. Default: nothing.
        baseline: what was there before. Default: nothing.
    """
    accepted = acknowledgements or Acknowledgements()
    asked: Iterable[Answered]
    asked = prover.needs() if questions is None else (prover.answer(given, where) for where, given in questions)
    answers = tuple(_answer(one, accepted, baseline) for one in asked)
    findings = []
    for finding in prover.findings():
        noted = Noted(finding=finding, accepted=accepted.accept(finding.rule, finding.origin))
        if noted.fails and baseline is not None:
            noted = replace(noted, accepted=baseline.knows_finding(finding))
        findings.append(noted)
    # Where only some paths are asked for, nothing can be said about the others.
    stale = () if questions is not None else (*accepted.unneeded, *(() if baseline is None else baseline.gone))
    outside = prover.outside() if questions is None else ()
    return Proof(answers=answers, findings=tuple(findings), outside=outside, stale=tuple(stale))


def rule_of(verdict: Verdict) -> str:
    """The id under which a path that is not private is reported and can be acknowledged."""
    return f"path-{verdict.lower()}"


def _answer(answer: Answered, accepted: Acknowledgements, baseline: Baseline | None) -> Answered:
    path = answer.path
    if path.verdict is Verdict.PRIVATE or answer.error:
        return answer
    why = accepted.accept(rule_of(path.verdict), path.origin, path.service)
    if why is None and baseline is not None:
        why = baseline.knows_path(answer)
    return replace(answer, accepted=why)
