"""Which VPC is meant: one VPC imported twice is one VPC."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2
from constructs import Construct, IConstruct

from private_endpoints.constructs._planning.vpc_facts import VpcFacts

__all__ = ["Home", "home_of"]

_ID = "PrivateEndpoints"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the endpoints of a VPC live in the construct tree.

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
    """Where the endpoints of a VPC live: always the same place for the same VPC of a stack."""
    if _takes_children(facts.vpc):
        return Home(facts.vpc, _ID)
    if facts.literal_id is None or facts.is_dummy:
        return Home(facts.vpc.node.scope or facts.stack, f"{facts.vpc.node.id}{_ID}")
    return Home(facts.stack, f"{_ID}-{facts.literal_id}")


def _takes_children(vpc: ec2.IVpc) -> bool:
    # An import is a proxy that jsii does not accept as the scope of a Python construct.
    return isinstance(vpc, Construct)
