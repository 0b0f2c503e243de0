"""The policy of an endpoint: what its askers let through, beside what is added to the L2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind, EndpointService
from private_endpoints.constructs._endpoints.lengths_of_tokens import lengths_of_tokens
from private_endpoints.errors import Problem
from private_endpoints.policy import DefaultPolicy, EndpointPolicy, Place, Statement, merge
from private_endpoints.policy.document import doubts, refusals

__all__ = ["PolicyOfAskers"]

_VERSION = "2012-10-17"
_ROW = "if you know better, pass a row with policy_supported set instead of the name, or give policy="
_EMPTY = Problem(
    "empty-policy",
    "what was asked for comes to a policy without statements",
    "name what may pass, or leave policy and resources out for the perimeter of the account",
)


@jsii.implements(cdk.IAnyProducer)
class PolicyOfAskers:
    """Renders the policy at synth, so that the order of asking leaves no trace, and checks what was rendered.

    The L2 has a document of its own, which `add_to_policy` fills; setting another over it would lose what users add.
    So the L2's document is resolved first, and the askers' statements join it.
    """

    def __init__(
        self,
        node: Construct,
        *,
        cfn: ec2.CfnVPCEndpoint,
        service: EndpointService,
        kind: EndpointKind,
        place: Place,
    ) -> None:
        self._node = node
        self._cfn = cfn
        self._service = service
        self._kind = kind
        self._place = place
        self._statements: list[Statement] = []
        self._askers: set[str] = set()
        self._is_bounded = False
        self._defaults: list[Statement] = []
        self._warned: set[str] = set()
        self._document_of_l2 = cfn.policy_document
        cfn.policy_document = cdk.Lazy.uncached_any(self)

    def add(self, policy: EndpointPolicy | None, *, asker: str) -> None:
        """Let through what a policy allows, as well; None is the default, the perimeter of the account.

        A default is no reason to risk a deployment: where AWS takes no policy, or nobody knows whether it does, none
        is made. What a user gives is.
        """
        self._askers.add(asker)
        policy = policy or EndpointPolicy.default()
        supported = self._service.policy_supported
        if isinstance(policy, DefaultPolicy) and not supported:
            # Should another asker give a policy, what was asked for by default must not be refused by it.
            self._defaults += policy.statements(self._service, self._place)
            if supported is None:
                self._warn("policy-unknown", "it is not known whether it takes a policy, so everything passes it", _ROW)
            return
        if supported is False:
            self._warn(
                "policy-unsupported", "it is known to take no policy, and AWS may refuse the one it is given", _ROW
            )
        self._is_bounded = True
        self._statements += policy.statements(self._service, self._place)

    def produce(self, context: cdk.IResolveContext) -> Any:  # noqa: ANN401 - jsii's signature
        """The document; none where nobody added a statement."""
        asked = [*self._statements, *self._defaults] if self._is_bounded else self._statements
        # Resolved before they are sorted: the text of a token tells who came first.
        resolved = context.resolve({"own": self._document_of_l2, "asked": asked})
        own = resolved.get("own") or {}
        added = own.get("Statement", [])
        statements = merge([added] if isinstance(added, dict) else added, resolved.get("asked", []))
        return {"Version": own.get("Version", _VERSION), "Statement": statements} if statements else None

    def findings(self) -> list[str]:
        """What AWS would refuse in the document as it stands at synth, also where a user replaced it."""
        document = cdk.Stack.of(self._node).resolve(self._cfn.policy_document)
        # Without a policy AWS lets everything pass: an asker that named nothing at all must not get that.
        nothing = [_EMPTY] if self._is_bounded else []
        problems = list(refusals(document, self._kind)) if document else nothing
        if document and not problems:
            self._warn_of_doubts(document)
        return [f"{self._where()}: {problem}" for problem in problems]

    def _warn_of_doubts(self, document: Mapping[str, Any]) -> None:
        if not any(doubts(document)):
            return
        # Asking what tokens refer to is many messages to Node, so only where it matters.
        known = lengths_of_tokens([*self._statements, *self._defaults], cdk.Stack.of(self._node))
        for problem in doubts(document, known):
            self._warn(problem.code, problem.given, problem.fix)

    def _where(self) -> str:
        return f"{self._node.node.path} (asked for by {', '.join(sorted(self._askers)) or 'nobody'})"

    def _warn(self, code: str, text: str, fix: str) -> None:
        if code in self._warned:
            return
        self._warned.add(code)
        cdk.Annotations.of(self._node).add_warning_v2(
            f"private-endpoints:{code}", f"endpoint for {self._service.name}: {text}; {fix}"
        )
