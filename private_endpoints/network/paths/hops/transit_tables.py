"""What the route tables of Transit Gateways hold.

https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Maybe
from private_endpoints.network.model.transit_gateway import AttachmentKind, TransitGateway, TransitGatewayAttachment
from private_endpoints.network.paths.decide import first_of_rank
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.prefix_lists import entries_of
from private_endpoints.network.paths.hops.ranks import UNKNOWN_RANK, WIDEST_VPC, rank_of, wider_than_vpc
from private_endpoints.network.paths.index import Index
from private_endpoints.values import Truth, Unknown, all_of

__all__ = ["NextStop", "TransitTables"]

_STATIC, _PROPAGATED = range(2)


@dataclass(frozen=True, slots=True)
class NextStop:
    """What comes next.

    Attributes:
        id: of the route table or attachment; empty: a blackhole.
    """

    id: Maybe[str]


@dataclass(frozen=True, slots=True)
class TransitTables:
    """The route tables of the Transit Gateways of a network."""

    index: Index

    def choose(
        self, gateway: TransitGateway, table: str, destination: Place
    ) -> tuple[list[NextStop | None], frozenset[str]]:
        """The attachments that a table may send packets to; None: it has no route.

        Returns:
            The attachments, and what decides between them.
        """
        rows = sorted(self._rows(gateway, table, destination), key=lambda row: (row[0], row[1]))
        candidates: list[tuple[tuple[int, int], Truth, NextStop]] = []
        for length, kind, truth, leads_to in rows:
            doubtful = truth is True and length == UNKNOWN_RANK
            unsure = Unknown(frozenset({"how specific a route of the Transit Gateway is"}))
            candidates.append(((length, kind), unsure if doubtful else truth, NextStop(leads_to)))
        possible, why = first_of_rank(candidates)
        if possible[-1] is None and any(row[2] is True for row in rows):
            possible = possible[:-1]
        return possible, why if len(possible) > 1 else frozenset()

    def _rows(
        self, gateway: TransitGateway, table: str, destination: Place
    ) -> Iterator[tuple[int, int, Truth, Maybe[str]]]:
        for route, truth in self.index.transit_routes.at(table):
            leads_to: Maybe[str] = "" if route.attachment is None else route.attachment
            entries: tuple[Cidr, ...] = (route.cidr,) if route.cidr is not None else ()
            if route.prefix_list is not None:
                listed = entries_of(route.prefix_list, self.index)
                if isinstance(listed, Unknown):
                    yield UNKNOWN_RANK, _STATIC, listed, leads_to
                    continue
                entries = listed
            for cidr in entries:
                yield rank_of(cidr), _STATIC, all_of((truth, destination.within(cidr))), leads_to
        for attachment, truth in self._propagating(gateway, table):
            yield from self._propagated(attachment, truth, destination)

    def _propagating(
        self, gateway: TransitGateway, table: str
    ) -> Iterator[tuple[TransitGatewayAttachment | Unknown | str, Truth]]:
        seen: set[str] = set()
        for propagation, truth in self.index.transit_propagations.at(table):
            attached = propagation.attachment
            if isinstance(attached, Unknown):
                yield attached, all_of((truth, attached))
                continue
            seen.add(attached)
            yield self.index.network.find(TransitGatewayAttachment, attached) or attached, truth
        if table == gateway.default_route_table_id and gateway.default_propagation is not False:
            for attachment, truth in self.index.transit_attachments.at(gateway.id):
                if attachment.id not in seen:
                    yield attachment, all_of((truth, gateway.default_propagation))

    def _propagated(
        self, attachment: TransitGatewayAttachment | Unknown | str, truth: Truth, destination: Place
    ) -> Iterator[tuple[int, int, Truth, Maybe[str]]]:
        if isinstance(attachment, Unknown):
            yield UNKNOWN_RANK, _PROPAGATED, truth, attachment
            return
        if isinstance(attachment, str):
            unknown = Unknown(frozenset({f"the ranges behind {attachment}, which was made elsewhere"}))
            yield UNKNOWN_RANK, _PROPAGATED, all_of((truth, unknown)), attachment
            return
        if attachment.kind is AttachmentKind.VPC and isinstance(attachment.vpc, str):
            if destination.family == 6:  # noqa: PLR2004 - IPv6
                # Where the support is off, "IPv6 routes do not propagate. The setting does not filter IPv6 traffic"
                # (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html)
                truth = all_of((truth, attachment.ipv6))
            for rank, fits in self._ranges_of(attachment.vpc, destination):
                yield rank, _PROPAGATED, all_of((truth, fits)), attachment.id
            return
        for cidr in attachment.routes or ():
            yield rank_of(cidr), _PROPAGATED, all_of((truth, destination.within(cidr))), attachment.id
        if attachment.routes is None and attachment.kind is not AttachmentKind.PEERING:
            learnt = Unknown(frozenset({f"the routes that {attachment} learns"}))
            # Nobody there is taken to announce a part of a VPC's range; what is wider may win over a default route.
            rank = UNKNOWN_RANK if not destination.vpc else wider_than_vpc(self.index, destination)
            yield rank, _PROPAGATED, all_of((truth, learnt)), attachment.id

    def _ranges_of(self, vpc_id: str, destination: Place) -> Iterator[tuple[int, Truth]]:
        """The ranges that a VPC tells; those that nobody said are private."""
        vpc = self.index.vpc(vpc_id)
        ranges = vpc.cidrs if destination.family == 4 else vpc.ipv6_cidrs  # noqa: PLR2004 - IPv4
        if destination.vpc == vpc.id:
            # Of several ranges the one that has the address; those it cannot be in say nothing.
            lengths = [rank_of(cidr) for cidr in ranges if destination.within(cidr) is not False]
            known = [one for one in lengths if one != UNKNOWN_RANK]
            yield max(known, default=WIDEST_VPC), True
        elif destination.public:
            yield from ((rank_of(cidr), destination.within(cidr)) for cidr in ranges if isinstance(cidr, str))
        elif vpc.imported:
            yield UNKNOWN_RANK, Unknown(frozenset({f"the ranges of {vpc}"}))
        else:
            yield from ((rank_of(cidr), destination.within(cidr)) for cidr in ranges)
