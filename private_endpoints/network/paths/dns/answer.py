"""What a DNS query comes back with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.paths.path import Blocker, Hop
from private_endpoints.network.paths.services import Service
from private_endpoints.values import Value

__all__ = ["Answer", "AnswerKind"]


class AnswerKind(Enum):
    """What a DNS query comes back with."""

    ENDPOINT = auto()
    """The private addresses of an endpoint."""
    PUBLIC = auto()
    """Public addresses."""
    ADDRESS = auto()
    """An address that a record holds."""
    ELEMENT = auto()
    """The addresses of another element, such as a load balancer."""
    NONE = auto()
    """No address."""
    ANY = auto()
    """It is not known what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a DNS query comes back with, and why.

    Attributes:
        kind: what.
        hop: who answered.
        forwarded: which Resolver rules led there.
        endpoint: of `ENDPOINT`.
        by_private_dns: of `ENDPOINT`: whether its private DNS answered.
        service: of `PUBLIC`: the AWS service whose addresses they are; None: somebody else's.
        address: of `ADDRESS`.
        element: of `ELEMENT`: its id.
        blocker: of `NONE`: what is wrong.
        depends_on: what decides, of `ANY` and of answers of which only one will come.
    """

    kind: AnswerKind
    hop: Hop | None = None
    forwarded: tuple[Hop, ...] = ()
    endpoint: Endpoint | None = None
    by_private_dns: bool = False
    service: Service | None = None
    address: Value = ""
    element: str = ""
    blocker: Blocker | None = None
    depends_on: frozenset[str] = frozenset()

    def one_of(self, count: int, why: frozenset[str]) -> Answer:
        """One of several answers that may come."""
        return replace(self, depends_on=self.depends_on | why) if count > 1 and why else self
