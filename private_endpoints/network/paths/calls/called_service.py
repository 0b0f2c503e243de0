"""Which service of AWS a question is about."""

from __future__ import annotations

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.endpoint_service import EndpointService
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.dns.hosts import named_service
from private_endpoints.network.paths.dns.names import labels_of
from private_endpoints.network.paths.policies.resource_policy import arn_of, region_in
from private_endpoints.network.paths.question import INTERNET, Question, called_endpoint
from private_endpoints.network.paths.services import Service, region_of, service_named, service_of
from private_endpoints.values import Value

__all__ = ["called_service"]


def called_service(network: Network, question: Question, vpc: Vpc) -> Service | None:
    """The service that is called; None: none of AWS, or not said.

    Args:
        network: what exists.
        question: what is asked.
        vpc: where the caller is.

    Raises:
        InvalidInputError: there is no such service.
    """
    if question.service == INTERNET or network.find(EndpointService, question.service) is not None:
        return None
    if not question.service:
        host = () if called_endpoint(question.host) is not None else labels_of(question.host)
        return named_service(host, region_of(vpc, network)) if host else None
    target = None if question.target is None else network.find(Resource, question.target)
    # Callers of a resource call the service where the resource is.
    called = question.resource or (None if target is None else arn_of(target))
    region = region_in(called) if called is not None and not question.host else ""
    if not region and target is not None and not question.host:
        region = target.region or ""
    here = region_of(vpc, network)
    return service_named(
        question.service, region or _region_of_host(network, question.host, here) or here, where=question.source
    )


def _region_of_host(network: Network, host: str, here: Value) -> Value:
    """The region whose service a name leads to; empty: the name does not say."""
    named = called_endpoint(host)
    own = None if named is None else network.find(Endpoint, named)
    if own is not None and isinstance(own.vpc, str):
        found = service_of(own, network.find(Vpc, own.vpc) or Vpc(id=own.vpc), network)
    else:
        found = named_service(labels_of(host), here) if host and named is None else None
    return "" if found is None else found.region
