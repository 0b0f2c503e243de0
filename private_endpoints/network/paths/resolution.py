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
from dataclasses import dataclass, field, replace

from private_endpoints.catalog import EndpointKind
from private_endpoints.network.model.endpoint import Endpoint, EndpointType
from private_endpoints.network.model.endpoint_service import EndpointService
from private_endpoints.network.model.hosted_zone import HostedZone
from private_endpoints.network.model.profile import Profile
from private_endpoints.network.model.resolver import ResolverRule, RuleKind
from private_endpoints.network.model.vpc import AMAZON_DNS, Vpc
from private_endpoints.network.paths.answer import Answer, AnswerKind
from private_endpoints.network.paths.decide import first_of_rank
from private_endpoints.network.paths.forwarding import Forwarding
from private_endpoints.network.paths.hosts import endpoint_of, is_of_aws, is_of_service, private_names, service_at
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.names import Labels, ends_with, labels_of, may_grow, same_name
from private_endpoints.network.paths.ranges import is_address
from private_endpoints.network.paths.services import Service, not_said, region_of, service_of
from private_endpoints.network.paths.trail import blocker, hop
from private_endpoints.network.paths.zone import answer_of_zone
from private_endpoints.values import Truth, Unknown, Value, all_of, any_of, negate

__all__ = ["Resolution"]

_RULE, _OWN, _PROFILE = range(3)
_MOST_SPECIFIC = -1000
_MOST_ALIASES = 8
_WITH_ADDRESSES = (EndpointType.INTERFACE, EndpointType.RESOURCE, EndpointType.SERVICE_NETWORK)


