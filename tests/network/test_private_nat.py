"""Private NAT gateways: networks that do not route to each other meet behind them."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.network import (
    AttachmentKind,
    NatGateway,
    RouteTable,
    RouteTableAssociation,
    SecurityGroup,
    Subnet,
    TargetKind,
    TransitGateway,
    TransitGatewayAttachment,
    TransitGatewayRoute,
    Verdict,
    Vpc,
    Workload,
)
from support.hubs import PEERED, PEERING, TGW, TRANSIT
from support.networks import Scenario, route, zone
from support.twins import Twins, judged

_PRIVATE_NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html#private-nat-allowed-range"
_FROM_FAR: dict[str, Any] = {"service": "ssm", "source": "FarWorker"}


def behind_nat(scenario: Scenario, kind: TargetKind, to: str) -> Scenario:
    """A caller of a third VPC, whose packets a private NAT gateway of the spoke sends on to the hub."""
    return scenario.change("Zone", vpcs=("Hub", "Vpc", "Far")).plus(
        Vpc(id="Far", cidrs=("10.2.0.0/16",), dns_hostnames=True),
        Subnet(id="FarA", vpc="Far", zone=zone("a"), cidr="10.2.1.0/24"),
        RouteTable(id="FarTable", vpc="Far"),
        RouteTableAssociation(id="FarTableOfFarA", route_table="FarTable", subnet="FarA"),
        SecurityGroup(id="FarGroup", vpc="Far"),
        Workload(id="FarWorker", kind="AWS::EC2::Instance", subnets=("FarA",), groups=("FarGroup",)),
        TransitGateway(id="Between"),
        TransitGatewayAttachment(
            id="FarAttachment", gateway="Between", kind=AttachmentKind.VPC, vpc="Far", subnets=("FarA",)
        ),
        TransitGatewayAttachment(
            id="NatAttachment", gateway="Between", kind=AttachmentKind.VPC, vpc="Vpc", subnets=("SubnetA",)
        ),
        TransitGatewayRoute(
            id="ToNat", route_table="Between.DefaultRouteTable", cidr="10.1.0.0/16", attachment="NatAttachment"
        ),
        route("FarToHub", "FarTable", "10.1.0.0/16", TGW, "Between"),
        Subnet(id="SubnetB", vpc="Vpc", zone=zone("a"), cidr="10.0.2.0/24"),
        NatGateway(id="Nat", subnet="SubnetB", public=False),
        route("ToHub", "TableA", "10.1.0.0/16", TargetKind.NAT_GATEWAY, "Nat"),
        route("NatToHub", "TableB", "10.1.0.0/16", kind, to),
        route("NatToFar", "TableB", "10.2.0.0/16", TGW, "Between"),
    )


OVER_PEERING = behind_nat(PEERED, PEERING, "Peering")
OVER_TRANSIT = behind_nat(TRANSIT, TGW, "Tgw")


@judged(
    Twins(law="the NAT gateway sends answers back to the caller's VPC, from a peer", page=_PRIVATE_NAT, ask=_FROM_FAR,
          given=OVER_PEERING, change=lambda one: one.without("NatToFar"), code="no-route-back"),
    Twins(law="the NAT gateway sends answers back to the caller's VPC, from behind a second Transit Gateway",
          page=_PRIVATE_NAT, ask=_FROM_FAR,
          given=OVER_TRANSIT, change=lambda one: one.without("NatToFar"), code="no-route-back"),
    Twins(law="the hub sends answers back to the NAT gateway", page=_PRIVATE_NAT, ask=_FROM_FAR,
          given=OVER_PEERING, change=lambda one: one.without("ToSpoke"), code="no-route-back"),
    Twins(law="it is the NAT gateway whom the endpoint lets in", page=_PRIVATE_NAT, ask=_FROM_FAR, given=OVER_PEERING,
          change=lambda one: one.change("EndpointGroupIngress", cidr="10.2.0.0/16"), code="ingress-refused"),
)  # fmt: skip
def test_private_nat_gateways(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@pytest.mark.parametrize("scenario", [OVER_PEERING, OVER_TRANSIT])
def test_answers_that_may_not_come_back_leave_it_open(scenario: Scenario) -> None:
    beyond = scenario.without("NatToFar").plus(route("NatToAnybody", "TableB", "10.2.0.0/16", TGW, "tgw-elsewhere"))
    assert beyond.ask(**_FROM_FAR).verdict is Verdict.UNKNOWN
