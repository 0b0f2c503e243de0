"""What can be judged only when all is there."""

from __future__ import annotations

from collections.abc import Mapping

import jsii
from constructs import IValidation

from private_endpoints.constructs._endpoints.inbound_only import without_gateway
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.pitfalls.warn import warn_of_pitfalls
from private_endpoints.constructs._endpoints.strangers import strangers
from private_endpoints.constructs._planning.vpc_facts import VpcFacts

__all__ = ["ChecksAtSynth"]


@jsii.implements(IValidation)
class ChecksAtSynth:
    """One validation for all endpoints of a VPC, since each is a message to Node and back."""

    def __init__(self, facts: VpcFacts, nodes: Mapping[str, EndpointNode]) -> None:
        self._facts = facts
        self._nodes = nodes

    def validate(self) -> list[str]:
        """What AWS would refuse; and warnings of what is known to hurt."""
        warn_of_pitfalls(self._facts, self._nodes)
        return [
            *(finding for node in self._nodes.values() for finding in node.findings()),
            *without_gateway(self._nodes),
            *strangers(self._facts.vpc, self._facts.stack, self._nodes),
        ]