@dataclass(frozen=True, slots=True)
class _Source:
    """Something that may answer.

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
    rank: int
    there: Truth
    element: Endpoint | HostedZone | ResolverRule
    any_domain: bool = False
    foreign: bool = False
    only_inbound: Truth = False

    def answers(self, query: _Query) -> Truth:
        """Whether it may be asked."""
        if self.foreign and is_of_aws(query.name):
            return False
        asked = True if query.inbound else negate(self.only_inbound)
        return all_of((self.there, asked, ends_with(query.name, self.domain)))

    @property
    def order(self) -> tuple[int, int]:
        """The most specific first; what may be of any domain before all others."""
        return (_MOST_SPECIFIC if self.any_domain or may_grow(self.domain) else -len(self.domain), self.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    """What is asked for.

    Attributes:
        name: the name.
        vpc: where the caller is.
        family: 4 for A records, 6 for AAAA records.
        inbound: whether a Resolver inbound endpoint asks.
        depth: how many aliases and rules led here.
    """

    name: Labels
    vpc: Vpc
    family: int
    inbound: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Resolution:
    """The resolvers of the VPCs of a network."""

    index: Index
    forwarding: Forwarding
    _sources: dict[str, list[_Source]] = field(default_factory=dict)
    _answered: dict[tuple[Value, str, int], tuple[Answer, ...]] = field(default_factory=dict)

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
            query = _Query(name=labels_of(host), vpc=vpc, family=family)
            found = self._answered[key] = tuple(self._answers(query))
        return found

    def _answers(self, query: _Query) -> Iterator[Answer]:
        yield from self._without_resolver(query.vpc) if query.inbound else self.before(query.vpc)
        if query.vpc.dns_support is not False:
            yield from self._answers_of(self._all_sources(query.vpc), query)

    def _answers_of(self, sources: list[_Source], query: _Query) -> Iterator[Answer]:
        fits = ((one, one.answers(query)) for one in sources)
        possible, why = first_of_rank((one.order, truth, one) for one, truth in fits if truth is not False)
        for one in possible:
            for answer in [self._public(query)] if one is None else self._answers_by(one, sources, query):
                yield answer.one_of(len(possible), why)

    def _answers_by(self, source: _Source, sources: list[_Source], query: _Query) -> Iterator[Answer]:
        if isinstance(source.element, Endpoint):
            yield self._of_endpoint(source, source.element, query)
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
        changed = self.index.doubt(Vpc, vpc.id)
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

    def _all_sources(self, vpc: Vpc) -> list[_Source]:
        found = self._sources.get(vpc.id)
        if found is None:
            # "To use private hosted zones, you must set [...] enableDnsHostnames [and] enableDnsSupport".
            zones_on = all_of((vpc.dns_support, vpc.dns_hostnames))
            there = [one for one in self._find_sources(vpc, zones_on) if one.there is not False]
            found = sorted(there, key=lambda one: one.order)
            self._sources[vpc.id] = found
        return found

    def _find_sources(self, vpc: Vpc, zones_on: Truth) -> Iterator[_Source]:
        index = self.index
        for endpoint, truth in index.endpoints.at(vpc.id):
            yield from self._endpoint_sources(endpoint, all_of((truth, zones_on)), _OWN)
        for zone, truth in index.zones_of_vpc.at(vpc.id):
            yield from _zone_sources(zone, all_of((truth, zones_on)), _OWN)
        for association, truth in index.zone_associations.at(vpc.id):
            there = all_of((truth, zones_on))
            zone_id = "a zone" if isinstance(association.zone, Unknown) else association.zone
            yield from _zone_sources(index.network.find(HostedZone, zone_id) or _zone_elsewhere(zone_id), there, _OWN)
        for rule_association, truth in index.rules_of_vpc.at(vpc.id):
            rule = rule_association.rule
            yield from self._rule_sources("a rule" if isinstance(rule, Unknown) else rule, truth)
        for profile_association, truth in index.profiles_of_vpc.at(vpc.id):
            profile = profile_association.profile
            yield from self._profile_sources("a profile" if isinstance(profile, Unknown) else profile, truth, zones_on)

    def _profile_sources(self, profile: str, truth: Truth, zones_on: Truth) -> Iterator[_Source]:
        if self.index.doubt(Profile, profile) is not None:
            # A profile of another account: it may carry a zone for any domain.
            yield from _zone_sources(_zone_elsewhere(profile), all_of((truth, zones_on)), _PROFILE)
        for carried, there in self.index.profile_resources.at(profile):
            if isinstance(carried.resource, Unknown):
                yield from _zone_sources(_zone_elsewhere("a zone"), all_of((truth, there, zones_on)), _PROFILE)
                continue
            found = self.index.network.get(carried.resource)
            exists = all_of((truth, there, True if found is None else found.exists))
            if isinstance(found, Endpoint):
                yield from self._endpoint_sources(found, all_of((exists, zones_on)), _PROFILE)
            elif isinstance(found, HostedZone):
                yield from _zone_sources(found, all_of((exists, zones_on)), _PROFILE)
            elif isinstance(found, ResolverRule):
                yield from self._rule_sources(found.id, exists)
            else:
                yield from _zone_sources(_zone_elsewhere(carried.resource), all_of((exists, zones_on)), _PROFILE)

    def _rule_sources(self, id: str, truth: Truth) -> Iterator[_Source]:
        rule = self.index.network.find(ResolverRule, id)
        if rule is None:
            # A rule of another account, such as one that RAM shares: it may be about any domain.
            rule = ResolverRule(id=id, domain=Unknown(frozenset({f"the domain of {id}"})))
        domain: Labels = ()
        if isinstance(rule.domain, Unknown):
            truth = all_of((truth, rule.domain))
        else:
            domain = labels_of(rule.domain)
        yield _Source(domain, _RULE, truth, rule, any_domain=isinstance(rule.domain, Unknown))

    def _endpoint_sources(self, endpoint: Endpoint, there: Truth, rank: int) -> Iterator[_Source]:
        kind = endpoint.type
        there = all_of((there, endpoint.private_dns, kind if isinstance(kind, Unknown) else kind in _WITH_ADDRESSES))
        if there is False:
            return
        service = self._service_of(endpoint)
        if service is None:
            yield from self._custom_sources(endpoint, there, rank)
            return
        inbound = self._only_inbound(endpoint, service)
        for domain in dict.fromkeys(_without_star(labels_of(name)) for name in private_names(service)):
            yield _Source(domain, rank, there, endpoint, only_inbound=inbound)
        if not service.row.private_dns_names and "private_dns_names" in service.row.assumed:
            # Somebody else's service, whose private DNS name nobody said: it cannot be one of AWS's.
            yield _Source((), rank, all_of((there, _unsaid(endpoint))), endpoint, any_domain=True, foreign=True)

    def _custom_sources(self, endpoint: Endpoint, there: Truth, rank: int) -> Iterator[_Source]:
        """Private DNS for a service of somebody else's, whose name is known if the service is in the network."""
        if isinstance(endpoint.service, str):
            found = self.index.network.find(EndpointService, endpoint.service)
            if found is not None and found.private_dns_name is None:
                return
            if found is not None and not isinstance(found.private_dns_name, Unknown):
                yield _Source(_without_star(labels_of(found.private_dns_name or "")), rank, there, endpoint)
                return
            yield _Source((), rank, all_of((there, _unsaid(endpoint))), endpoint, any_domain=True, foreign=True)
            return
        unsaid = not_said(endpoint)
        if unsaid is not False:
            yield _Source((), rank, all_of((there, unsaid)), endpoint, any_domain=True)

    def _service_of(self, endpoint: Endpoint) -> Service | None:
        home = self.index.vpc(endpoint.vpc) if isinstance(endpoint.vpc, str) else Vpc(id="")
        return service_of(endpoint, home, self.index.network)

    def _only_inbound(self, endpoint: Endpoint, service: Service) -> Truth:
        """Whether private DNS answers queries of Resolver inbound endpoints only.

        Where a template says nothing AWS takes it for on, for a service with gateway endpoints
        (https://github.com/hashicorp/terraform-provider-aws/pull/32355), and refuses it without a gateway endpoint.
        """
        if endpoint.private_dns_only_inbound is not None:
            return endpoint.private_dns_only_inbound
        if EndpointKind.GATEWAY not in service.row.kinds:
            return False
        return Unknown(frozenset({f"PrivateDnsOnlyForInboundResolverEndpoint of {endpoint}, which is not said"}))

    def _of_endpoint(self, source: _Source, endpoint: Endpoint, query: _Query) -> Answer:
        service = self._service_of(endpoint)
        names = () if service is None else private_names(service)
        if names and any_of(_covers(labels_of(name), query.name) for name in names) is False:
            missing = blocker(
                "name-not-private",
                endpoint,
                f"private DNS of {endpoint} takes {_text(source.domain)} and has no such name in it",
                "call a name that the service has",
            )
            return Answer(kind=AnswerKind.NONE, blocker=missing)
        step = hop(endpoint, "answers by its private DNS")
        return Answer(kind=AnswerKind.ENDPOINT, endpoint=endpoint, by_private_dns=True, hop=step)

    def _of_zone(self, zone: HostedZone, query: _Query) -> Iterator[Answer]:
        for answer in answer_of_zone(self.index, zone, query.name, query.family):
            if answer.kind is not AnswerKind.ADDRESS or (
                isinstance(answer.address, str) and is_address(answer.address)
            ):
                yield answer
            elif query.depth < _MOST_ALIASES:
                # A CNAME: its target is asked for in turn.
                yield from self._answers(replace(query, name=labels_of(answer.address), depth=query.depth + 1))
            else:
                circle = blocker("dns-loop", zone, "its names lead in a circle", "mend the records")
                yield Answer(kind=AnswerKind.NONE, blocker=circle)

    def _of_rule(self, rule: ResolverRule, sources: list[_Source], query: _Query) -> Iterator[Answer]:
        if rule.kind is not RuleKind.SYSTEM:
            yield from self._forwarded(rule, query)
        if rule.kind is not RuleKind.FORWARD:
            # Back to what the resolver does without rules.
            yield from self._answers_of([one for one in sources if one.rank != _RULE], query)

    def _forwarded(self, rule: ResolverRule, query: _Query) -> Iterator[Answer]:
        forwarded = self.forwarding.of(rule)
        if forwarded is None:
            yield Answer(kind=AnswerKind.ANY, depends_on=frozenset({f"the DNS servers that {rule} forwards to"}))
            return
        trail = forwarded.trail
        if trail.blockers:
            yield Answer(kind=AnswerKind.NONE, blocker=trail.blockers[0])
            return
        if trail.depends_on:
            yield Answer(kind=AnswerKind.ANY, depends_on=trail.depends_on)
        if query.depth >= _MOST_ALIASES:
            circle = blocker("dns-loop", rule, "its queries are forwarded in a circle", "mend the rules")
            yield Answer(kind=AnswerKind.NONE, blocker=circle)
            return
        for vpc in forwarded.vpcs:
            step = hop(rule, f"forwards to the inbound endpoint of {vpc}")
            why = frozenset({f"which of its servers {rule} asks"})
            for answer in self._answers(replace(query, vpc=vpc, inbound=True, depth=query.depth + 1)):
                yield replace(answer, forwarded=(step, *answer.forwarded)).one_of(len(forwarded.vpcs), why)

    def _public(self, query: _Query) -> Answer:
        """Public DNS answers."""
        vpc, name = query.vpc, _text(query.name)
        region = region_of(vpc, self.index.network)
        own = endpoint_of(query.name)
        if own:
            endpoint = self.index.network.find(Endpoint, own)
            if endpoint is not None:
                step = hop(endpoint, "is called by its own DNS name")
                return Answer(kind=AnswerKind.ENDPOINT, endpoint=endpoint, hop=step)
        if own or may_grow(query.name) or (is_of_aws(query.name) and not is_of_service(query.name, region)):
            # Names of load balancers, databases and the like may stand for private addresses, as a name that a
            # template does not show may.
            return Answer(kind=AnswerKind.ANY, depends_on=frozenset({f"the addresses of {name}"}))
        service, dual_stack = service_at(query.name, region)
        if query.family == 6 and dual_stack is False:  # noqa: PLR2004 - IPv6
            none = blocker("no-ipv6-address", vpc, f"{name} has no IPv6 address", "call a dual-stack name")
            return Answer(kind=AnswerKind.NONE, blocker=none)
        step = hop(vpc, f"its resolver answers {name} with public addresses")
        return Answer(kind=AnswerKind.PUBLIC, service=service, hop=step)


