"""Why no endpoint answers for a service: what a user would have to change."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import EndpointKind
from private_endpoints.network.model.endpoint import Endpoint, EndpointType
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.path import Blocker
from private_endpoints.network.paths.services import Service, is_for
from private_endpoints.network.paths.trail import blocker

__all__ = ["why_not"]


def why_not(index: Index, vpc: Vpc, wanted: Service) -> Iterator[Blocker]:
    """What keeps the endpoints of a VPC, or their absence, from making a path private."""
    name = wanted.row.name
    found = [one for one, _ in index.endpoints.at(vpc.id) if is_for(one, wanted, vpc, index.network) is not False]
    if not found:
        kinds = " or ".join(kind.value.lower() for kind in wanted.row.kinds)
        elsewhere = index.endpoints_of_service.get(name, ())
        other = next((one for one in elsewhere if is_for(one, wanted, vpc, index.network) is True), None)
        if other is not None:
            yield blocker(
                "endpoint-of-another-vpc",
                other,
                f"the endpoint {other} for {name} is in another VPC, and its names do not resolve in {vpc}",
                f"associate a hosted zone or a Route 53 Profile that leads to it with {vpc}, with routes both ways, "
                f"or add a VPC endpoint ({kinds}) to {vpc}",
            )
            return
        yield blocker("no-endpoint", vpc, f"{vpc} has no endpoint for {name}", f"add a VPC endpoint ({kinds})")
    for endpoint in found:
        yield from _of_endpoint(endpoint, vpc, wanted)


def _of_endpoint(endpoint: Endpoint, vpc: Vpc, wanted: Service) -> Iterator[Blocker]:
    name = wanted.row.name
    if endpoint.type is EndpointType.GATEWAY:
        yield blocker(
            "endpoint-not-in-route-table",
            endpoint,
            f"the gateway endpoint {endpoint} has no route in the caller's route table, or another route wins over it",
            "add the route table of the caller's subnet to RouteTableIds",
        )
        return
    if endpoint.type is not EndpointType.INTERFACE:
        return
    if endpoint.private_dns is not True:
        if wanted.row.private_dns_supported:
            yield blocker("private-dns-off", endpoint, f"private DNS of {endpoint} is off", "set PrivateDnsEnabled")
        else:
            yield blocker(
                "no-private-dns",
                endpoint,
                f"{name} has no private DNS name, so its own name leads to public addresses",
                "call the endpoint by its own DNS name",
            )
    elif vpc.dns_hostnames is not True:
        yield blocker(
            "dns-hostnames-off",
            vpc,
            f"private DNS of {endpoint} needs EnableDnsHostnames of {vpc}, which is off",
            "turn EnableDnsHostnames and EnableDnsSupport on",
        )
    elif EndpointKind.GATEWAY in wanted.row.kinds and endpoint.private_dns_only_inbound is not False:
        yield blocker(
            "private-dns-inbound-only",
            endpoint,
            f"private DNS of {endpoint} answers only queries from outside the VPC",
            "add a gateway endpoint, or set PrivateDnsOnlyForInboundResolverEndpoint to false",
        )
