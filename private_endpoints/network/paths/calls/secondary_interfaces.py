"""Secondary network interfaces of an instance, which programs may call from, too."""

from __future__ import annotations

from collections.abc import Callable

from private_endpoints.network.paths.caller import Caller, Spot
from private_endpoints.network.paths.outcomes import Outcomes, any_way, anything, either
from private_endpoints.network.paths.question import INTERNET, Question
from private_endpoints.network.paths.trail import Trail
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Unknown

__all__ = ["or_by_secondary"]


def or_by_secondary(
    question: Question, caller: Caller, found: Outcomes, connect: Callable[[Spot], Outcomes]
) -> Outcomes:
    """Calls may get out by a further interface: which one they take is for what runs there to say.

    Args:
        question: what is asked.
        caller: who calls.
        found: what comes of it by the primary interface.
        connect: what comes of it from a subnet.
    """
    which = Trail().assume(frozenset({f"which of its interfaces {caller.element} calls from"}))
    for spot, truth in caller.besides:
        out = anything(which) if isinstance(spot, Unknown) else connect(spot)
        if question.service == INTERNET and truth is True:
            found = any_way([found, out])
        elif Verdict.PUBLIC in out:
            found = either([found, {Verdict.PUBLIC: out[Verdict.PUBLIC].assume(which.depends_on)}])
    return found