# The resolver of the VPC by its other names
# (https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html).
_AMAZON = (AMAZON_DNS, "169.254.169.253", "fd00:ec2::253")


def _zone_sources(zone: HostedZone, there: Truth, rank: int) -> Iterator[_Source]:
    there = all_of((there, zone.private))
    if isinstance(zone.name, Unknown):
        yield _Source((), rank, all_of((there, zone.name)), zone, any_domain=True)
    else:
        yield _Source(labels_of(zone.name), rank, there, zone)


def _zone_elsewhere(id: str) -> HostedZone:
    return HostedZone(id=id, name=Unknown(frozenset({f"the domains of {id}, which was made elsewhere"})))


def _unsaid(endpoint: Endpoint) -> Unknown:
    return Unknown(frozenset({f"the private DNS name of the service of {endpoint}"}))


def _without_star(labels: Labels) -> Labels:
    return labels[1:] if labels and labels[0] == "*" else labels


def _covers(pattern: Labels, name: Labels) -> Truth:
    if pattern and pattern[0] == "*":
        inside = ends_with(name, pattern[1:])
        return all_of((inside, len(name) >= len(pattern)))
    return same_name(pattern, name)


def _text(labels: Labels) -> str:
    return ".".join(
        label if isinstance(label, str) else "".join(str(getattr(piece, "name", piece)) for piece in label)
        for label in labels
    )
