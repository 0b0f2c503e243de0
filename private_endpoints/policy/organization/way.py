"""The ways by which a request comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from private_endpoints.catalog import organization_endpoint_prefixes
from private_endpoints.policy.evaluation import EndpointSource, Request
from private_endpoints.policy.evaluation.context import Given

__all__ = ["Way"]


@dataclass(frozen=True, slots=True)
class Way:
    """A way by which a request comes.

    Attributes:
        name: as the end of a sentence, such as `from 203.0.113.7`.
        send: makes the request come this way.
    """

    name: str
    send: Callable[[Request], Request]

    @classmethod
    def directly(cls, address: str) -> Way:
        """Over the internet."""
        return cls(f"from {address}", lambda request: request.directly(source_ip=address))

    @classmethod
    def through(cls, name: str, *, vpc: str, organization: Given, region: str) -> Way:
        """Through an endpoint; the keys of the organization are on it where the service carries them."""
        return cls(name, partial(_through, vpc=vpc, organization=organization, region=region))


def _through(request: Request, *, vpc: str, organization: Given, region: str) -> Request:
    carried = ("aws:VpceOrgID",) if request.service in organization_endpoint_prefixes() else ()
    source = EndpointSource(endpoint="vpce-promised", vpc=vpc, organization=organization)
    sent = request.through_endpoint(source, carried_keys=carried)
    return sent.with_keys({"aws:RequestedRegion": region})
