"""All answers and findings of one check."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from private_endpoints.network import Origin
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.answered import Answered
from private_endpoints.proof.noted import Noted

__all__ = ["Proof"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All answers and findings of one check.

    Attributes:
        answers: in the order of the questions.
        findings: in the order of the templates.
        outside: workloads in no VPC, whose paths nobody asked for.
        stale: acknowledgements and entries of a baseline that nothing is left of, in words.
    """

    answers: tuple[Answered, ...] = ()
    findings: tuple[Noted, ...] = ()
    outside: tuple[Origin, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[str, ...]:
        """What is wrong with questions."""
        return tuple(one.error for one in self.answers if one.error)

    @property
    def passed(self) -> bool:
        """Whether all paths are private and no finding is an error, but for what is accepted."""
        return not any(one.fails for one in self.answers) and not any(one.fails for one in self.findings)

    @property
    def exit_code(self) -> int:
        """What the command line ends with: 0 passed, 1 not, 2 a question that cannot be asked."""
        return 2 if self.errors else int(not self.passed)

    @property
    def counts(self) -> dict[str, int]:
        """Paths by verdict, findings by severity, and how many of both are accepted."""
        verdicts = Counter(one.path.verdict for one in self.answers)
        severities = Counter(one.finding.severity.value for one in self.findings)
        every: list[Answered | Noted] = [*self.answers, *self.findings]
        return {
            "paths": len(self.answers),
            **{verdict.value.lower(): verdicts[verdict] for verdict in Verdict},
            "findings": len(self.findings),
            **{f"{name}s" if name != "info" else name: severities[name] for name in ("error", "warning", "info")},
            "accepted": sum(one.accepted is not None for one in every),
            "failed": sum(one.fails for one in every),
        }
