"""Out of a VPC to public addresses, through the gateways at its edge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.network.model.gateways import (
    DirectConnectAssociation,
    EgressOnlyGateway,
    InternetGateway,
    VirtualPrivateGateway,
    VpnConnection,
)
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.borders import Borders
from private_endpoints.network.paths.hops.edge_tables import EdgeTables
from private_endpoints.network.paths.hops.flow import Flow
from private_endpoints.network.paths.hops.here import Here, Step, anywhere, nowhere
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.path import Blocker, Hop
from private_endpoints.network.paths.trail import Trail, blocker
from private_endpoints.values import Truth, Unknown, all_of, any_of, negate

__all__ = ["Gateways", "public_access_blocked"]


class Gateways:
    """The gateways at the edges of VPCs.

    Args:
        index: the network.
        borders: the borders of its subnets.
    """

    def __init__(self, index: Index, borders: Borders) -> None:
        self._index = index
        self._borders = borders
        self._edge_tables = EdgeTables(index)

    def internet(self, id: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """Through an internet gateway, which knows only who has a public address."""
        gateway = self._index.network.find(InternetGateway, id)
        element: Element = gateway or vpc
        trail = here.trail
        if (private := _not_public(here.flow, element)) is not None:
            yield nowhere(trail, private)
            return
        if gateway is not None and not gateway.imported:
            trail = trail.require(self._attached(id, vpc), _detached(element, vpc))
        trail = trail.require(
            False if here.from_outside and not here.natted else here.flow.public_ip,
            lambda: blocker(
                "no-public-address",
                here.subnet,
                f"{here.flow.source.name} has no public address, so the internet gateway drops its packets",
                "give it a private path: a VPC endpoint",
            ),
        )
        if not here.natted:
            trail = trail.require(negate(vpc.block_public_ingress), public_access_blocked(vpc))
        trail = self._edge_tables.require_answers(id, vpc, here.flow.source, trail)
        yield self.out(replace(here, trail=_open(vpc, trail)), f"leaves {vpc} through an internet gateway")

    def egress_only(self, id: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """Through an egress-only internet gateway, over IPv6."""
        gateway: Element = self._index.network.find(EgressOnlyGateway, id) or vpc
        if (private := _not_public(here.flow, gateway)) is not None:
            yield nowhere(here.trail, private)
            return
        opened = replace(here, trail=_open(vpc, here.trail))
        if here.from_outside:
            # AWS's pages have it in the caller's own VPC only, and say nowhere what it does with addresses of others
            # (https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-egress-for-ipv6.html).
            doubt = f"whether the egress-only internet gateway of {vpc} takes packets of other VPCs"
            refused = blocker(
                "no-public-address",
                here.subnet,
                f"{here.flow.source.name} has no address of {vpc}",
                "give the caller's own VPC an egress-only internet gateway, or a private path: a VPC endpoint",
            )
            opened = replace(opened, trail=opened.trail.require(Unknown(frozenset({doubt})), refused))
        yield self.out(opened, f"leaves {vpc} over IPv6 through an egress-only internet gateway")

    def carrier(self, _: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """Through a carrier gateway."""
        yield self.out(here, f"leaves {vpc} through a carrier gateway")

    def virtual_private(self, id: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """Through a virtual private gateway, to a network that no template shows."""
        gateway = self._index.network.find(VirtualPrivateGateway, id)
        if gateway is not None and not gateway.imported and self._attached(id, vpc) is False:
            yield nowhere(here.trail, _detached(gateway, vpc))
            return
        if gateway is not None and self._leads_elsewhere(gateway, here.flow.destination):
            missing = blocker(
                "no-route",
                gateway,
                f"no static route of the VPN connections of {gateway} leads to {here.flow.destination.name}",
                "add a static route to the VPN connection",
            )
            yield nowhere(here.trail, missing)
            return
        yield anywhere(here.trail, frozenset({f"the network behind the virtual private gateway {gateway or id}"}))

    def _leads_elsewhere(self, gateway: VirtualPrivateGateway, destination: Place) -> bool:
        """Whether all that ends at a gateway has static routes, and none to a place."""
        if self._index.doubt(VirtualPrivateGateway, gateway.id) is not None:
            return False
        links: list[tuple[VpnConnection | DirectConnectAssociation, Truth]]
        links = [*self._index.vpns.at(gateway.id), *self._index.direct_connects.at(gateway.id)]
        return bool(links) and all(
            link.routes is not None and all(destination.within(cidr) is False for cidr in link.routes)
            for link, _ in links
        )

    def has_internet(self, element: Element, vpc: Vpc, trail: Trail) -> Trail:
        """What needs an internet gateway of the VPC, and that nothing blocks it."""
        attached = any_of(
            all_of((truth, self._is_internet_gateway(attachment.gateway)))
            for attachment, truth in self._index.gateways_of_vpc.at(vpc.id)
        )
        return _open(vpc, trail.require(attached, _detached(element, vpc)))

    def out(self, here: Here, why: str) -> Arrival:
        """To public addresses."""
        trail = self._borders.outwards(here).then(Hop(element=here.flow.destination.name, why=why))
        return Arrival(kind=ArrivalKind.INTERNET, trail=trail, peers=False, ways_back=here.ways_back)

    def _attached(self, id: str, vpc: Vpc) -> Truth:
        return any_of(
            all_of((truth, self._index.same(attachment.vpc, vpc.id, by=attachment.id)))
            for attachment, truth in self._index.gateway_attachments.at(id)
        )

    def _is_internet_gateway(self, id: Maybe[str]) -> Truth:
        if isinstance(id, Unknown):
            return id
        found = self._index.network.get(id)
        if found is None:
            return Unknown(frozenset({f"the gateway {id}, which was made elsewhere"}))
        return isinstance(found, InternetGateway)


def _open(vpc: Vpc, trail: Trail) -> Trail:
    return trail.require(negate(vpc.block_public_access), public_access_blocked(vpc))


def public_access_blocked(vpc: Vpc) -> Blocker:
    """What VPC Block Public Access does."""
    return blocker("block-public-access", vpc, "VPC Block Public Access is on", "exclude the VPC or the subnet")


def _not_public(flow: Flow, gateway: Element) -> Blocker | None:
    """What an internet gateway drops: packets to private addresses, and to those that only a NAT gateway knows."""
    if flow.destination.translated is not None:
        return blocker(
            "nat64-without-nat",
            gateway,
            f"{flow.destination.name} has an address made up by DNS64, which only a NAT gateway knows",
            "route 64:ff9b::/96 to a NAT gateway",
        )
    if flow.destination.public:
        return None
    return blocker(
        "internet-gateway-to-private-address",
        gateway,
        f"{flow.destination.name} has private addresses, which an internet gateway drops",
        "route them to the network that has them",
    )


def _detached(element: Element, vpc: Vpc) -> Blocker:
    return blocker(
        "gateway-not-attached", element, f"the gateway is not attached to {vpc}", "add a VPCGatewayAttachment"
    )
