"""Calls of what runs in no VPC."""

from __future__ import annotations

from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.caller import Caller
from private_endpoints.network.paths.calls.called_service import called_service
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, of_trail
from private_endpoints.network.paths.policies.authorization import Authorization
from private_endpoints.network.paths.policies.call import Call
from private_endpoints.network.paths.question import INTERNET, Question
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.network.paths.verdict import Verdict

__all__ = ["from_outside"]


def from_outside(index: Index, authorization: Authorization, question: Question, caller: Caller) -> Outcomes:
    """What runs in no VPC calls from AWS's own network, over public addresses.

    Args:
        index: the network.
        authorization: its policies.
        question: what is asked.
        caller: who calls.
    """
    element = caller.element
    service = called_service(index.network, question, Vpc(id=""))
    outside = blocker("not-in-a-vpc", element, f"{element} is in no VPC", "give it subnets of a VPC with endpoints")
    trail = Trail().then(hop(element, "runs outside any VPC, with public access")).note(lambda: [outside])
    if question.service == INTERNET:
        return of_trail(Verdict.PUBLIC, trail)
    call = Call(
        question=question,
        service=service,
        role=caller.role,
        unread=caller.unread,
        endpoint=None,
        vpc=None,
        caller=element,
    )
    return of_trail(Verdict.PUBLIC, authorization.check(call, trail))
