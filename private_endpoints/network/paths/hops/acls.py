"""Network ACLs: stateless, in the order of their numbers, at the border of a subnet.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from private_endpoints.network.model.element import Element
from private_endpoints.network.model.network_acl import NetworkAcl, NetworkAclEntry
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.paths.decide import first_fitting
from private_endpoints.network.paths.hops.flow import Flow, Ports
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.ports import takes
from private_endpoints.network.paths.index import Index
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
        parts = list(_parts(flow.ports, [entry for entry, _ in entries]))
        if len(parts) == 1:
            return self._decided(entries, other, flow, egress, is_default)
        answers = [self._decided(entries, other, replace(flow, ports=one), egress, is_default) for one in parts]
        return _agreed(answers, frozenset({f"which of {flow.ports} is used"}))

    def _decided(
        self,
        entries: list[tuple[NetworkAclEntry, Truth]],
        other: Place,
        flow: Flow,
        egress: bool,  # noqa: FBT001 - private
        by_default: bool,  # noqa: FBT001 - private
    ) -> Truth:
        rows = [
            (entry, cidr, _is_about(entry, truth, flow, egress))
            for entry, truth in entries
            if (cidr := entry.cidr if other.family == 4 else entry.ipv6_cidr) is not None  # noqa: PLR2004 - IPv4
        ]
        possible, depends_on = first_fitting(
            (all_of((about, other.within(cidr))), entry) for entry, cidr, about in rows
        )
        named = [entry for entry in possible if entry is not None]
        if named and other.within_together(cidr for _, cidr, about in rows if about is True):
            possible = [*named]
        return _agreed([by_default if entry is None else entry.allow for entry in possible], depends_on)


def _is_about(entry: NetworkAclEntry, exists: Truth, flow: Flow, egress: bool) -> Truth:  # noqa: FBT001 - private
    """Whether an entry takes a flow, if it is for the addresses at the other end."""
    if isinstance(entry.number, Unknown):
        exists = all_of((exists, entry.number))
    return all_of((exists, entry.egress if egress else negate(entry.egress), takes(entry.protocol, flow)))


def _parts(ports: Ports, entries: Iterable[NetworkAclEntry]) -> Iterator[Ports]:
    """Ports in parts of which each entry takes all or none."""
    starts = {ports.first}
    for protocol in (one.protocol for one in entries):
        last = protocol.first if protocol.last is None else protocol.last
        starts.update(one for one in (protocol.first,) if isinstance(one, int))
        starts.update(one + 1 for one in (last,) if isinstance(one, int))
    first, *more = sorted(one for one in starts if ports.first <= one <= ports.last)
    for following in more:
        yield Ports(first, following - 1)
        first = following
    yield Ports(first, ports.last)


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
