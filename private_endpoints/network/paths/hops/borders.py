"""The borders of subnets, where network ACLs stand.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
"""

from __future__ import annotations

from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.paths.hops.acls import NetworkAcls
from private_endpoints.network.paths.hops.flow import Flow, answers_of
from private_endpoints.network.paths.hops.here import Here
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.path import Blocker
from private_endpoints.network.paths.trail import Trail, blocker

__all__ = ["Borders"]


class Borders:
    """The borders of the subnets of a network.

    Args:
        index: the network.
    """

    def __init__(self, index: Index) -> None:
        self._acls = NetworkAcls(index)

    def between(self, one: Subnet, other: Subnet, flow: Flow, trail: Trail) -> Trail:
        """Out of one subnet and into the other: traffic inside one subnet meets no ACL."""
        if one.id == other.id:
            return trail
        return self._into(other, flow, self._out_of(one, flow, trail))

    def into_transit(self, one: Subnet, entered: Subnet, flow: Flow, trail: Trail) -> Trail:
        """Out of a subnet and into the one where a Transit Gateway is attached, also where both are one subnet.

        "Same subnet for EC2 instances and transit gateway association: [...] for traffic from instances to the
        transit gateway: Outbound rules use the destination IP address for evaluation. Inbound rules use the source IP
        address for evaluation." The way from the gateway to instances of that subnet meets no ACL
        (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html).
        """
        return self._into(entered, flow, self._out_of(one, flow, trail))

    def outwards(self, here: Here) -> Trail:
        """Out of the subnet to public addresses, and the answers back in."""
        trail = self._out_of(here.subnet, here.flow, here.trail)
        return self._into(here.subnet, answers_of(here.flow), trail)

    def _out_of(self, subnet: Subnet, flow: Flow, trail: Trail) -> Trail:
        def refused() -> Blocker:
            there = flow.destination.name
            return blocker(
                _code(flow),
                self._acls.element(subnet),
                f"{self._acls.name(subnet)} does not let {flow.ports} out of {subnet} to {there}",
                f"allow outbound {flow.transport} {flow.ports} to {there}",
            )

        return trail.require(self._acls.let_out(subnet, flow), refused)

    def _into(self, subnet: Subnet, flow: Flow, trail: Trail) -> Trail:
        def refused() -> Blocker:
            here = flow.source.name
            return blocker(
                _code(flow),
                self._acls.element(subnet),
                f"{self._acls.name(subnet)} does not let {flow.ports} into {subnet} from {here}",
                f"allow inbound {flow.transport} {flow.ports} from {here}",
            )

        return trail.require(self._acls.let_in(subnet, flow), refused)


def _code(flow: Flow) -> str:
    return "acl-refuses-answers" if flow.answers else "acl-refuses"
