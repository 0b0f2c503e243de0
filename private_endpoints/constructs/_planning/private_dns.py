"""Whether the service's own names resolve to an interface endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._planning.ask import Ask, PrivateDns
from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.errors import Problem

__all__ = ["choose_private_dns"]

_CHOICES = (True, False, "inbound-only")


def choose_private_dns(facts: VpcFacts, ask: Ask) -> tuple[PrivateDns, list[Problem]]:
    """As it was asked for; else on where the service has private DNS names and no gateway endpoint.

    Private DNS on an interface endpoint for S3 takes the whole VPC off the gateway, whose clients are not let into the
    interface: that has to be asked for.
    """
    default = ask.service.private_dns_supported and EndpointKind.GATEWAY not in ask.service.kinds
    wanted = default if ask.private_dns is None else ask.private_dns
    return wanted, list(_problems(facts, ask, wanted))


def _problems(facts: VpcFacts, ask: Ask, wanted: PrivateDns) -> Iterator[Problem]:
    if not wanted:
        return
    service = ask.service
    if wanted not in _CHOICES:
        yield Problem("bad-private-dns", f"private_dns={wanted!r}", 'give True, False, or "inbound-only" for S3')
    elif not service.private_dns_supported:
        yield Problem(
            "private-dns-unsupported",
            f"private_dns={wanted!r} on {service.name!r}, which has no private DNS name",
            "leave private_dns out, and call the endpoint by its own DNS name",
        )
    elif wanted == "inbound-only" and EndpointKind.GATEWAY not in service.kinds:
        yield Problem(
            "inbound-only-unsupported",
            f"private_dns='inbound-only' on {service.name!r}, which has no gateway endpoint",
            "give private_dns=True or False",
        )
    if off := facts.lacks_dns:
        yield Problem(
            "vpc-dns-off",
            f"private DNS for {service.name!r} on {facts.path}, whose {' and '.join(off)} is off",
            f"set {' and '.join(f'{name}=True' for name in off)} on the VPC, or give private_dns=False",
        )
