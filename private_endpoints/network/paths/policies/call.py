"""A call on its way, as policies see it."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.role import Role
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.question import Question
from private_endpoints.network.paths.services import Service

__all__ = ["Call"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call on its way.

    Attributes:
        question: what is asked.
        service: the service that is called; None: none of AWS.
        role: the caller's role; None: not known.
        unread: the caller's role, if nothing is known of it; empty: it is known, or there is none.
        endpoint: the endpoint that it goes through; None: none.
        vpc: the VPC of that endpoint.
        source: the addresses that it comes from; None: not known.
        caller: what calls, for messages.
    """

    question: Question
    service: Service | None
    role: Role | None
    unread: str = ""
    endpoint: Endpoint | None
    vpc: Vpc | None
    source: Place | None = None
    caller: Element
