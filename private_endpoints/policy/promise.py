"""What a policy promises, said as requests whose decisions are known before it is deployed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from private_endpoints.policy.evaluation import Decision, Outcome, Policies, Request, evaluate

__all__ = ["Broken", "Promise", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One request and whether it must be allowed.

    Attributes:
        law: what is promised, as a sentence for users: `the same caller outside the VPC is denied`.
        request: the request.
        policies: all policies around it.
        allowed: whether it must be allowed; else it must be denied.
        chosen: unknowns that the caller chooses, such as the encryption of an object that is written: a request that
            must be allowed is so where one choice is, one that must be denied where every choice is.
        grants_known: whether `policies` hold all that could grant the request. Where they do not, a request that must
            be allowed is only not to be denied explicitly.
    """

    law: str
    request: Request
    policies: Policies
    allowed: bool
    chosen: frozenset[str] = field(default=frozenset())
    grants_known: bool = True

    @property
    def hoped(self) -> frozenset[Outcome]:
        """The outcomes that keep the promise."""
        if not self.allowed:
            return frozenset({Outcome.EXPLICITLY_DENIED, Outcome.IMPLICITLY_DENIED})
        return frozenset({Outcome.ALLOWED} if self.grants_known else {Outcome.ALLOWED, Outcome.IMPLICITLY_DENIED})


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that a policy does not keep for certain.

    Attributes:
        promise: what was promised.
        decision: what the evaluator says instead.
    """

    promise: Promise
    decision: Decision

    @property
    def certainly(self) -> bool:
        """Whether the opposite holds, rather than what depends on something unknown."""
        return self.decision.possible.isdisjoint(self.promise.hoped)

    def __str__(self) -> str:
        """The law, the request, and the statement that decides."""
        request, by = self.promise.request, self.decision.by
        if self.certainly and by.policy is not None and by.statement is not None:
            why = f"statement {by.statement} of the {by.policy.value} policy decides"
        elif self.certainly:
            why = "no statement allows it"
        else:
            why = f"that depends on {', '.join(self.decision.depends_on)}"
        verb = "is" if self.certainly else "may be"
        decided = "denied" if self.promise.allowed else "allowed"
        return f"{self.promise.law} does not hold: {request.action} by {request.principal.name} {verb} {decided}, {why}"


def broken(promises: Iterable[Promise]) -> Iterator[Broken]:
    """The promises that are not kept, or of which it cannot be told."""
    for promise in promises:
        decision = evaluate(promise.request, promise.policies)
        if not _kept(promise, decision):
            yield Broken(promise, decision)


def _kept(promise: Promise, decision: Decision) -> bool:
    if decision.possible <= promise.hoped:
        return True
    return (
        promise.allowed
        and not decision.possible.isdisjoint(promise.hoped)
        and promise.chosen.issuperset(decision.depends_on)
    )
