"""What the resolver of a VPC answers.

The most specific domain wins, be it of a Resolver rule, a private hosted zone or the private DNS of an endpoint; on the
same domain a rule comes before a zone, and what the VPC itself is associated with before its Route 53 Profile. A zone
that matches answers for the whole of its domain: what it has no record for does not exist.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
"""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.hosted_zone import HostedZone
from private_endpoints.network.model.resolver import ResolverRule, RuleKind
from private_endpoints.network.model.vpc import AMAZON_DNS, Vpc
from private_endpoints.network.paths.decide import first_of_rank
from private_endpoints.network.paths.dns.answer import Answer, AnswerKind
from private_endpoints.network.paths.dns.forwarding import Forwarding
from private_endpoints.network.paths.dns.names import labels_of
from private_endpoints.network.paths.dns.private_dns import answer_of_endpoint
from private_endpoints.network.paths.dns.public_dns import public_answers
from private_endpoints.network.paths.dns.query import DnsQuery
from private_endpoints.network.paths.dns.source import DnsSource, Rank
from private_endpoints.network.paths.dns.sources import DnsSources
from private_endpoints.network.paths.dns.zone import answer_of_zone
from private_endpoints.network.paths.hops.ranges import is_address
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import blocker
from private_endpoints.values import Unknown, Value

__all__ = ["Resolution"]

# The resolver of the VPC by its other names
# (https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html).
_AMAZON = (AMAZON_DNS, "169.254.169.253", "fd00:ec2::253")


class Resolution:
    """The resolvers of the VPCs of a network.

    Args:
        index: the network.
        forwarding: its Resolver endpoints.
    """

    def __init__(self, index: Index, forwarding: Forwarding) -> None:
        self._index = index
        self._forwarding = forwarding
        self._sources = DnsSources(index)
        self._answered: dict[tuple[Value, str, int], tuple[Answer, ...]] = {}

    def resolve(self, host: Value, vpc: Vpc, family: int) -> tuple[Answer, ...]:
        """All answers that a caller in a VPC may get.

        Args:
            host: the name.
            vpc: where the caller is.
            family: 4 for A records, 6 for AAAA records.
        """
        key = (host, vpc.id, family)
        found = self._answered.get(key)
        if found is None:
            query = DnsQuery(name=labels_of(host), vpc=vpc, family=family)
            found = self._answered[key] = tuple(self._answers(query))
        return found

    def _answers(self, query: DnsQuery) -> Iterator[Answer]:
        yield from self._without_resolver(query.vpc) if query.inbound else self.before(query.vpc)
        if query.vpc.dns_support is not False:
            yield from self._answers_of(self._sources.of(query.vpc), query)

    def _answers_of(self, sources: list[DnsSource], query: DnsQuery) -> Iterator[Answer]:
        fits = ((one, one.answers(query)) for one in sources)
        possible, why = first_of_rank((one.order, truth, one) for one, truth in fits if truth is not False)
        for one in possible:
            for answer in public_answers(self._index, query) if one is None else self._answers_by(one, sources, query):
                yield answer.one_of(len(possible), why)

    def _answers_by(self, source: DnsSource, sources: list[DnsSource], query: DnsQuery) -> Iterator[Answer]:
        if isinstance(source.element, Endpoint):
            yield answer_of_endpoint(self._index, source.element, source.domain, query.name)
        elif isinstance(source.element, HostedZone):
            yield from self._of_zone(source.element, query)
        else:
            yield from self._of_rule(source.element, sources, query)

    def before(self, vpc: Vpc) -> Iterator[Answer]:
        """What may keep the resolver of the VPC from being asked at all."""
        if isinstance(vpc.dns_servers, Unknown):
            yield Answer(kind=AnswerKind.ANY, depends_on=vpc.dns_servers.depends_on)
        elif any(one not in _AMAZON for one in vpc.dns_servers):
            yield Answer(kind=AnswerKind.ANY, depends_on=frozenset({f"the DNS servers of {vpc}"}))
        yield from self._without_resolver(vpc)

    def _without_resolver(self, vpc: Vpc) -> Iterator[Answer]:
        """What comes of it where the resolver is off, or may be."""
        changed = self._index.doubt(Vpc, vpc.id)
        if changed is not None:
            yield Answer(kind=AnswerKind.ANY, depends_on=changed.depends_on)
        if vpc.dns_support is not True:
            off = blocker(
                "dns-support-off",
                vpc,
                f"the resolver of {vpc} does not answer: EnableDnsSupport is off",
                "turn EnableDnsSupport on",
            )
            why = vpc.dns_support.depends_on if isinstance(vpc.dns_support, Unknown) else frozenset()
            yield Answer(kind=AnswerKind.NONE, blocker=off, depends_on=why)

    def _of_zone(self, zone: HostedZone, query: DnsQuery) -> Iterator[Answer]:
        for answer in answer_of_zone(self._index, zone, query.name, query.family):
            if answer.kind is not AnswerKind.ADDRESS or (
                isinstance(answer.address, str) and is_address(answer.address)
            ):
                yield answer
            elif not query.goes_in_a_circle:
                # A CNAME: its target is asked for in turn.
                yield from self._answers(query.for_alias(labels_of(answer.address)))
            else:
                circle = blocker("dns-loop", zone, "its names lead in a circle", "mend the records")
                yield Answer(kind=AnswerKind.NONE, blocker=circle)

    def _of_rule(self, rule: ResolverRule, sources: list[DnsSource], query: DnsQuery) -> Iterator[Answer]:
        if rule.kind is not RuleKind.SYSTEM:
            yield from self._forwarding.answers(rule, query, self._answers)
        if rule.kind is not RuleKind.FORWARD:
            # Back to what the resolver does without rules.
            yield from self._answers_of([one for one in sources if one.rank is not Rank.RULE], query)
