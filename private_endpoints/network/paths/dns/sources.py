"""What the resolver of a VPC may answer by: private DNS of endpoints, hosted zones, Resolver rules and Profiles.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
"""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.hosted_zone import HostedZone
from private_endpoints.network.model.profile import Profile
from private_endpoints.network.model.resolver import ResolverRule
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.dns.names import Labels, labels_of
from private_endpoints.network.paths.dns.private_dns import sources_of_endpoint
from private_endpoints.network.paths.dns.source import DnsSource, Rank
from private_endpoints.network.paths.index import Index
from private_endpoints.values import Truth, Unknown, all_of

__all__ = ["DnsSources"]


class DnsSources:
    """The sources of DNS answers of the VPCs of a network.

    Args:
        index: the network.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[str, list[DnsSource]] = {}

    def of(self, vpc: Vpc) -> list[DnsSource]:
        """Of a VPC, the most specific first."""
        found = self._known.get(vpc.id)
        if found is None:
            # "To use private hosted zones, you must set [...] enableDnsHostnames [and] enableDnsSupport".
            zones_on = all_of((vpc.dns_support, vpc.dns_hostnames))
            there = [one for one in self._find(vpc, zones_on) if one.there is not False]
            found = sorted(there, key=lambda one: one.order)
            self._known[vpc.id] = found
        return found

    def _find(self, vpc: Vpc, zones_on: Truth) -> Iterator[DnsSource]:
        index = self._index
        for endpoint, truth in index.endpoints.at(vpc.id):
            yield from sources_of_endpoint(index, endpoint, all_of((truth, zones_on)), Rank.OWN)
        for zone, truth in index.zones_of_vpc.at(vpc.id):
            yield from _of_zone(zone, all_of((truth, zones_on)), Rank.OWN)
        for association, truth in index.zone_associations.at(vpc.id):
            there = all_of((truth, zones_on))
            zone_id = "a zone" if isinstance(association.zone, Unknown) else association.zone
            yield from _of_zone(index.network.find(HostedZone, zone_id) or _zone_elsewhere(zone_id), there, Rank.OWN)
        for rule_association, truth in index.rules_of_vpc.at(vpc.id):
            rule = rule_association.rule
            yield from self._of_rule("a rule" if isinstance(rule, Unknown) else rule, truth)
        for profile_association, truth in index.profiles_of_vpc.at(vpc.id):
            profile = profile_association.profile
            yield from self._of_profile("a profile" if isinstance(profile, Unknown) else profile, truth, zones_on)

    def _of_profile(self, profile: str, truth: Truth, zones_on: Truth) -> Iterator[DnsSource]:
        if self._index.doubt(Profile, profile) is not None:
            # A profile of another account: it may carry a zone for any domain.
            yield from _of_zone(_zone_elsewhere(profile), all_of((truth, zones_on)), Rank.PROFILE)
        for carried, there in self._index.profile_resources.at(profile):
            if isinstance(carried.resource, Unknown):
                yield from _of_zone(_zone_elsewhere("a zone"), all_of((truth, there, zones_on)), Rank.PROFILE)
                continue
            found = self._index.network.get(carried.resource)
            exists = all_of((truth, there, True if found is None else found.exists))
            if isinstance(found, Endpoint):
                yield from sources_of_endpoint(self._index, found, all_of((exists, zones_on)), Rank.PROFILE)
            elif isinstance(found, HostedZone):
                yield from _of_zone(found, all_of((exists, zones_on)), Rank.PROFILE)
            elif isinstance(found, ResolverRule):
                yield from self._of_rule(found.id, exists)
            else:
                yield from _of_zone(_zone_elsewhere(carried.resource), all_of((exists, zones_on)), Rank.PROFILE)

    def _of_rule(self, id: str, truth: Truth) -> Iterator[DnsSource]:
        rule = self._index.network.find(ResolverRule, id)
        if rule is None:
            # A rule of another account, such as one that RAM shares: it may be about any domain.
            rule = ResolverRule(id=id, domain=Unknown(frozenset({f"the domain of {id}"})))
        domain: Labels = ()
        if isinstance(rule.domain, Unknown):
            truth = all_of((truth, rule.domain))
        else:
            domain = labels_of(rule.domain)
        yield DnsSource(domain, Rank.RULE, truth, rule, any_domain=isinstance(rule.domain, Unknown))


def _of_zone(zone: HostedZone, there: Truth, rank: Rank) -> Iterator[DnsSource]:
    there = all_of((there, zone.private))
    if isinstance(zone.name, Unknown):
        yield DnsSource((), rank, all_of((there, zone.name)), zone, any_domain=True)
    else:
        yield DnsSource(labels_of(zone.name), rank, there, zone)


def _zone_elsewhere(id: str) -> HostedZone:
    return HostedZone(id=id, name=Unknown(frozenset({f"the domains of {id}, which was made elsewhere"})))
