"""The IAM evaluator: a request and the policies around it in, a decision and what decided out.

Offline, like IAM's SimulateCustomPolicy, but with resource, endpoint and session policies, SCPs and RCPs, and
three-valued: what depends on a parameter or on something yet to be made is unknown, never a guess.
"""

from private_endpoints.policy.evaluation.context import Unspecified
from private_endpoints.policy.evaluation.decision import Decision, Outcome, Reason
from private_endpoints.policy.evaluation.document import Document
from private_endpoints.policy.evaluation.evaluate import evaluate
from private_endpoints.policy.evaluation.kinds import Effect, PolicyKind
from private_endpoints.policy.evaluation.policies import Policies
from private_endpoints.policy.evaluation.principal import Principal, PrincipalKind
from private_endpoints.policy.evaluation.request import EndpointSource, Request

__all__ = [
    "Decision",
    "Document",
    "Effect",
    "EndpointSource",
    "Outcome",
    "Policies",
    "PolicyKind",
    "Principal",
    "PrincipalKind",
    "Reason",
    "Request",
    "Unspecified",
    "evaluate",
]
