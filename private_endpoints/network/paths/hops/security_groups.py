"""Security groups: whether the groups of an interface let a flow out or in.

Rules only allow, and those of all groups count together
(https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
"""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe, is_aws_id
from private_endpoints.network.model.security_group import SecurityGroup, SecurityGroupRule
from private_endpoints.network.paths.hops.flow import Flow
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.ports import takes
from private_endpoints.network.paths.hops.prefix_lists import in_list
from private_endpoints.network.paths.index import Index
from private_endpoints.values import Truth, Unknown, all_of, any_of, negate

__all__ = ["SecurityGroups"]


@dataclass(frozen=True, slots=True)
class SecurityGroups:
    """The security groups of a network."""

    index: Index

    def let_out(self, flow: Flow, *, peers: Truth = True) -> Truth:
        """Whether the groups of the source let a flow out.

        Args:
            flow: what goes out.
            peers: whether groups at the other end can be named in rules: in one VPC or over peering they can.
        """
        return self._allow(flow.source, flow.destination, flow, peers, egress=True)

    def let_in(self, flow: Flow, *, peers: Truth = True) -> Truth:
        """Whether the groups of the destination let a flow in.

        Args:
            flow: what comes in.
            peers: whether groups at the other end can be named in rules.
        """
        return self._allow(flow.destination, flow.source, flow, peers, egress=False)

    def names(self, place: Place) -> str:
        """What messages call the groups of a place."""
        if isinstance(place.groups, Unknown):
            return "its security groups"
        found = [self.index.network.get(one) or one for one in self._groups(place) if isinstance(one, str)]
        return ", ".join(str(one) for one in found) or "its security groups"

    def element(self, place: Place, otherwise: Element) -> Element:
        """What is wrong where the groups of a place refuse: its one group, if the network has it."""
        groups = self._groups(place)
        only = groups[0] if len(groups) == 1 else None
        return (self.index.network.get(only) if isinstance(only, str) else None) or otherwise

    def _groups(self, place: Place) -> tuple[Maybe[str], ...]:
        if isinstance(place.groups, Unknown):
            return (place.groups,)
        # "If you don't specify a security group, we automatically associate the default security group of the VPC".
        return place.groups or (self.index.vpc(place.vpc).default_security_group_id,)

    def _allow(self, here: Place, there: Place, flow: Flow, peers: Truth, *, egress: bool) -> Truth:
        if here.filtered is False:
            return True
        allowed = any_of(
            group if isinstance(group, Unknown) else self._group_allows(group, there, flow, peers, egress=egress)
            for group in self._groups(here)
        )
        if isinstance(allowed, Unknown) and self._allow_together(here, there, flow, egress=egress):
            return True
        return any_of((allowed, negate(here.filtered)))

    def _allow_together(self, here: Place, there: Place, flow: Flow, *, egress: bool) -> bool:
        """Whether some rule allows each address of the other end, such as one of those for two halves of a range."""
        groups = [one for one in self._groups(here) if isinstance(one, str) and self.index.changed(one) is None]
        rules = [row for group in groups for row in (self.index.egress if egress else self.index.ingress).at(group)]
        taken = [rule for rule, truth in rules if truth is True and takes(rule.protocol, flow) is True]
        cidrs = [one.cidr if there.family == 4 else one.ipv6_cidr for one in taken]  # noqa: PLR2004 - IPv4
        return there.within_together(one for one in cidrs if one is not None)

    def _group_allows(self, id: str, there: Place, flow: Flow, peers: Truth, *, egress: bool) -> Truth:
        changed = self.index.changed(id)
        if changed is not None:
            return changed
        rules = list((self.index.egress if egress else self.index.ingress).at(id))
        allowed = any_of(all_of((truth, self._rule_allows(rule, there, flow, peers))) for rule, truth in rules)
        if allowed is True:
            return True
        group = self.index.network.find(SecurityGroup, id)
        default = self._by_default(id, group, there, peers, egress=egress)
        if egress:
            # Any rule of a template takes the place of what a group allows by itself.
            default = all_of((default, *(negate(truth) for _, truth in rules)))
        incomplete = self.index.incomplete(SecurityGroup, id, by_default=self._is_default(id))
        return any_of((allowed, default, False if incomplete is None else incomplete))

    def _by_default(self, id: str, group: SecurityGroup | None, there: Place, peers: Truth, *, egress: bool) -> Truth:
        """What a group allows of which nobody said anything."""
        if group is not None:
            # "By default, a security group includes an outbound rule that allows all outbound traffic."
            return group.egress_by_default if egress else False
        if not self._is_default(id):
            return False
        # A default group also lets in "all inbound traffic from all resources assigned to the security group".
        return True if egress else all_of((self._wears(there, id), peers))

    def _is_default(self, id: str) -> bool:
        """Whether it is the group that AWS makes in a VPC of the network."""
        vpc, dot, name = id.rpartition(".")
        return bool(dot) and name == "DefaultSecurityGroup" and not self.index.vpc(vpc).imported

    def _rule_allows(self, rule: SecurityGroupRule, there: Place, flow: Flow, peers: Truth) -> Truth:
        ports = takes(rule.protocol, flow)
        return False if ports is False else all_of((ports, self._names(rule, there, peers)))

    def _names(self, rule: SecurityGroupRule, there: Place, peers: Truth) -> Truth:
        """Whether a rule is about the other end."""
        cidr = rule.cidr if there.family == 4 else rule.ipv6_cidr  # noqa: PLR2004 - IPv4
        if cidr is not None:
            return there.within(cidr)
        if rule.prefix_list is not None:
            return in_list(rule.prefix_list, there, self.index)
        if rule.peer is None or there.public:
            return False
        return rule.peer if isinstance(rule.peer, Unknown) else all_of((self._wears(there, rule.peer), peers))

    def _wears(self, place: Place, group: str) -> Truth:
        if place.public or not place.vpc or place.filtered is False:
            return False
        if isinstance(place.groups, Unknown):
            return place.groups
        return any_of(one if isinstance(one, Unknown) else self._same(one, group) for one in self._groups(place))

    def _same(self, one: str, other: str) -> Truth:
        """Whether two ids are of one group: what a parameter gives may be any that is there already."""
        if one == other:
            return True
        given = [group for group in (one, other) if self._is_given(group)]
        return Unknown(frozenset(f"the group {group}" for group in given)) if given else False

    def _is_given(self, id: str) -> bool:
        if is_aws_id(id) or self._is_default(id):
            return False
        found = self.index.network.find(SecurityGroup, id)
        return found is None or found.imported
