"""Hubs: endpoints of another VPC, over peering and Transit Gateways."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.network import (
    AttachmentKind,
    EgressOnlyGateway,
    Element,
    GatewayAttachment,
    Interface,
    NetworkAcl,
    NetworkAclAssociation,
    NetworkAclEntry,
    RoutePropagation,
    RouteTable,
    RouteTableAssociation,
    SecurityGroupRule,
    Subnet,
    TargetKind,
    TransitGateway,
    TransitGatewayAssociation,
    TransitGatewayAttachment,
    TransitGatewayPropagation,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    Verdict,
    VirtualPrivateGateway,
    Vpc,
    Workload,
)
from private_endpoints.values import Unknown
from support.hubs import PEERED, TABLES, TGW, TRANSIT, hub
from support.networks import Scenario, base, https, route, with_nat, zone
from support.twins import Twins, judged

_PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"
_PEERING_GROUPS = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html"
_TRANSIT = "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"
_GROUPS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security"
_PRIORITY = "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html"
_ATTACHMENTS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"
_TRANSIT_ACLS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html"
_CHECK = "https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html"
_GATEWAY = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"

_SOMETHING = Unknown(frozenset({"something"}))
PEERING = TargetKind.PEERING


def _acl(subnet: str, *, out: str, into: str) -> list[Element]:
    """An ACL that lets one range out, and one in."""
    return [
        NetworkAcl(id="Acl", vpc="Vpc"),
        NetworkAclAssociation(id="AclOf", network_acl="Acl", subnet=subnet),
        NetworkAclEntry(id="AclOut", network_acl="Acl", number=1, egress=True, allow=True, cidr=out),
        NetworkAclEntry(id="AclIn", network_acl="Acl", number=1, allow=True, cidr=into),
    ]


@judged(
    Twins(law="a route leads to the peer", page=_PEERING, given=PEERED,
          change=lambda one: one.without("ToHub"), code="no-route"),
    Twins(law="a route leads back", page=_PEERING, given=PEERED,
          change=lambda one: one.without("ToSpoke"), code="no-route-back"),
    Twins(law="peering has to be accepted", page=_PEERING, given=PEERED,
          change=lambda one: one.change("Peering", accepted=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="peering that nobody accepted", page=_PEERING, given=PEERED,
          change=lambda one: one.change("Peering", accepted=False), code="peering-not-accepted"),
    Twins(law="peering is between two VPCs", page=_PEERING, given=PEERED,
          change=lambda one: one.change("Peering", accepter="Third"), code="peering-not-transitive"),
    Twins(law="peering of elsewhere is not known", page=_PEERING, given=PEERED,
          change=lambda one: one.without("Peering"), other=Verdict.UNKNOWN),
    Twins(law="groups can be named over peering", page=_PEERING_GROUPS,
          given=PEERED.plus(https("EndpointGroup", peer="WorkerGroup")),
          change=lambda one: one.plus(https("EndpointGroup", peer="EndpointGroup")), code="ingress-refused"),
    Twins(law="answers that an interface drops do not come back, whatever would have come of them", page=_CHECK,
          given=PEERED.without("ToSpoke").plus(
              Interface(id="Box", subnet="HubA", groups=("EndpointGroup",), forwards=True),
              route("ToBox", "HubTable", "0.0.0.0/0", TargetKind.INTERFACE, "Box"),
              SecurityGroupRule(id="Any", group="EndpointGroup", cidr="0.0.0.0/0")),
          verdict=Verdict.UNKNOWN, change=lambda one: one.change("Box", forwards=False),
          code="source-destination-check"),
    Twins(law="a zone has to be associated with the spoke", page=_PEERING, given=PEERED,
          change=lambda one: one.change("Zone", vpcs=("Hub",)), code="endpoint-of-another-vpc"),
    Twins(law="ranges that overlap keep packets at home", page=_PEERING, given=PEERED,
          change=lambda one: one.change("Vpc", cidrs=("10.0.0.0/15",)), code="overlapping-ranges"),
    Twins(law="a gateway endpoint serves nobody over peering", page=_GATEWAY, ask={"service": "s3"},
          given=PEERED,
          change=lambda one: one.change("S3Gateway", vpc="Hub", route_tables=("HubTable",))
          .plus(route("All", "TableA", "0.0.0.0/0", PEERING, "Peering")), code="peering-not-transitive"),
)  # fmt: skip
def test_peering(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(law="a route leads into the Transit Gateway", page=_TRANSIT, given=TRANSIT,
          change=lambda one: one.without("ToHub"), code="no-route"),
    Twins(law="a route leads back into it", page=_TRANSIT, given=TRANSIT,
          change=lambda one: one.without("ToSpoke"), code="no-route-back"),
    Twins(law="the spoke is attached", page=_ATTACHMENTS, given=TRANSIT,
          change=lambda one: one.without("SpokeAttachment"), code="no-transit-attachment"),
    Twins(law="the hub is attached", page=_ATTACHMENTS, given=TRANSIT,
          change=lambda one: one.without("HubAttachment"), code="no-transit-route"),
    Twins(law="the attachment is in the caller's zone", page=_ATTACHMENTS, given=TRANSIT,
          change=lambda one: one.change("SpokeAttachment", subnets=("SubnetB",)), code="transit-attachment-zone"),
    Twins(law="an attachment in another subnet of the zone will do", page=_ATTACHMENTS,
          given=TRANSIT.change("SubnetB", zone=zone("a")).change("SpokeAttachment", subnets=("SubnetB",)),
          change=lambda one: one.change("SubnetB", zone=zone("b")), code="transit-attachment-zone"),
    Twins(law="zones that are not known", page=_ATTACHMENTS, given=TRANSIT,
          change=lambda one: one.change("SpokeAttachment", subnets=("SubnetB",)).change("SubnetB", zone=_SOMETHING),
          other=Verdict.UNKNOWN),
    Twins(law="a Transit Gateway of elsewhere is not known", page=_TRANSIT, given=TRANSIT,
          change=lambda one: one.without("Tgw"), other=Verdict.UNKNOWN),
    Twins(law="the default table may be off", page=_TRANSIT, given=TRANSIT,
          change=lambda one: one.change("Tgw", default_association=False), code="no-transit-association"),
    Twins(law="nothing is propagated into the default table", page=_TRANSIT, given=TRANSIT,
          change=lambda one: one.change("Tgw", default_propagation=False), code="no-transit-route"),
    Twins(law="an attachment uses the table that it is associated with", page=_TRANSIT, given=TABLES,
          change=lambda one: one.without("SpokeUses"), code="no-transit-association"),
    Twins(law="the hub tells the spokes its ranges", page=_TRANSIT, given=TABLES,
          change=lambda one: one.without("HubTells"), code="no-transit-route"),
    Twins(law="the hub's table leads back", page=_TRANSIT, given=TABLES,
          change=lambda one: one.without("Back"), code="no-transit-route"),
    Twins(law="the most specific route of a table wins", page=_TRANSIT,
          given=TABLES.plus(TransitGatewayRoute(id="Hole", route_table="Spokes", cidr="10.0.0.0/8")),
          change=lambda one: one.change("Hole", cidr="10.1.1.0/24"), code="blackhole"),
    Twins(law="a static route comes before a propagated one", page=_TRANSIT, given=TABLES,
          change=lambda one: one.plus(TransitGatewayRoute(id="Hole", route_table="Spokes", cidr="10.1.0.0/16")),
          code="blackhole"),
    Twins(law="a route to a VPN leads elsewhere", page=_TRANSIT, given=TABLES,
          change=lambda one: one.plus(
              TransitGatewayAttachment(id="Vpn", gateway="Tgw", kind=AttachmentKind.VPN),
              TransitGatewayRoute(id="Out", route_table="Spokes", cidr="10.1.1.0/24", attachment="Vpn")),
          other=Verdict.UNKNOWN),
    Twins(law="of several ranges of a VPC the one with the address counts", page=_TRANSIT,
          given=TABLES.change("Hub", cidrs=("10.1.0.0/16", "100.64.0.0/20")).change("HubA", cidr="100.64.1.0/24")
          .change("ToHub", cidr="100.64.0.0/10"),
          change=lambda one: one.plus(
              TransitGatewayAttachment(id="Vpn", gateway="Tgw", kind=AttachmentKind.VPN),
              TransitGatewayPropagation(id="VpnTells", route_table="Spokes", attachment="Vpn")),
          other=Verdict.PRIVATE),
    Twins(law="groups can be named only where the gateway says so", page=_GROUPS,
          given=TRANSIT.change("Tgw", group_references=True).plus(
              Workload(id="Far", kind="AWS::EC2::Instance", subnets=("HubA",), groups=("EndpointGroup",)),
              https("EndpointGroup", peer="WorkerGroup")), ask={"target": "Far"},
          change=lambda one: one.change("Tgw", group_references=False), code="ingress-refused"),
    Twins(law="those of endpoints name none", page=_GROUPS, given=TRANSIT.change("Tgw", group_references=True),
          change=lambda one: one.plus(https("EndpointGroup", peer="WorkerGroup")), code="ingress-refused"),
    Twins(law="a VPN may announce what wins over a default route", page=_TRANSIT,
          given=TABLES.without("HubTells").plus(
              TransitGatewayRoute(id="Default", route_table="Spokes", cidr="0.0.0.0/0", attachment="HubAttachment")),
          change=lambda one: one.plus(
              TransitGatewayAttachment(id="Vpn", gateway="Tgw", kind=AttachmentKind.VPN),
              TransitGatewayPropagation(id="VpnTells", route_table="Spokes", attachment="Vpn")),
          other=Verdict.UNKNOWN),
    Twins(law="it announces no part of a VPC's range", page=_TRANSIT, given=TABLES,
          change=lambda one: one.plus(
              TransitGatewayAttachment(id="Vpn", gateway="Tgw", kind=AttachmentKind.VPN),
              TransitGatewayPropagation(id="VpnTells", route_table="Spokes", attachment="Vpn")),
          other=Verdict.PRIVATE),
    Twins(law="the ACL of the attachment's subnet counts", page=_TRANSIT_ACLS,
          given=TRANSIT.plus(
              Subnet(id="TgwSubnet", vpc="Vpc", zone=zone("a"), cidr="10.0.7.0/28"), NetworkAcl(id="Acl", vpc="Vpc"))
          .change("SpokeAttachment", subnets=("TgwSubnet",)),
          change=lambda one: one.plus(NetworkAclAssociation(id="AclOf", network_acl="Acl", subnet="TgwSubnet")),
          code="acl-refuses"),
    Twins(law="the ACL counts on the way into the gateway, where the caller's subnet is the attachment's",
          page=_TRANSIT_ACLS, given=TRANSIT.plus(*_acl("SubnetA", out="10.1.0.0/16", into="10.0.0.0/16")),
          change=lambda one: one.change("AclOut", cidr="10.0.0.0/16"), code="acl-refuses"),
    Twins(law="it is asked for what comes from its own subnet, too",
          page=_TRANSIT_ACLS, given=TRANSIT.plus(*_acl("SubnetA", out="10.1.0.0/16", into="10.0.0.0/16")),
          change=lambda one: one.change("AclIn", cidr="10.1.0.0/16"), code="acl-refuses"),
    Twins(law="answers meet the ACL of the hub's subnet in the same way",
          page=_TRANSIT_ACLS, given=TRANSIT.plus(*_acl("HubA", out="10.0.0.0/16", into="10.1.0.0/16")),
          change=lambda one: one.change("AclOut", cidr="10.1.0.0/16"), code="acl-refuses-answers"),
    Twins(law="a gateway endpoint serves nobody over a Transit Gateway", page=_GATEWAY, ask={"service": "s3"},
          given=TABLES,
          change=lambda one: one.change("S3Gateway", vpc="Hub", route_tables=("HubTable",)).plus(
              route("All", "TableA", "0.0.0.0/0", TGW, "Tgw"),
              TransitGatewayRoute(id="Central", route_table="Spokes", cidr="0.0.0.0/0", attachment="HubAttachment")),
          code="gateway-endpoint-from-outside"),
)  # fmt: skip
def test_transit_gateways(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


# The hub on a Transit Gateway of its own, which peers with the one of the spoke.
PEERED_GATEWAYS = TABLES.without("HubTells", "Back").plus(
    TransitGateway(id="HubTgw", default_association=False, default_propagation=False),
    TransitGatewayAttachment(id="HubAttachment", gateway="HubTgw", vpc="Hub", subnets=("HubA",)),
    route("ToSpoke", "HubTable", "10.0.0.0/8", TGW, "HubTgw"),
    TransitGatewayRouteTable(id="Hubs", gateway="HubTgw"),
    TransitGatewayPropagation(id="HubTells", route_table="Hubs", attachment="HubAttachment"),
    TransitGatewayPropagation(id="SpokeTells", route_table="Spokes", attachment="SpokeAttachment"),
    TransitGatewayAttachment(id="Link", gateway="Tgw", kind=AttachmentKind.PEERING, peer="HubTgw"),
    TransitGatewayAssociation(id="LinkOfSpokes", route_table="Spokes", attachment="Link"),
    TransitGatewayAssociation(id="LinkOfHubs", route_table="Hubs", attachment="Link"),
    TransitGatewayRoute(id="Forth", route_table="Spokes", cidr="10.1.0.0/16", attachment="Link"),
    TransitGatewayRoute(id="Back", route_table="Hubs", cidr="10.0.0.0/16", attachment="Link"),
)
_TGW_PEERING = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html"


@judged(
    Twins(law="a static route leads over the peering", page=_TGW_PEERING, given=PEERED_GATEWAYS,
          change=lambda one: one.without("Forth"), code="no-transit-route"),
    Twins(law="a static route leads back over it", page=_TGW_PEERING, given=PEERED_GATEWAYS,
          change=lambda one: one.without("Back"), code="no-transit-route"),
    Twins(law="the peering uses a table at its other end", page=_TGW_PEERING, given=PEERED_GATEWAYS,
          change=lambda one: one.without("LinkOfHubs"), code="no-transit-association"),
    Twins(law="a peering tells no ranges", page=_TGW_PEERING, given=PEERED_GATEWAYS,
          change=lambda one: one.without("Forth").plus(
              TransitGatewayPropagation(id="LinkTells", route_table="Spokes", attachment="Link")),
          code="no-transit-route"),
    Twins(law="a peer of elsewhere is not known", page=_TGW_PEERING, given=PEERED_GATEWAYS,
          change=lambda one: one.change("Link", peer="tgw-0123456789abcdef0"), other=Verdict.UNKNOWN),
    Twins(law="groups cannot be named over the peering", page=_GROUPS,
          given=PEERED_GATEWAYS.change("Tgw", group_references=True).change("HubTgw", group_references=True),
          change=lambda one: one.plus(https("EndpointGroup", peer="WorkerGroup")), code="ingress-refused"),
    Twins(law="gateways that send packets to each other send them in a circle", page=_TGW_PEERING,
          given=PEERED_GATEWAYS, change=lambda one: one.plus(
              TransitGatewayRoute(id="Circle", route_table="Hubs", cidr="10.1.1.0/24", attachment="Link")),
          code="routing-loop"),
)  # fmt: skip
def test_peering_of_transit_gateways(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


def chain(length: int) -> Scenario:
    """The hub at the end of a chain of gateways that peer, with routes both ways on each."""
    end = length - 1
    made = hub().plus(
        TransitGatewayAttachment(id="SpokeAttachment", gateway="Tgw0", vpc="Vpc", subnets=("SubnetA",)),
        TransitGatewayAttachment(id="HubAttachment", gateway=f"Tgw{end}", vpc="Hub", subnets=("HubA",)),
        route("ToHub", "TableA", "10.0.0.0/8", TGW, "Tgw0"),
        route("ToSpoke", "HubTable", "10.0.0.0/8", TGW, f"Tgw{end}"),
    )
    for number in range(length):
        table = f"Tgw{number}.DefaultRouteTable"
        made = made.plus(TransitGateway(id=f"Tgw{number}"))
        if number < end:
            link = f"Link{number}"
            made = made.plus(
                TransitGatewayAttachment(
                    id=link, gateway=f"Tgw{number}", kind=AttachmentKind.PEERING, peer=f"Tgw{number + 1}"
                ),
                TransitGatewayRoute(id=f"Forth{number}", route_table=table, cidr="10.1.0.0/16", attachment=link),
                TransitGatewayRoute(
                    id=f"Back{number}",
                    route_table=f"Tgw{number + 1}.DefaultRouteTable",
                    cidr="10.0.0.0/16",
                    attachment=link,
                ),
            )
    return made


@pytest.mark.parametrize(("length", "verdict"), [(2, Verdict.PRIVATE), (6, Verdict.PRIVATE), (12, Verdict.UNKNOWN)])
def test_a_chain_of_gateways_is_no_circle(length: int, verdict: Verdict) -> None:
    """Where it is too long to be followed, nothing is known."""
    path = chain(length).ask()
    assert path.verdict is verdict, path


@judged(
    Twins(law="routes that a VPN announces are no part of a peer's range", page=_PRIORITY,
          given=PEERED, change=lambda one: one.plus(
              VirtualPrivateGateway(id="Vgw"), GatewayAttachment(id="VgwOfVpc", gateway="Vgw", vpc="Vpc"),
              RoutePropagation(id="Learn", route_table="TableA", gateway="Vgw")), other=Verdict.PRIVATE),
    Twins(law="they may win over what is wider than it", page=_PRIORITY,
          given=PEERED.change("ToHub", cidr="10.0.0.0/8"), change=lambda one: one.plus(
              VirtualPrivateGateway(id="Vgw"), GatewayAttachment(id="VgwOfVpc", gateway="Vgw", vpc="Vpc"),
              RoutePropagation(id="Learn", route_table="TableA", gateway="Vgw")), other=Verdict.UNKNOWN),
)  # fmt: skip
def test_routes_beside_a_vpn(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


def test_nobody_says_whether_an_egress_only_gateway_takes_packets_of_other_vpcs() -> None:
    """https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-egress-for-ipv6.html"""
    ranges = {"Vpc": "2600:1f00:0:100::/56", "Hub": "2600:1f00:0:200::/56"}
    made = TRANSIT
    for name, cidr in ranges.items():
        made = made.change(name, ipv6_cidrs=(cidr,))
    made = (
        made.change("SubnetA", ipv6_cidr="2600:1f00:0:100::/64", assign_ipv6=True)
        .change("HubA", ipv6_cidr="2600:1f00:0:200::/64", assign_ipv6=True)
        .change("SpokeAttachment", ipv6=True)
        .plus(
            Workload(id="HubWorker", kind="AWS::EC2::Instance", subnets=("HubA",), groups=("EndpointGroup",)),
            EgressOnlyGateway(id="Eigw", vpc="Hub"),
            TransitGatewayRoute(id="Six", route_table="Tgw.DefaultRouteTable", cidr="::/0", attachment="HubAttachment"),
            route("SixToHub", "TableA", None, TGW, "Tgw", ipv6_cidr="::/0"),
            route("SixOut", "HubTable", None, TargetKind.EGRESS_ONLY_GATEWAY, "Eigw", ipv6_cidr="::/0"),
            route("SixBack", "HubTable", None, TGW, "Tgw", ipv6_cidr=ranges["Vpc"]),
        )
    )
    assert made.ask("internet", source="HubWorker").verdict is Verdict.PUBLIC
    path = made.ask("internet")
    assert path.verdict is Verdict.UNKNOWN, path
    assert any("egress-only" in one for one in path.unknowns)


def test_central_egress_is_public() -> None:
    """https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html"""
    spoke = with_nat(base())
    scenario = spoke.plus(
        Vpc(id="App", cidrs=("10.9.0.0/16",), dns_hostnames=True),
        Subnet(id="AppA", vpc="App", zone=zone("a"), cidr="10.9.1.0/24"),
        RouteTable(id="AppTable", vpc="App"),
        RouteTableAssociation(id="AppTableOf", route_table="AppTable", subnet="AppA"),
        TransitGateway(id="Tgw"),
        TransitGatewayAttachment(id="AppAttachment", gateway="Tgw", vpc="App", subnets=("AppA",)),
        TransitGatewayAttachment(id="EgressAttachment", gateway="Tgw", vpc="Vpc", subnets=("SubnetA",)),
        TransitGatewayRoute(
            id="Out", route_table="Tgw.DefaultRouteTable", cidr="0.0.0.0/0", attachment="EgressAttachment"
        ),
        route("AppDefault", "AppTable", "0.0.0.0/0", TGW, "Tgw"),
        route("BackToApp", "PublicTable", "10.9.0.0/16", TGW, "Tgw"),
    )
    assert scenario.ask("logs", source="AppA").verdict is Verdict.PUBLIC
    lost = scenario.without("BackToApp").ask("logs", source="AppA")
    assert lost.verdict is Verdict.BLOCKED
    assert "internet-gateway-to-private-address" in {one.code for one in lost.blockers}
    unsure = scenario.change("BackToApp", exists=_SOMETHING)
    assert unsure.ask("logs", source="AppA").verdict is Verdict.UNKNOWN
    assert scenario.without("Out").ask("logs", source="AppA").verdict is Verdict.BLOCKED
    assert scenario.without("TableADefault").ask("logs", source="AppA").verdict is Verdict.BLOCKED
