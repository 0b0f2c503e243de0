"""Where the endpoints of a VPC live in the construct tree."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from constructs import Construct, IConstruct

from private_endpoints.constructs._planning.vpc_facts import VpcFacts

__all__ = ["Home", "home_of"]

_ID = "PrivateEndpoints"
_HASH_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Home:
    """A place in the tree.

    Attributes:
        scope: the VPC itself, or for an import, which takes no children, its stack.
        id: id of the registry below it.
    """

    scope: IConstruct
    id: str

    def existing(self) -> IConstruct | None:
        """What lives there already."""
        return self.scope.node.try_find_child(self.id)


def home_of(facts: VpcFacts) -> Home:
    """The place for a VPC: the same for all imports of one VPC in a stack."""
    # An import is a proxy, which jsii does not accept as the scope of a Python construct.
    if isinstance(facts.vpc, Construct):
        return Home(facts.vpc, _ID)
    if facts.is_dummy:
        # All VPCs that are yet to be looked up have one id.
        return Home(facts.vpc.node.scope or facts.stack, f"{facts.vpc.node.id}{_ID}")
    if facts.literal_id is not None:
        return Home(facts.stack, f"{_ID}-{facts.literal_id}")
    value = json.dumps(facts.stack.resolve(facts.vpc.vpc_id), sort_keys=True)
    return Home(facts.stack, f"{_ID}-{hashlib.sha256(value.encode()).hexdigest()[:_HASH_LENGTH]}")
