"""Something that may answer queries, and which of several does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.hosted_zone import HostedZone
from private_endpoints.network.model.resolver import ResolverRule
from private_endpoints.network.paths.dns.hosts import is_of_aws
from private_endpoints.network.paths.dns.names import Labels, ends_with, may_grow
from private_endpoints.network.paths.dns.query import DnsQuery
from private_endpoints.values import Truth, all_of, negate

__all__ = ["DnsSource", "Rank"]

_MOST_SPECIFIC = -1000


class Rank(IntEnum):
    """Of two sources with the same domain the one that stands first here answers."""

    RULE = auto()
    """A Resolver rule."""
    OWN = auto()
    """What the VPC itself is associated with."""
    PROFILE = auto()
    """What its Route 53 Profile carries."""


@dataclass(frozen=True, slots=True)
class DnsSource:
    """Something that may answer queries.

    Attributes:
        domain: the names that it answers for.
        rank: what it is, of two with the same domain the lower counts.
        there: whether it is there.
        element: what it is.
        any_domain: whether its domain is not known at all.
        foreign: whether that domain is none of AWS.
        only_inbound: whether it answers inbound endpoints only.
    """

    domain: Labels
    rank: Rank
    there: Truth
    element: Endpoint | HostedZone | ResolverRule
    any_domain: bool = False
    foreign: bool = False
    only_inbound: Truth = False

    def answers(self, query: DnsQuery) -> Truth:
        """Whether it may be asked."""
        if self.foreign and is_of_aws(query.name):
            return False
        asked = True if query.inbound else negate(self.only_inbound)
        return all_of((self.there, asked, ends_with(query.name, self.domain)))

    @property
    def order(self) -> tuple[int, Rank]:
        """The most specific first; what may be of any domain before all others."""
        return (_MOST_SPECIFIC if self.any_domain or may_grow(self.domain) else -len(self.domain), self.rank)
