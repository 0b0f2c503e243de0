"""Network ACLs."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.vpc.protocols import protocol
from private_endpoints.network import Element, NetworkAcl, NetworkAclAssociation, NetworkAclEntry, Protocol
from private_endpoints.values import Truth, Unknown

__all__ = ["lower_network_acl", "lower_network_acl_association", "lower_network_acl_entry"]


def lower_network_acl(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::NetworkAcl`."""
    yield NetworkAcl(**facts.common, vpc=facts.required_id("VpcId"))


def lower_network_acl_association(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::SubnetNetworkAclAssociation`."""
    yield NetworkAclAssociation(
        **facts.common, network_acl=facts.required_id("NetworkAclId"), subnet=facts.required_id("SubnetId")
    )


def lower_network_acl_entry(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::NetworkAclEntry`."""
    ports = facts.one("PortRange")
    if isinstance(ports, Unknown):
        found = Protocol(number=protocol(facts, "Protocol"), first=ports, last=ports)
    else:
        found = Protocol(
            number=protocol(facts, "Protocol"),
            first=None if ports is None else ports.number("From"),
            last=None if ports is None else ports.number("To"),
        )
    number = facts.number("RuleNumber")
    yield NetworkAclEntry(
        **facts.common,
        network_acl=facts.required_id("NetworkAclId"),
        number=Unknown(frozenset({facts.id})) if number is None else number,
        egress=facts.truth("Egress", default=False),
        allow=_allows(facts),
        cidr=facts.cidr("CidrBlock"),
        ipv6_cidr=facts.cidr("Ipv6CidrBlock"),
        protocol=found,
    )


def _allows(facts: Facts) -> Truth:
    action = facts.known("RuleAction")
    if isinstance(action, Unknown):
        return action
    if action is None or action.lower() not in {"allow", "deny"}:
        raise facts.refusal("RuleAction", action, "give allow or deny")
    return action.lower() == "allow"
