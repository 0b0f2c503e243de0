"""Network ACLs: stateless, in the order of their numbers, at the border of a subnet.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element
from private_endpoints.network.model.network_acl import NetworkAcl, NetworkAclEntry
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.paths.decide import first_fitting
from private_endpoints.network.paths.flow import Flow
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.place import Place
from private_endpoints.network.paths.ports import takes
from private_endpoints.values import Truth, Unknown, all_of, negate

__all__ = ["NetworkAcls"]

_RANK_OF_DEFAULT = 100


@dataclass(frozen=True, slots=True)
class NetworkAcls:
    """The network ACLs of a network."""

    index: Index

    def let_out(self, subnet: Subnet, flow: Flow) -> Truth:
        """Whether the ACL of a subnet lets a flow out of it."""
        return self._allow(subnet, flow.destination, flow, egress=True)

    def let_in(self, subnet: Subnet, flow: Flow) -> Truth:
        """Whether the ACL of a subnet lets a flow into it."""
        return self._allow(subnet, flow.source, flow, egress=False)

    def element(self, subnet: Subnet) -> Element:
        """The ACL of a subnet, or the subnet itself where the ACL is not in the network."""
        possible, _ = self._acls(subnet)
        return next((found for one in possible if one and (found := self.index.network.get(one))), subnet)

    def name(self, subnet: Subnet) -> str:
        """What messages call the ACL of a subnet."""
        found = self.element(subnet)
        return f"the network ACL of {subnet}" if found is subnet else str(found)

    def _acls(self, subnet: Subnet) -> tuple[list[str | None], frozenset[str]]:
        changed = self.index.changed(subnet.id)
        candidates: list[tuple[Truth, str | None]] = [] if changed is None else [(changed, None)]
        for association, truth in self.index.acl_of_subnet.at(subnet.id):
            acl = association.network_acl
            candidates.append((truth, None if isinstance(acl, Unknown) else acl))
        possible, depends_on = first_fitting(candidates)
        if not any(truth is True for truth, _ in candidates):
            if isinstance(subnet.vpc, Unknown) or subnet.imported:
                possible[-1] = None
            else:
                possible[-1] = self.index.vpc(subnet.vpc).default_network_acl_id
        return possible, depends_on

    def _allow(self, subnet: Subnet, other: Place, flow: Flow, *, egress: bool) -> Truth:
        possible, depends_on = self._acls(subnet)
        answers = [
            Unknown(frozenset({f"the network ACL of {subnet}"})) if one is None else self._acl(one, other, flow, egress)
            for one in possible
        ]
        return _agreed(answers, depends_on)

    def _acl(self, id: str, other: Place, flow: Flow, egress: bool) -> Truth:  # noqa: FBT001 - private
        acl = self.index.network.find(NetworkAcl, id)
        vpc, _, name = id.rpartition(".")
        is_default = acl is None and name == "DefaultNetworkAcl" and not self.index.vpc(vpc).imported
        doubt = self.index.doubt(NetworkAcl, id, by_default=is_default)
        if doubt is not None:
            return doubt
        entries = sorted(self.index.entries.at(id), key=_rank)
        if is_default:
            # "By default, it allows all inbound and outbound IPv4 traffic and, if applicable, IPv6 traffic", by an
            # entry of number 100.
            entries = [one for one in entries if _rank(one) <= _RANK_OF_DEFAULT]
        candidates = [(self._fits(entry, truth, other, flow, egress), entry) for entry, truth in entries]
        possible, depends_on = first_fitting(candidates)
        return _agreed([is_default if entry is None else entry.allow for entry in possible], depends_on)

    def _fits(
        self,
        entry: NetworkAclEntry,
        truth: Truth,
        other: Place,
        flow: Flow,
        egress: bool,  # noqa: FBT001 - private
    ) -> Truth:
        cidr = entry.cidr if other.family == 4 else entry.ipv6_cidr  # noqa: PLR2004 - IPv4
        ports = takes(entry.protocol, flow)
        if cidr is None or ports is False:
            return False
        if isinstance(entry.number, Unknown):
            truth = all_of((truth, entry.number))
        return all_of((truth, entry.egress if egress else negate(entry.egress), ports, other.within(cidr)))


def _rank(row: tuple[NetworkAclEntry, Truth]) -> int:
    number = row[0].number
    return -1 if isinstance(number, Unknown) else number


def _agreed(answers: list[Truth], depends_on: frozenset[str]) -> Truth:
    if all(one is True for one in answers):
        return True
    if all(one is False for one in answers):
        return False
    for one in answers:
        if isinstance(one, Unknown):
            depends_on |= one.depends_on
    return Unknown(depends_on)
