"""A question, as asked from one subnet of its source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.caller import Caller, Spot, place_in
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.hops.flow import Flow, Ports
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.policies.call import Call
from private_endpoints.network.paths.question import Question
from private_endpoints.network.paths.services import Service
from private_endpoints.values import Truth

__all__ = ["Ask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question, as asked from one subnet of its source.

    Attributes:
        question: what is asked.
        caller: who calls.
        spot: from where.
        vpc: the VPC of that subnet.
        service: the service that is called; None: none of AWS, or not said.
        family: over which family of addresses.
    """

    question: Question
    caller: Caller
    spot: Spot
    vpc: Vpc
    service: Service | None
    family: Family = Family.IPV4

    def over(self, family: Family) -> Ask:
        """The same over another family."""
        return replace(self, family=family)

    def flow(self, index: Index, destination: Place, port: int) -> Flow:
        """The packets of the call."""
        source = place_in(index, self.spot, self.family.of_source)
        # Every IPv6 address is a public one.
        public_ip: Truth = True if self.family is Family.IPV6 else self.spot.public_ip
        return Flow(source=source, destination=destination, ports=Ports(port, port), public_ip=public_ip)

    def call(self, endpoint: Endpoint | None = None, vpc: Vpc | None = None, source: Place | None = None) -> Call:
        """The call as policies see it.

        Args:
            endpoint: the endpoint that it goes through. Default: none.
            vpc: the VPC of that endpoint.
            source: the addresses that it comes from. Default: not known.
        """
        return Call(
            question=self.question,
            service=self.service,
            role=self.caller.role,
            unread=self.caller.unread,
            endpoint=endpoint,
            vpc=vpc,
            source=source,
            caller=self.caller.element,
        )
