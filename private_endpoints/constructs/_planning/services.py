"""Whether AWS offers a service where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import aws_cdk as cdk

from private_endpoints.catalog import EndpointService, ServiceStatus, partition_of
from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.errors import Problem

__all__ = ["home_region", "service_problems"]


def service_problems(facts: VpcFacts, ask: Ask) -> Iterator[Problem]:
    """Why there can be no such endpoint in the region of a VPC."""
    service = ask.service
    if ask.kind not in service.kinds:
        yield Problem(
            "no-such-kind",
            f"{service.name!r} has no {ask.kind.value} endpoint",
            f"ask for its {' or '.join(kind.value for kind in service.kinds)} endpoint",
        )
    if service.status is ServiceStatus.ENDED:
        yield Problem(
            "service-ended",
            f"AWS ended {service.name!r}" + (f" ({service.ended})" if service.ended else ""),
            "leave it out; if you still have it, give a row of your own: "
            "dataclasses.replace(service(...), status=ServiceStatus.ACTIVE, ended=None)",
        )
    region = facts.region
    if cdk.Token.is_unresolved(region):
        return
    if service.available_in(region) is False:
        yield Problem(
            "not-in-region",
            f"{service.name!r} is not offered in {region}",
            f"leave it out there; it is offered in {', '.join(service.regions or ())}",
        )
    home = home_region(service, region)
    if home is not None and not service.cross_region:
        yield Problem(
            "not-in-region",
            f"{service.name!r} lives in {home} and cannot be reached from {region}",
            f"ask for it in a VPC in {home}",
        )


def home_region(service: EndpointService, region: str) -> str | None:
    """Where a global service lives, if that is known and is not here.

    https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
    """
    if not service.is_global or cdk.Token.is_unresolved(region):
        return None
    home = service.home_regions.get(partition_of(region))
    return home if home != region else None
