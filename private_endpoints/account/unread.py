"""What was refused, as something that may change answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from private_endpoints.account.reading import Reading
from private_endpoints.network import (
    Element,
    HostedZone,
    Role,
    TransitGateway,
    TransitGatewayRouteTable,
    UnknownResource,
    VirtualPrivateGateway,
    Vpc,
    Workload,
)
from private_endpoints.values import Unknown

__all__ = ["unread", "unread_roles"]


# On what hangs the unread, by the call. What is not here is named by something else: a route to a gateway that is not
# read is one to a gateway of which nothing is known.
_TOUCHED: tuple[tuple[str, tuple[type[Element], ...]], ...] = (
    ("route53.list_resource_record_sets", (HostedZone,)),
    ("route53.", (Vpc,)),
    ("route53resolver.", (Vpc,)),
    ("route53profiles.", (Vpc,)),
    ("ec2.get_transit_gateway_route_table_", (TransitGatewayRouteTable,)),
    ("ec2.search_transit_gateway_routes", (TransitGatewayRouteTable,)),
    ("ec2.describe_transit_gateway_attachments", (TransitGateway, TransitGatewayRouteTable)),
    ("ec2.describe_vpn_connections", (VirtualPrivateGateway, TransitGateway, TransitGatewayRouteTable)),
    ("directconnect.", (VirtualPrivateGateway, TransitGateway, TransitGatewayRouteTable)),
)


def unread(reading: Reading, elements: Iterable[Element]) -> Iterator[UnknownResource]:
    """One element for each call that was refused: answers that it could change are unknown."""
    every = list(elements)
    for call in reading.calls.refused:
        kinds = next((kinds for prefix, kinds in _TOUCHED if call.startswith(prefix)), ())
        touches = frozenset(one.id for one in every if kinds and isinstance(one, kinds))
        yield UnknownResource(**reading.common(call), type=f"the answer of {call}", touches=touches)


def unread_roles(reading: Reading, elements: Sequence[Element]) -> Iterator[Role]:
    """Roles that something has and that were not read: nothing is known of what they may do."""
    read = {one.id for one in elements if isinstance(one, Role)}
    for workload in elements:
        if not isinstance(workload, Workload):
            continue
        for role in (workload.role, *(need.role for need in workload.requires)):
            if isinstance(role, str) and role not in read:
                read.add(role)
                of_role = Unknown(frozenset({f"the policies of {role}"}))
                complete = reading.calls.unless_refused(of_role, "iam.get_account_authorization_details")
                yield Role(**reading.common(role), arn=role, complete=complete)
