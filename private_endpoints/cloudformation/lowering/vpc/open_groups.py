"""What has no security group at all is as if it had one that lets in all that it listens to, and everything out.

Network load balancers without groups take all traffic; of other things "none" means the default group of the VPC
(https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html).
"""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.network import EVERYTHING, TCP, Element, Maybe, Protocol, SecurityGroup, SecurityGroupRule
from private_endpoints.values import Unknown

__all__ = ["open_group", "open_group_id"]


def open_group_id(facts: Facts) -> str:
    """The id of the group that stands for none."""
    return f"{facts.id}.NoSecurityGroup"


def open_group(facts: Facts, ports: tuple[Maybe[int], ...] | None) -> Iterator[Element]:
    """The group that stands for none, with its rules.

    Args:
        facts: what has no group.
        ports: what it listens to; None: not known.
    """
    group = open_group_id(facts)
    common = {**facts.common, "id": group}
    yield SecurityGroup(**common, vpc=Unknown(frozenset({f"{facts.id}.VpcId"})))
    known = [Protocol(number=TCP, first=one, last=one) for one in ports or () if isinstance(one, int)]
    # What it does not listen to it does not answer, whatever is let in.
    for protocol in [EVERYTHING] if ports is None or len(known) < len(ports) else known:
        rule = {**common, "group": group, "protocol": protocol}
        yield SecurityGroupRule(**{**rule, "id": f"{group}#ipv4 {protocol.first}", "cidr": "0.0.0.0/0"})
        yield SecurityGroupRule(**{**rule, "id": f"{group}#ipv6 {protocol.first}", "ipv6_cidr": "::/0"})
