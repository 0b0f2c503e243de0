"""Routes to VPC endpoints: gateway endpoints, and those of Gateway Load Balancers, which packets only pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from private_endpoints.network.model.endpoint import Endpoint, EndpointType
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.borders import Borders
from private_endpoints.network.paths.hops.flow import WayBack, answers_of
from private_endpoints.network.paths.hops.here import Here, Step, anywhere, nowhere
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import RULES_NOT_READ, Trail, blocker, hop
from private_endpoints.values import Unknown

__all__ = ["RoutedEndpoints"]


class RoutedEndpoints:
    """The VPC endpoints that routes lead to.

    Args:
        index: the network.
        borders: the borders of its subnets.
    """

    def __init__(self, index: Index, borders: Borders) -> None:
        self._index = index
        self._borders = borders

    def through(self, id: str, _: Vpc, here: Here) -> Iterator[Step]:
        """To a gateway endpoint, or through the appliances behind a Gateway Load Balancer."""
        endpoint = self._index.network.find(Endpoint, id)
        if endpoint is None or isinstance(endpoint.type, Unknown):
            yield anywhere(here.trail, frozenset({f"the VPC endpoint {id}, which was made elsewhere"}))
        elif endpoint.type is EndpointType.GATEWAY:
            yield self._gateway(endpoint, here)
        elif endpoint.type is EndpointType.GATEWAY_LOAD_BALANCER:
            yield from self._appliances(endpoint, here)
        else:
            wrong = blocker(
                "route-to-endpoint",
                endpoint,
                f"{endpoint} is no Gateway Load Balancer endpoint, so no route can lead to it",
                "route to a Gateway Load Balancer endpoint",
            )
            yield nowhere(here.trail, wrong)

    def _appliances(self, endpoint: Endpoint, here: Here) -> Iterator[Step]:
        """What comes back from the appliances goes on by the table of the endpoint's subnet.

        https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html

        Behind "a middlebox appliance [...] if you reference the security group of the other instance as the source,
        this does not allow traffic to flow" (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
        """
        changed = self._index.changed(endpoint.id)
        subnets = () if isinstance(endpoint.subnets, Unknown) else endpoint.subnets
        found = [
            subnet
            for one in subnets
            if not isinstance(one, Unknown) and (subnet := self._index.network.find(Subnet, one)) is not None
        ]
        if not found or changed is not None:
            yield anywhere(
                here.trail, frozenset({f"the subnet of {endpoint}"}) if changed is None else changed.depends_on
            )
            return
        waiting = blocker(
            "endpoint-not-accepted",
            endpoint,
            f"the owner of the service has not accepted {endpoint}",
            "have it accepted",
        )
        # Answers from public addresses go on to the caller's own subnet, whose network ACL they meet.
        answered = here.flow.destination.public and not here.from_outside
        for subnet in found:
            ways_back = (*here.ways_back, WayBack(subnet, answers_of(here.flow))) if answered else here.ways_back
            trail = here.trail.then(hop(endpoint, "passes the appliances behind a Gateway Load Balancer"))
            trail = _let_through(endpoint, trail.require(endpoint.accepted, waiting))
            trail = self._borders.between(here.subnet, subnet, here.flow, trail)
            yield replace(here, subnet=subnet, trail=trail, peers=False, ways_back=ways_back)

    def _gateway(self, endpoint: Endpoint, here: Here) -> Arrival:
        trail = here.trail
        if here.from_outside:
            outside = blocker(
                "gateway-endpoint-from-outside",
                endpoint,
                f"{endpoint} serves only callers inside its own VPC",
                "use an interface endpoint, or a gateway endpoint in the caller's VPC",
            )
            trail = trail.stop(outside)
        trail = self._borders.outwards(replace(here, trail=trail))
        return Arrival(
            kind=ArrivalKind.GATEWAY_ENDPOINT, trail=trail, endpoint=endpoint, peers=False, ways_back=here.ways_back
        )


def _let_through(endpoint: Endpoint, trail: Trail) -> Trail:
    """What is behind an endpoint may drop everything, or have rules."""
    drops = blocker(
        "firewall-drops",
        endpoint,
        f"the policy of {endpoint} drops what no rule lets through",
        "let the policy pass it",
    )
    trail = trail.require(endpoint.passes, drops)
    if endpoint.filters is False:
        return trail
    rules = blocker(
        RULES_NOT_READ,
        endpoint,
        f"the rules of {endpoint} may not let it through",
        "keep traffic that has to be private away from the firewall",
    )
    return trail.require(Unknown(frozenset({f"whether the rules of {endpoint} let it through"})), rules)
