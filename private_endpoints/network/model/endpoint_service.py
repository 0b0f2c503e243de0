"""Endpoint services that the network offers itself."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Truth, Unknown, Value

__all__ = ["EndpointService"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointService(Element):
    """A VPC endpoint service.

    Attributes:
        service_name: its full name, once AWS has made it.
        private_dns_name: the name that consumers use; None: they use the endpoint's own.
        acceptance_required: whether its owner accepts each endpoint by hand.
        load_balancers: Network or Gateway Load Balancers behind it.
        principals: who may make endpoints to it, ARNs or `*`; None: not said here.
    """

    service_name: Value | Unknown = ""
    private_dns_name: Value | Unknown | None = None
    acceptance_required: Truth = True
    load_balancers: Maybe[tuple[Maybe[str], ...]] = ()
    principals: Maybe[tuple[Value, ...]] | None = None
