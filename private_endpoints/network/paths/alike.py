"""Sources that are alike: whatever the question, the verdict is the same for all of them.

Two functions in the same subnets, whose security groups have the same rules, differ in their names only. Large
templates are made of such copies, and each kind of them is decided once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from private_endpoints.network.model.element import Maybe
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.security_group import SecurityGroup, SecurityGroupRule
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.caller import Caller, Spot
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.question import Question
from private_endpoints.values import Join, Truth, Unknown

__all__ = ["Alike"]

# What in a policy tells principals of one account apart.
_OF_PRINCIPALS = ("principalarn", "principaltag", "userid", "username", "${")
_ANYBODY = ("*", {"AWS": "*"}, {"AWS": ["*"]})


class Alike:
    """The kinds of sources of a network.

    Args:
        index: the network.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._groups: dict[str, int] = {}
        self._numbers: dict[Hashable, int] = {}
        self._named: frozenset[object] | None = None
        self._asks_who: bool | None = None

    def kind_of(self, question: Question, caller: Caller) -> Hashable:
        """What makes a source and a question differ from others; equal kinds have equal verdicts."""
        proxied = caller.element.proxied if isinstance(caller.element, Workload) else ()
        asked = (question.service, question.host, question.port, question.action, question.resource, question.target)
        return self._kind_of_caller(caller), self._kind_of_role(question, caller), question.role, proxied, asked

    def _kind_of_caller(self, caller: Caller) -> Hashable:
        spots = tuple(self._kind_of_spot(spot) for spot in caller.spots)
        besides = tuple(
            (one if isinstance(one, Unknown) else self._kind_of_spot(one), truth) for one, truth in caller.besides
        )
        # Equal kinds are one number, which is quicker to find than what they are made of.
        return self._numbers.setdefault((spots, caller.unknown, besides), len(self._numbers))

    def _kind_of_spot(self, spot: Spot) -> Hashable:
        groups = spot.groups
        worn = groups if isinstance(groups, Unknown) else frozenset(self._kind_of_group(one) for one in groups)
        return spot.subnet.id, spot.ipv4, spot.ipv6, spot.public_ip, spot.private_ip, spot.filtered, worn

    def _kind_of_role(self, question: Question, caller: Caller) -> Hashable:
        """The role itself, where some policy could tell it from others of its account."""
        if caller.unread or caller.role is None:
            return caller.unread
        named = question.action or question.target or question.resource is not None
        return caller.role.id if named or self._some_policy_asks_who() else caller.role.account

    def _some_policy_asks_who(self) -> bool:
        if self._asks_who is None:
            self._asks_who = any(_asks_who(one.policy) for one in self._index.network.of(Endpoint))
        return self._asks_who

    def _kind_of_group(self, id: Maybe[str]) -> Hashable:
        if isinstance(id, Unknown):
            return id
        found = self._groups.get(id)
        if found is None:
            found = self._groups[id] = self._numbers.setdefault(self._rules_of(id), len(self._numbers))
        return found

    def _rules_of(self, id: str) -> Hashable:
        """The rules of a group; the group itself where rules of others name it, or where more may be done to it."""
        group = self._index.network.find(SecurityGroup, id)
        if group is None or group.imported or id in self._named_groups() or self._index.changed(id) is not None:
            return id
        return (
            group.egress_by_default,
            frozenset(_rule(rule, truth) for rule, truth in self._index.egress.at(id)),
            frozenset(_rule(rule, truth) for rule, truth in self._index.ingress.at(id)),
        )

    def _named_groups(self) -> frozenset[object]:
        if self._named is None:
            rules = self._index.network.of(SecurityGroupRule)
            self._named = frozenset(rule.peer for rule in rules if rule.peer is not None)
        return self._named


def _rule(rule: SecurityGroupRule, truth: Truth) -> Hashable:
    return truth, rule.protocol, rule.cidr, rule.ipv6_cidr, rule.prefix_list, rule.peer


def _asks_who(document: object) -> bool:
    """Whether a policy may tell two principals of one account apart."""
    if document is None:
        return False
    if not isinstance(document, Mapping):
        return True
    statements = document.get("Statement")
    for statement in statements if isinstance(statements, list) else [statements]:
        if not isinstance(statement, Mapping) or statement.get("Principal") not in _ANYBODY:
            return True
    return any(one in text for text in _texts(document) for one in _OF_PRINCIPALS)


def _texts(given: object) -> Iterator[str]:
    """All text in a policy, in lower case."""
    if isinstance(given, str):
        yield given.lower()
    elif isinstance(given, Join):
        yield from (part.lower() for part in given.parts if isinstance(part, str))
    elif isinstance(given, Mapping):
        for name, value in given.items():
            yield from _texts(name)
            yield from _texts(value)
    elif isinstance(given, list | tuple):
        for value in given:
            yield from _texts(value)
