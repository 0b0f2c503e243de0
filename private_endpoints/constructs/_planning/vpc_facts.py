"""What can be known of a VPC at synth: owned, imported or looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.policy import Place

__all__ = ["SubnetFacts", "VpcFacts"]

# What Vpc.from_lookup answers before the CDK CLI has looked: the template of that pass is thrown away.
_DUMMY_VPC_ID = "vpc-12345"
_DUMMY_ZONE = "dummy1a"
_KEPT = "__private_endpoints_facts__"


@dataclass(frozen=True, slots=True)
class SubnetFacts:
    """One subnet.

    Attributes:
        subnet: the L2.
        id: id of the subnet; may be a token.
        zone: its Availability Zone; a token in an environment-agnostic stack, the same one for the same zone; None
            where the import did not give it, or gave a list that is known only at deployment.
        route_table_id: None where an import did not give it.
    """

    subnet: ec2.ISubnet
    id: str
    zone: str | None
    route_table_id: str | None

    @classmethod
    def of(cls, subnet: ec2.ISubnet) -> SubnetFacts:
        """What is known of a subnet."""
        return cls(subnet, subnet.subnet_id, _zone(subnet), _route_table_id(subnet))

    @property
    def path(self) -> str:
        """Its construct path, for messages."""
        return self.subnet.node.path


@dataclass(frozen=True)
class VpcFacts:
    """One VPC. Every question to the L2 is a message to Node and back, so the answers are kept.

    Attributes:
        vpc: the L2.
        stack: the stack it is in; endpoints are made there.
        literal_id: its id where that is known at synth, which is true of most imported VPCs.
        is_dummy: it stands for a VPC that the CDK CLI has yet to look up.
    """

    vpc: ec2.IVpc
    stack: cdk.Stack
    literal_id: str | None
    is_dummy: bool

    @classmethod
    def of(cls, vpc: ec2.IVpc) -> VpcFacts:
        """What is known of a VPC. An import of a VPC that is made in this app is that VPC."""
        vpc = _made_in_this_app(vpc) or vpc
        kept: VpcFacts | None = getattr(vpc, _KEPT, None) if isinstance(vpc, ec2.Vpc) else None
        if kept is not None:
            return kept
        vpc_id = vpc.vpc_id
        literal = None if cdk.Token.is_unresolved(vpc_id) else vpc_id
        is_dummy = literal == _DUMMY_VPC_ID and _DUMMY_ZONE in vpc.availability_zones
        facts = cls(vpc, cdk.Stack.of(vpc), literal, is_dummy)
        if isinstance(vpc, ec2.Vpc):
            # What is made in the app does not change; an import is cheap to ask, and another object each time.
            setattr(vpc, _KEPT, facts)
        return facts

    @property
    def path(self) -> str:
        """Its construct path, for messages."""
        return self.vpc.node.path

    @cached_property
    def place(self) -> Place:
        """Where its endpoints are."""
        compact = cdk.Fn.join("", cdk.Fn.split("-", self.region)) if cdk.Token.is_unresolved(self.region) else None
        return Place(
            account=self.stack.account, partition=self.stack.partition, region=self.region, compact_region=compact
        )

    @cached_property
    def region(self) -> str:
        """Its region; may be a token."""
        return self.stack.region

    @cached_property
    def lacks_dns(self) -> tuple[str, ...]:
        """The DNS attributes that are known to be off; empty for an imported VPC, whose attributes nobody knows."""
        if not isinstance(self.vpc, ec2.Vpc):
            return ()
        attributes = {
            "enable_dns_support": self.vpc.dns_support_enabled,
            "enable_dns_hostnames": self.vpc.dns_hostnames_enabled,
        }
        return tuple(name for name, on in attributes.items() if not on)

    def private_subnets(self) -> tuple[SubnetFacts, ...]:
        """Isolated subnets, then those with a way out through NAT; each once."""
        return self._private_subnets

    @cached_property
    def _private_subnets(self) -> tuple[SubnetFacts, ...]:
        return tuple(_facts_of([*self.vpc.isolated_subnets, *self.vpc.private_subnets]))

    def all_subnets(self) -> tuple[SubnetFacts, ...]:
        """The private subnets, then the public ones; each once."""
        private = self.private_subnets()
        known = {one.id for one in private}
        return (*private, *(one for one in _facts_of(self.vpc.public_subnets) if one.id not in known))

    def one_per_zone(self) -> tuple[SubnetFacts, ...]:
        """For each Availability Zone its first isolated subnet, else its first private one."""
        chosen: dict[str, SubnetFacts] = {}
        for facts in self.private_subnets():
            # A subnet whose zone is not known may be in any: it counts as a zone of its own.
            chosen.setdefault(facts.zone or facts.id, facts)
        return tuple(chosen.values())

    def select(self, selection: ec2.SubnetSelection) -> tuple[SubnetFacts, ...]:
        """The subnets of a selection, each once.

        Raises:
            RuntimeError: from the CDK, when the VPC has no such subnets.
        """
        if selection.subnets and not (selection.one_per_az or selection.subnet_filters or selection.availability_zones):
            # As they are: the CDK would ask each for its zone, which an import may not know.
            return tuple(_facts_of(selection.subnets))
        chosen = self.vpc.select_subnets(
            availability_zones=selection.availability_zones,
            one_per_az=selection.one_per_az,
            subnet_filters=selection.subnet_filters,
            subnet_group_name=selection.subnet_group_name,
            subnets=selection.subnets,
            subnet_type=selection.subnet_type,
        )
        return tuple(_facts_of(chosen.subnets))


def _made_in_this_app(vpc: ec2.IVpc) -> ec2.Vpc | None:
    """The VPC whose id an import was given, as `vpc_id=network.vpc.vpc_id`."""
    vpc_id = vpc.vpc_id
    if isinstance(vpc, ec2.Vpc) or not cdk.Token.is_unresolved(vpc_id):
        return None
    token = cdk.Tokenization.reverse_string(vpc_id).first_token
    if token is None or not cdk.Reference.is_reference(token):
        return None
    target = cast("cdk.Reference", token).target
    made = target.node.scope
    return made if isinstance(target, ec2.CfnVPC) and isinstance(made, ec2.Vpc) else None


def _facts_of(subnets: list[ec2.ISubnet]) -> Iterator[SubnetFacts]:
    # A looked-up VPC may offer one subnet under two tiers.
    seen: set[str] = set()
    for subnet in subnets:
        facts = SubnetFacts.of(subnet)
        if facts.id not in seen:
            seen.add(facts.id)
            yield facts


def _zone(subnet: ec2.ISubnet) -> str | None:
    try:
        zone = subnet.availability_zone
    except RuntimeError:
        # jsii: the import gave no zone.
        return None
    # "#{" starts a list of zones that is known only at deployment: the same text for every subnet.
    return None if zone.startswith("#{") else zone


def _route_table_id(subnet: ec2.ISubnet) -> str | None:
    try:
        return subnet.route_table.route_table_id
    except RuntimeError:
        # jsii: the import gave no route table, and the value that must be a string is undefined.
        return None
