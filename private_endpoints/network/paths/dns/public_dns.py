"""What public DNS answers, which the resolver of a VPC asks where nothing else takes a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.paths.dns.answer import Answer, AnswerKind
from private_endpoints.network.paths.dns.hosts import endpoint_of, is_of_aws, is_of_service, service_at
from private_endpoints.network.paths.dns.names import may_grow
from private_endpoints.network.paths.dns.query import DnsQuery, text_of
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.services import region_of
from private_endpoints.network.paths.trail import blocker, hop

__all__ = ["public_answers"]


def public_answers(index: Index, query: DnsQuery) -> Iterator[Answer]:
    """What public DNS may answer."""
    _, dual_stack = service_at(query.name, region_of(query.vpc, index.network))
    answer = _answer(index, query)
    if query.family == 6 and dual_stack is None and answer.kind is AnswerKind.PUBLIC:  # noqa: PLR2004 - IPv6
        doubt = frozenset({f"whether {text_of(query.name)} has IPv6 addresses"})
        none = blocker(
            "no-ipv6-address", query.vpc, f"{text_of(query.name)} may have no IPv6 address", "call a dual-stack name"
        )
        yield Answer(kind=AnswerKind.NONE, blocker=none, depends_on=doubt)
        answer = replace(answer, depends_on=answer.depends_on | doubt)
    yield answer


def _answer(index: Index, query: DnsQuery) -> Answer:
    """What public DNS answers, where the name has addresses of the family."""
    vpc, name = query.vpc, text_of(query.name)
    region = region_of(vpc, index.network)
    own = endpoint_of(query.name)
    if own:
        endpoint = index.network.find(Endpoint, own)
        if endpoint is not None:
            step = hop(endpoint, "is called by its own DNS name")
            return Answer(kind=AnswerKind.ENDPOINT, endpoint=endpoint, hop=step)
    if own or may_grow(query.name) or (is_of_aws(query.name) and not is_of_service(query.name, region)):
        # Names of load balancers, databases and the like may stand for private addresses, as a name that a
        # template does not show may.
        return Answer(kind=AnswerKind.ANY, depends_on=frozenset({f"the addresses of {name}"}))
    if query.name[-1:] == ("internal",):
        # The resolver has rules of its own for the names of instances, which no template shows
        # (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html).
        return Answer(kind=AnswerKind.ANY, depends_on=frozenset({f"the addresses of {name}"}))
    service, dual_stack = service_at(query.name, region)
    if query.family == 6 and dual_stack is False:  # noqa: PLR2004 - IPv6
        none = blocker("no-ipv6-address", vpc, f"{name} has no IPv6 address", "call a dual-stack name")
        return Answer(kind=AnswerKind.NONE, blocker=none)
    step = hop(vpc, f"its resolver answers {name} with public addresses")
    return Answer(kind=AnswerKind.PUBLIC, service=service, hop=step)
