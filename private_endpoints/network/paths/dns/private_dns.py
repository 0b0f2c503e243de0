"""Private DNS of endpoints: the domains that it takes, and what it answers there."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import EndpointKind
from private_endpoints.network.model.endpoint import Endpoint, EndpointType
from private_endpoints.network.model.endpoint_service import EndpointService
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.dns.answer import Answer, AnswerKind
from private_endpoints.network.paths.dns.hosts import private_names
from private_endpoints.network.paths.dns.names import Labels, ends_with, labels_of, same_name
from private_endpoints.network.paths.dns.query import text_of
from private_endpoints.network.paths.dns.source import DnsSource, Rank
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.services import Service, not_said, service_of
from private_endpoints.network.paths.trail import blocker, hop
from private_endpoints.values import Truth, Unknown, all_of, any_of

__all__ = ["answer_of_endpoint", "sources_of_endpoint"]

_WITH_ADDRESSES = (EndpointType.INTERFACE, EndpointType.RESOURCE, EndpointType.SERVICE_NETWORK)


def sources_of_endpoint(index: Index, endpoint: Endpoint, there: Truth, rank: Rank) -> Iterator[DnsSource]:
    """The domains that private DNS of an endpoint takes.

    Args:
        index: the network.
        endpoint: the endpoint.
        there: whether the endpoint is there, and private DNS with it.
        rank: by what a VPC comes to it.
    """
    kind = endpoint.type
    there = all_of((there, endpoint.private_dns, kind if isinstance(kind, Unknown) else kind in _WITH_ADDRESSES))
    if there is False:
        return
    service = _service_of(index, endpoint)
    if service is None:
        yield from _of_somebody(index, endpoint, there, rank)
        return
    inbound = _only_inbound(endpoint, service)
    for domain in dict.fromkeys(_without_star(labels_of(name)) for name in private_names(service)):
        yield DnsSource(domain, rank, there, endpoint, only_inbound=inbound)
    if not service.row.private_dns_names and "private_dns_names" in service.row.assumed:
        # Somebody else's service, whose private DNS name nobody said: it cannot be one of AWS's.
        yield DnsSource((), rank, all_of((there, _unsaid(endpoint))), endpoint, any_domain=True, foreign=True)


def _of_somebody(index: Index, endpoint: Endpoint, there: Truth, rank: Rank) -> Iterator[DnsSource]:
    """Private DNS for a service of somebody else's, whose name is known if the service is in the network."""
    if isinstance(endpoint.service, str):
        found = index.network.find(EndpointService, endpoint.service)
        if found is not None and found.private_dns_name is None:
            return
        if found is not None and not isinstance(found.private_dns_name, Unknown):
            yield DnsSource(_without_star(labels_of(found.private_dns_name or "")), rank, there, endpoint)
            return
        yield DnsSource((), rank, all_of((there, _unsaid(endpoint))), endpoint, any_domain=True, foreign=True)
        return
    unsaid = not_said(endpoint)
    if unsaid is not False:
        yield DnsSource((), rank, all_of((there, unsaid)), endpoint, any_domain=True)


def answer_of_endpoint(index: Index, endpoint: Endpoint, domain: Labels, name: Labels) -> Answer:
    """What private DNS of an endpoint answers for a name in a domain that it takes."""
    service = _service_of(index, endpoint)
    names = () if service is None else private_names(service)
    if names and any_of(_covers(labels_of(one), name) for one in names) is False:
        missing = blocker(
            "name-not-private",
            endpoint,
            f"private DNS of {endpoint} takes {text_of(domain)} and has no such name in it",
            "call a name that the service has",
        )
        return Answer(kind=AnswerKind.NONE, blocker=missing)
    step = hop(endpoint, "answers by its private DNS")
    return Answer(kind=AnswerKind.ENDPOINT, endpoint=endpoint, by_private_dns=True, hop=step)


def _only_inbound(endpoint: Endpoint, service: Service) -> Truth:
    """Whether private DNS answers queries of Resolver inbound endpoints only.

    Where a template says nothing AWS takes it for on, for a service with gateway endpoints
    (https://github.com/hashicorp/terraform-provider-aws/pull/32355), and refuses it without a gateway endpoint.
    """
    if endpoint.private_dns_only_inbound is not None:
        return endpoint.private_dns_only_inbound
    if EndpointKind.GATEWAY not in service.row.kinds:
        return False
    return Unknown(frozenset({f"PrivateDnsOnlyForInboundResolverEndpoint of {endpoint}, which is not said"}))


def _service_of(index: Index, endpoint: Endpoint) -> Service | None:
    home = index.vpc(endpoint.vpc) if isinstance(endpoint.vpc, str) else Vpc(id="")
    return service_of(endpoint, home, index.network)


def _unsaid(endpoint: Endpoint) -> Unknown:
    return Unknown(frozenset({f"the private DNS name of the service of {endpoint}"}))


def _without_star(labels: Labels) -> Labels:
    return labels[1:] if labels and labels[0] == "*" else labels


def _covers(pattern: Labels, name: Labels) -> Truth:
    if pattern and pattern[0] == "*":
        inside = ends_with(name, pattern[1:])
        return all_of((inside, len(name) >= len(pattern)))
    return same_name(pattern, name)
