"""Calls of IP addresses, without a name."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.network import (
    EgressOnlyGateway,
    GatewayAttachment,
    HostedZone,
    Interface,
    Record,
    SecurityGroup,
    TargetKind,
    TransitGatewayRoute,
    Verdict,
    VirtualPrivateGateway,
)
from support.hubs import PEERED, TABLES
from support.networks import base, https, route, with_nat
from support.twins import Twins, judged

_ROUTES = "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"
_RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
_PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"
_TRANSIT = "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"
_VPN = "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html"
_NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"
_ZONES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html"
_EIGW = "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html"


def at(address: str, **fields: Any) -> dict[str, Any]:
    return {"service": "", "host": address, **fields}


SERVED = with_nat(base()).plus(
    SecurityGroup(id="ServerGroup", vpc="Vpc"),
    https("ServerGroup", peer="WorkerGroup"),
    Interface(id="Server", subnet="SubnetB", groups=("ServerGroup",), private_ip="10.0.2.5"),
)
HUB_SERVED = TABLES.plus(
    SecurityGroup(id="ServerGroup", vpc="Hub"),
    https("ServerGroup", cidr="10.0.0.0/8"),
    Interface(id="Server", subnet="HubA", groups=("ServerGroup",), private_ip="10.1.1.5"),
)
V6 = (
    base()
    .change("Vpc", ipv6_cidrs=("2001:db8::/56",))
    .change("SubnetA", ipv6_cidr="2001:db8::/64", assign_ipv6=True)
    .plus(EgressOnlyGateway(id="Eigw", vpc="Vpc"))
)
V6_OUT = route("V6Default", "TableA", None, TargetKind.EGRESS_ONLY_GATEWAY, "Eigw", ipv6_cidr="::/0")


@judged(
    Twins(law="an address of the VPC is reached by the local route", page=_ROUTES, given=SERVED, ask=at("10.0.2.5"),
          change=lambda one: one.without("ServerGroupIngress"), code="ingress-refused"),
    Twins(law="an address that nobody is known to have is left open", page=_RULES, given=SERVED, ask=at("10.0.2.5"),
          change=lambda one: one.change("Server", private_ip=None), other=Verdict.UNKNOWN),
    Twins(law="an address outside all subnets is nobody's", page=_ROUTES, given=SERVED, ask=at("10.0.2.5"),
          change=lambda one: one.change("SubnetB", cidr="10.0.3.0/24"), code="address-not-there"),
    Twins(law="a public address is reached by a way out", page=_NAT, given=SERVED, ask=at("8.8.8.8"),
          verdict=Verdict.PUBLIC, change=lambda one: one.without("TableADefault"), code="no-route"),
    Twins(law="a NAT gateway leads to no private address", page=_NAT,
          given=SERVED.change("Vpc", cidrs=("10.0.0.0/16", "10.9.0.0/16")).change("SubnetB", cidr="10.9.0.0/24")
          .change("Server", private_ip="10.9.0.5"), ask=at("10.9.0.5"),
          change=lambda one: one.change("Vpc", cidrs=("10.0.0.0/16",)), code="internet-gateway-to-private-address"),
    Twins(law="an address of a peer is reached over peering", page=_PEERING, ask=at("10.1.1.5"),
          given=PEERED.plus(*(HUB_SERVED.elements[one] for one in ("ServerGroup", "ServerGroupIngress", "Server"))),
          change=lambda one: one.without("ToSpoke"), code="no-route-back"),
    Twins(law="an address behind a Transit Gateway is reached through it", page=_TRANSIT, given=HUB_SERVED,
          ask=at("10.1.1.5"), change=lambda one: one.plus(
              TransitGatewayRoute(id="Hole", route_table="Spokes", cidr="10.1.1.5/32")), code="blackhole"),
    Twins(law="what a VPN leads to is not known", page=_VPN, given=SERVED.without("TableADefault"),
          ask=at("192.168.7.7"), verdict=Verdict.BLOCKED, change=lambda one: one.plus(
              VirtualPrivateGateway(id="Vgw"), GatewayAttachment(id="VgwOfVpc", gateway="Vgw", vpc="Vpc"),
              route("Home", "TableA", "192.168.0.0/16", TargetKind.VIRTUAL_PRIVATE_GATEWAY, "Vgw")),
          other=Verdict.UNKNOWN),
    Twins(law="a record with an address leads to who has it", page=_ZONES,
          ask={"service": "", "host": "db.corp.example"},
          given=SERVED.plus(
              HostedZone(id="Corp", name="corp.example", vpcs=("Vpc",)),
              Record(id="Db", zone="Corp", name="db.corp.example", type="A", values=("10.0.2.5",))),
          change=lambda one: one.change("Db", values=("10.0.2.6",)), other=Verdict.UNKNOWN),
    Twins(law="an IPv6 address is called over IPv6", page=_EIGW, ask=at("2600::1"), given=V6.plus(V6_OUT),
          verdict=Verdict.PUBLIC, change=lambda one: one.change("SubnetA", assign_ipv6=False),
          code="address-of-another-family"),
    Twins(law="an IPv6 address may stand in brackets", page=_EIGW, ask=at("[2600::1]"), given=V6.plus(V6_OUT),
          verdict=Verdict.PUBLIC, change=lambda one: one.change("SubnetA", assign_ipv6=False),
          code="address-of-another-family"),
    Twins(law="an IPv4 address is not called over IPv6", page=_EIGW, ask=at("8.8.8.8"), given=V6.plus(V6_OUT),
          verdict=Verdict.BLOCKED, change=lambda one: one.plus(*with_nat(base()).elements.values()),
          other=Verdict.PUBLIC),
)  # fmt: skip
def test_addresses(scenario: Any, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@pytest.mark.parametrize("address", ["169.254.169.254", "127.0.0.1"])
def test_what_the_host_answers_itself_takes_no_route(address: str) -> None:
    path = SERVED.ask(**at(address))
    assert path.verdict is Verdict.UNKNOWN
    assert [one.element for one in path.hops] == ["Worker"]


def test_no_resolver_is_asked_for_an_address() -> None:
    assert not any("resolver" in one.why for one in SERVED.ask(**at("8.8.8.8")).hops)
    off = SERVED.change("Vpc", dns_support=False)
    assert off.ask(**at("10.0.2.5")).verdict is Verdict.PRIVATE
