"""Through a Transit Gateway.

https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.transit_gateway import (
    AttachmentKind,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRouteTable,
)
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.decide import first_fitting
from private_endpoints.network.paths.hops.arrival import Arrival, ArrivalKind
from private_endpoints.network.paths.hops.flow import Flow
from private_endpoints.network.paths.hops.transit_tables import NextStop, TransitTables
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.path import Blocker
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.values import Truth, Unknown, all_of, any_of, equal

__all__ = ["Exit", "Transit"]

# Peerings of Transit Gateways one after the other, far more than any of ours needs.
_MOST_PEERINGS = 8
# Tables on the way that leave open where they lead: each multiplies the ways, those of answers too.
_MOST_DOUBTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """Where packets leave a Transit Gateway.

    Attributes:
        arrival: what they met; its kind counts only where they do not get into a VPC.
        vpc: the VPC that they get into; None: they do not.
        subnets: the subnets of that VPC whose route tables take them.
        entered: the subnet where they went into the Transit Gateway; None: not known.
    """

    arrival: Arrival
    vpc: str | None = None
    subnets: tuple[Subnet, ...] = ()
    entered: Subnet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crossing:
    """Packets inside a Transit Gateway.

    Attributes:
        gateway: which one.
        attachment: how they got in.
        flow: what they are.
        peerings: the peerings of Transit Gateways that they took, each with the gateway that it led to.
        doubts: how many tables on the way left open where they lead.
    """

    gateway: TransitGateway
    attachment: TransitGatewayAttachment
    flow: Flow
    peerings: frozenset[tuple[str, str]] = frozenset()
    doubts: int = 0


class Transit:
    """The Transit Gateways of a network.

    Args:
        index: the network.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._tables = TransitTables(index)

    def cross(self, id: str, vpc: Vpc, subnet: Subnet, flow: Flow, trail: Trail) -> Iterator[Exit]:
        """Into a Transit Gateway from a VPC, and out of it wherever its routes lead."""
        gateway = self._index.network.find(TransitGateway, id)
        if gateway is None or gateway.imported or self._index.changed(id) is not None:
            yield _anywhere(trail, frozenset({f"the Transit Gateway {id}, which was made or changed elsewhere"}))
            return
        candidates = [
            (all_of((truth, False if one.vpc is None else self._index.same(one.vpc, vpc.id, by=one.id))), one)
            for one, truth in self._index.transit_attachments.at(id)
            if one.kind is AttachmentKind.VPC
        ]
        possible, why = first_fitting(candidates)
        for attachment in possible:
            if attachment is None:
                missing = blocker(
                    "no-transit-attachment", gateway, f"{vpc} is not attached to {gateway}", "attach the VPC"
                )
                yield _nowhere(trail.assume(why), missing)
                continue
            entered, zone = self._zone(attachment, subnet)
            into = trail.assume(why).then(hop(gateway, f"enters through {attachment}"))
            into = into.require(
                zone,
                blocker(
                    "transit-attachment-zone",
                    attachment,
                    f"{attachment} has no subnet in the Availability Zone of {subnet}",
                    "add a subnet of that zone to the attachment",
                ),
            )
            for one in self._route(_Crossing(gateway=gateway, attachment=attachment, flow=flow), into):
                yield Exit(arrival=one.arrival, vpc=one.vpc, subnets=one.subnets, entered=entered)

    def _zone(self, attachment: TransitGatewayAttachment, subnet: Subnet) -> tuple[Subnet | None, Truth]:
        """The subnet of an attachment in the zone of another subnet.

        "[R]esources in an Availability Zone where there is no transit gateway attachment cannot reach the transit
        gateway." (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html)
        """
        if isinstance(attachment.subnets, Unknown):
            return None, attachment.subnets
        truths: list[Truth] = []
        for one in attachment.subnets:
            if isinstance(one, Unknown):
                truths.append(one)
                continue
            found = self._index.network.find(Subnet, one)
            if found is not None and found.id == subnet.id:
                return found, True
            truth = Unknown(frozenset({f"the zone of {one}"})) if found is None else _same_zone(found, subnet)
            if truth is True:
                return found, True
            truths.append(truth)
        return None, any_of(truths)

    def _route(self, crossing: _Crossing, trail: Trail) -> Iterator[Exit]:
        """By the table that the attachment is associated with."""
        gateway, attachment = crossing.gateway, crossing.attachment
        candidates = [
            (all_of((truth, self._has(gateway, association.route_table))), NextStop(association.route_table))
            for association, truth in self._index.transit_associations.at(attachment.id)
        ]
        candidates.append((gateway.default_association, NextStop(gateway.default_route_table_id)))
        possible, depends_on = first_fitting(candidates)
        why = depends_on if len(possible) > 1 else frozenset()
        for one in possible:
            onward = trail.assume(why)
            if one is None:
                missing = blocker(
                    "no-transit-association",
                    attachment,
                    f"{attachment} is associated with no route table of {gateway}",
                    "associate it with one",
                )
                yield _nowhere(onward, missing)
            elif isinstance(one.id, Unknown):
                yield _anywhere(onward, one.id.depends_on)
            else:
                yield from self._by_table(crossing, one.id, onward)

    def _has(self, gateway: TransitGateway, table: Maybe[str]) -> Truth:
        """Whether a table may be one of a gateway: a peering is associated with tables at both of its ends."""
        if isinstance(table, Unknown):
            return True
        found = self._index.network.find(TransitGatewayRouteTable, table)
        if found is None:
            gateway_of_default, dot, name = table.rpartition(".")
            return gateway_of_default == gateway.id if dot and name == "DefaultRouteTable" else True
        return True if isinstance(found.gateway, Unknown) else found.gateway == gateway.id

    def _by_table(self, crossing: _Crossing, table: str, trail: Trail) -> Iterator[Exit]:
        gateway, destination = crossing.gateway, crossing.flow.destination
        element: Element = self._index.network.find(TransitGatewayRouteTable, table) or gateway
        default = table == gateway.default_route_table_id
        doubt = self._index.doubt(TransitGatewayRouteTable, table, by_default=default)
        if doubt is not None:
            yield _anywhere(trail, doubt.depends_on)
        possible, why = self._tables.choose(gateway, table, destination)
        if len(possible) > 1:
            crossing = replace(crossing, doubts=crossing.doubts + 1)
        for chosen in possible:
            onward = trail.assume(why)
            if chosen is None:
                missing = blocker(
                    "no-transit-route",
                    element,
                    f"no route of {element} leads to {destination.name}",
                    "add a route or a propagation",
                )
                yield _nowhere(onward, missing)
            else:
                yield from self._exit(crossing, element, chosen.id, onward)

    def _exit(self, crossing: _Crossing, table: Element, leads_to: Maybe[str], trail: Trail) -> Iterator[Exit]:
        if isinstance(leads_to, Unknown):
            yield _anywhere(trail, leads_to.depends_on)
            return
        if leads_to == "":
            yield _nowhere(
                trail, blocker("blackhole", table, f"a route of {table} is a blackhole", "give the route an attachment")
            )
            return
        attachment = self._index.network.find(TransitGatewayAttachment, leads_to)
        if attachment is not None and attachment.kind is AttachmentKind.PEERING:
            yield from self._over_peering(crossing, attachment, trail)
        elif attachment is None or attachment.kind is not AttachmentKind.VPC or not isinstance(attachment.vpc, str):
            yield _anywhere(trail, frozenset({f"the network behind {attachment or leads_to}"}))
        else:
            yield self._into_vpc(crossing, attachment, attachment.vpc, table, trail)

    def _over_peering(self, crossing: _Crossing, peering: TransitGatewayAttachment, trail: Trail) -> Iterator[Exit]:
        """To the Transit Gateway at the other end, which routes on by its own tables.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
        """
        ends = (peering.gateway, peering.peer)
        other = ends[1] if ends[0] == crossing.gateway.id else ends[0]
        gateway = self._index.network.find(TransitGateway, other) if isinstance(other, str) else None
        if gateway is None or gateway.imported or self._index.changed(gateway.id) is not None:
            yield _anywhere(trail, frozenset({f"the network behind {peering}"}))
            return
        step = peering.id, gateway.id
        if step in crossing.peerings:
            yield _nowhere(trail, blocker("routing-loop", peering, "the routes lead in a circle", "mend the routes"))
            return
        if len(crossing.peerings) >= _MOST_PEERINGS or crossing.doubts > _MOST_DOUBTS:
            yield _anywhere(trail, frozenset({"where very many peerings of Transit Gateways lead"}))
            return
        trail = trail.require(
            peering.exists, blocker("no-transit-attachment", peering, f"{peering} may not be there", "make it")
        )
        onward = replace(crossing, gateway=gateway, attachment=peering, peerings=crossing.peerings | {step})
        yield from self._route(onward, trail.then(hop(peering, f"leads from {crossing.gateway} to {gateway}")))

    def _into_vpc(
        self, crossing: _Crossing, attachment: TransitGatewayAttachment, vpc: str, table: Element, trail: Trail
    ) -> Exit:
        gateway = crossing.gateway
        if isinstance(attachment.subnets, Unknown):
            return _anywhere(trail, attachment.subnets.depends_on)
        subnets = [
            found
            for one in attachment.subnets
            if isinstance(one, str) and (found := self._index.network.find(Subnet, one)) is not None
        ]
        if len(subnets) != len(attachment.subnets) or not subnets:
            return _anywhere(trail, frozenset({f"the subnets of {attachment}"}))
        trail = trail.then(hop(attachment, f"leaves {gateway} by a route of {table}"))
        # "Security group referencing" has to be turned on for the Transit Gateway, and does not work over peering.
        peers: Truth = False if crossing.peerings else gateway.group_references
        return Exit(
            arrival=Arrival(kind=ArrivalKind.INTERFACE, trail=trail, peers=peers), vpc=vpc, subnets=tuple(subnets)
        )


def _nowhere(trail: Trail, why: Blocker) -> Exit:
    return Exit(arrival=Arrival(kind=ArrivalKind.NOWHERE, trail=trail.stop(why)))


def _anywhere(trail: Trail, depends_on: frozenset[str]) -> Exit:
    return Exit(arrival=Arrival(kind=ArrivalKind.ANYWHERE, trail=trail.assume(depends_on)))


def _same_zone(one: Subnet, other: Subnet) -> Truth:
    if isinstance(one.zone, Unknown) or isinstance(other.zone, Unknown):
        return Unknown(frozenset({f"the zones of {one} and {other}"}))
    return equal(one.zone, other.zone)
