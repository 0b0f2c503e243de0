"""Endpoints in other VPCs: peering and Transit Gateways."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.networks import group, interface, peering, record, route, rule, vpc, with_nat, worker, zone

_PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html"
_LIMITS = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations"
_VPN = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpn-attachments.html"
_TGW = "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"
_TABLES = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html"
_ATTACHMENTS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"
_EGRESS = "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html"
_IPV6 = (
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html"
)
_ZONES = "https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html"
_GROUPS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
FAR: dict[str, Any] = {"source": "Worker", "target": "Far"}
NAME = "ssm.eu-west-1.amazonaws.com"
SIX = "2600:1f00:0:"


def hub() -> Template:
    """A worker in a spoke, an endpoint in a hub, and names for both; no way between them."""
    endpoint = interface(network="Hub", PrivateDnsEnabled=False).set(
        "EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16")]
    )
    return vpc() | worker() | vpc("Hub", "10.1") | endpoint | zone(NAME, "Hub", "Vpc") | record(NAME)


def peered() -> Template:
    return hub() | peering()


def attachment(name: str, network: str, *subnets: str) -> Template:
    return Template().plus(
        name,
        "AWS::EC2::TransitGatewayAttachment",
        {
            "TransitGatewayId": ref("Transit"),
            "VpcId": ref(network),
            "SubnetIds": [ref(one) for one in subnets or (f"{network}SubnetA", f"{network}SubnetB")],
        },
    )


def transit(**properties: Any) -> Template:
    """Spoke and hub on a Transit Gateway with its default route table."""
    return (
        hub().plus("Transit", "AWS::EC2::TransitGateway", properties)
        | attachment("SpokeLink", "Vpc")
        | attachment("HubLink", "Hub")
        | route("RouteThere", "VpcTable", "10.1.0.0/16", TransitGatewayId=ref("Transit"))
        | route("RouteBack", "HubTable", "10.0.0.0/16", TransitGatewayId=ref("Transit"))
    )


def to_far(**admitted: Any) -> Template:
    """An instance of the hub, whose group admits somebody, on a gateway that lets groups be named."""
    return (
        transit(SecurityGroupReferencingSupport="enable")
        | worker("Far", "Hub", "HubSubnetA")
        | group("FarGroup", "Hub", rule(**admitted))
    )


def transit_six(support: str) -> Template:
    """The same with IPv6 between spoke and hub, and nothing else."""
    made = transit().without("RouteThere", "RouteBack") | record(NAME, "Record6", Type="AAAA")
    for network, link, number in (("Vpc", "SpokeLink", 100), ("Hub", "HubLink", 200)):
        block = {"VpcId": ref(network), "Ipv6Pool": "pool", "Ipv6CidrBlock": f"{SIX}{number}::/56"}
        made = made.plus(f"{network}Six", "AWS::EC2::VPCCidrBlock", block).set(link, Options={"Ipv6Support": support})
        for place, letter in enumerate("AB"):
            subnet = {"Ipv6CidrBlock": f"{SIX}{number + place}::/64", "AssignIpv6AddressOnCreation": True}
            made = made.set(f"{network}Subnet{letter}", **subnet)
    return (
        made.set("Endpoint", IpAddressType="dualstack").set(
            "EndpointGroup", SecurityGroupIngress=[rule(CidrIpv6=f"{SIX}100::/56")]
        )
        | route("RouteThere6", "VpcTable", f"{SIX}200::/56", TransitGatewayId=ref("Transit"))
        | route("RouteBack6", "HubTable", f"{SIX}100::/56", TransitGatewayId=ref("Transit"))
    )


def zones(of_worker: dict[str, Any], of_link: dict[str, Any]) -> Template:
    """The spoke's attachment is in its second subnet only."""
    made = transit().set("SpokeLink", SubnetIds=[ref("VpcSubnetB")])
    made = made.set("VpcSubnetA", **{"AvailabilityZone": None, **of_worker})
    return made.set("VpcSubnetB", **{"AvailabilityZone": None, **of_link})


def tables() -> Template:
    """The same with route tables of its own, static routes and no defaults."""
    made = transit(DefaultRouteTableAssociation="disable", DefaultRouteTablePropagation="disable")
    for one, other, cidr in (("Spoke", "Hub", "10.1.0.0/16"), ("Hub", "Spoke", "10.0.0.0/16")):
        table = {"TransitGatewayRouteTableId": ref(f"{one}Ways")}
        made = (
            made.plus(f"{one}Ways", "AWS::EC2::TransitGatewayRouteTable", {"TransitGatewayId": ref("Transit")})
            .plus(
                f"{one}Uses",
                "AWS::EC2::TransitGatewayRouteTableAssociation",
                {"TransitGatewayAttachmentId": ref(f"{one}Link"), **table},
            )
            .plus(
                f"{one}Way",
                "AWS::EC2::TransitGatewayRoute",
                {"DestinationCidrBlock": cidr, "TransitGatewayAttachmentId": ref(f"{other}Link"), **table},
            )
        )
    return made


def propagated() -> Template:
    """The same with propagation in place of static routes."""
    made = tables().without("SpokeWay", "HubWay")
    for one, other in (("Spoke", "Hub"), ("Hub", "Spoke")):
        made = made.plus(
            f"{one}Learns",
            "AWS::EC2::TransitGatewayRouteTablePropagation",
            {
                "TransitGatewayRouteTableId": ref(f"{one}Ways"),
                "TransitGatewayAttachmentId": ref(f"{other}Link"),
            },
        )
    return made


def egress_vpc() -> Template:
    """A spoke whose default route leads over a Transit Gateway to a VPC with a NAT gateway."""
    return (
        tables().without("Record", "Zone", "RouteThere")
        | with_nat("Hub", "10.1.100.0/24").set(
            "HubPublicSubnet", AvailabilityZone={"Fn::Select": [0, {"Fn::GetAZs": ""}]}
        )
        | route("All", "VpcTable", TransitGatewayId=ref("Transit"))
        | route("Back", "HubPublicTable", "10.0.0.0/16", TransitGatewayId=ref("Transit"))
        | Template().plus(
            "AllWays",
            "AWS::EC2::TransitGatewayRoute",
            {
                "DestinationCidrBlock": "0.0.0.0/0",
                "TransitGatewayAttachmentId": ref("HubLink"),
                "TransitGatewayRouteTableId": ref("SpokeWays"),
            },
        )
    )


@labelled(
    Twins(law="a peered hub needs a route there", page=_PEERING, given=peered(), ask=SSM,
          change=lambda t: t.without("RouteThere"), because="nothing leads to the hub"),
    Twins(law="a peered hub needs a route back", page=_PEERING, given=peered(), ask=SSM,
          change=lambda t: t.without("RouteBack"), because="answers do not come back"),
    Twins(law="a route to the peer may be as wide as the spoke likes", page=_PEERING, given=peered(), ask=SSM,
          change=lambda t: t.set("RouteThere", DestinationCidrBlock="10.2.0.0/16"),
          because="the hub's addresses are not in it"),
    Twins(law="a route to one subnet of the endpoint is half a way", page=_PEERING, given=peered(), ask=SSM,
          change=lambda t: t.set("RouteThere", DestinationCidrBlock="10.1.0.0/24"),
          because="the name has an address in 10.1.1.0/24, too"),
    Twins(law="the hub's endpoint admits the spoke", page=_PEERING, given=peered(), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.1.0.0/16")]),
          because="it admits the hub only"),
    Twins(law="peering without a connection is none", page=_PEERING, given=peered(), ask=SSM,
          change=lambda t: t.without("Peering", "RouteThere", "RouteBack"), because="nothing leads to the hub"),
    Twins(law="peering is not transitive", page=_LIMITS, given=peered(), ask=SSM,
          change=lambda t: (t.without("Peering", "RouteThere", "RouteBack") | vpc("Middle", "10.2"))
          .plus("One", "AWS::EC2::VPCPeeringConnection", {"VpcId": ref("Vpc"), "PeerVpcId": ref("Middle")})
          .plus("Two", "AWS::EC2::VPCPeeringConnection", {"VpcId": ref("Middle"), "PeerVpcId": ref("Hub")})
          | route("R1", "VpcTable", "10.1.0.0/16", VpcPeeringConnectionId=ref("One"))
          | route("R2", "MiddleTable", "10.1.0.0/16", VpcPeeringConnectionId=ref("Two"))
          | route("R3", "MiddleTable", "10.0.0.0/16", VpcPeeringConnectionId=ref("One"))
          | route("R4", "HubTable", "10.0.0.0/16", VpcPeeringConnectionId=ref("Two")),
          because="a peer passes nothing on"),
    Twins(law="a peer's NAT gateway is not for others", page=_LIMITS,
          given=vpc() | worker() | vpc("Hub", "10.1") | peering() | interface(network="Vpc"), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False) | with_nat("Hub", "10.1.100.0/24")
          | route("All", "VpcTable", VpcPeeringConnectionId=ref("Peering")),
          because="peering does not lead through another VPC's gateways"),
    Twins(law="the table of the endpoint's subnet leads back", page=_PEERING, given=peered(), ask=SSM,
          change=lambda t: t.without("HubAssociationB"), because="its second subnet uses the main table"),
    Twins(law="an endpoint is called across peering by its own name", page=_PEERING,
          given=peered().without("Zone", "Record"), ask={**SSM, "host": "endpoint:Endpoint"},
          change=lambda t: t.without("RouteBack"), because="answers do not come back"),
)  # fmt: skip
def test_peering(case: Labelled) -> None:
    case.check()


def vpn(*, static: bool) -> Template:
    """A Transit Gateway with a VPN, to which everything goes that is in no VPC."""
    given = {"TransitGatewayId": ref("Transit"), "CustomerGatewayId": "cgw-0123456789abcdef0", "Type": "ipsec.1"}
    return transit().plus("Vpn", "AWS::EC2::VPNConnection", {**given, "StaticRoutesOnly": static}) | route(
        "All", "VpcTable", TransitGatewayId=ref("Transit")
    )


@labelled(
    Twins(law="a VPN of a Transit Gateway may announce the way to anywhere", page=_VPN,
          given=vpn(static=True), ask={"source": "Worker", "service": "sqs"}, verdict=BLOCKED,
          change=lambda t: t | vpn(static=False), other=UNKNOWN, because="what is announced there is not known"),
    Twins(law="nobody behind a VPN is taken to announce a part of a VPC", page=_VPN, given=vpn(static=False), ask=SSM,
          change=lambda t: t.without("RouteBack"), because="answers do not come back"),
)  # fmt: skip
def test_vpn_of_a_transit_gateway(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a Transit Gateway associates and propagates by itself", page=_TGW, given=transit(), ask=SSM,
          change=lambda t: t.set("Transit", DefaultRouteTablePropagation="disable"),
          because="its route table learns no routes"),
    Twins(law="an attachment needs a route table", page=_TABLES, given=transit(), ask=SSM,
          change=lambda t: t.set("Transit", DefaultRouteTableAssociation="disable"),
          because="no table says where the spoke's traffic goes"),
    Twins(law="a spoke needs a route to the Transit Gateway", page=_TGW, given=transit(), ask=SSM,
          change=lambda t: t.without("RouteThere"), because="nothing leads to it"),
    Twins(law="a hub needs a route back to the Transit Gateway", page=_TGW, given=transit(), ask=SSM,
          change=lambda t: t.without("RouteBack"), because="answers do not come back"),
    Twins(law="both VPCs are attached", page=_ATTACHMENTS, given=transit(), ask=SSM,
          change=lambda t: t.without("HubLink"), because="the hub is not attached"),
    Twins(law="an attachment serves the zones of its subnets", page=_ATTACHMENTS, given=transit(), ask=SSM,
          change=lambda t: t | attachment("SpokeLink", "Vpc", "VpcSubnetB"),
          because="the worker is in zone A, where the attachment has no subnet"),
    Twins(law="the worker's zone is enough of its own VPC", page=_ATTACHMENTS, given=transit(), ask=SSM,
          change=lambda t: t | attachment("SpokeLink", "Vpc", "VpcSubnetA"), other=PRIVATE,
          because="the worker is in zone A"),
    Twins(law="static routes lead to attachments", page=_TABLES, given=tables(), ask=SSM,
          change=lambda t: t.without("SpokeWay"), because="the spoke's table has no route to the hub"),
    Twins(law="static routes lead back", page=_TABLES, given=tables(), ask=SSM,
          change=lambda t: t.without("HubWay"), because="the hub's table has no route to the spoke"),
    Twins(law="an association says which table is asked", page=_TABLES, given=tables(), ask=SSM,
          change=lambda t: t.without("SpokeUses"), because="the spoke is associated with no table"),
    Twins(law="a blackhole drops", page=_TABLES, given=tables(), ask=SSM,
          change=lambda t: t.set("SpokeWay", TransitGatewayAttachmentId=None, Blackhole=True),
          because="what goes to the hub is dropped"),
    Twins(law="a narrower blackhole drops", page=_TABLES, given=tables(), ask=SSM,
          change=lambda t: t.plus("Drop", "AWS::EC2::TransitGatewayRoute", {
              "DestinationCidrBlock": "10.1.1.0/24", "Blackhole": True,
              "TransitGatewayRouteTableId": ref("SpokeWays")}), because="one of the endpoint's subnets is in it"),
    Twins(law="a wider blackhole does not matter", page=_TABLES, given=tables(), ask=SSM,
          change=lambda t: t.plus("Drop", "AWS::EC2::TransitGatewayRoute", {
              "DestinationCidrBlock": "10.0.0.0/8", "Blackhole": True,
              "TransitGatewayRouteTableId": ref("SpokeWays")}), other=PRIVATE, because="the longest prefix wins"),
    Twins(law="propagation leads to attachments", page=_TABLES, given=propagated(), ask=SSM,
          change=lambda t: t.without("SpokeLearns"), because="the spoke's table learns nothing of the hub"),
    Twins(law="propagation leads back", page=_TABLES, given=propagated(), ask=SSM,
          change=lambda t: t.without("HubLearns"), because="the hub's table learns nothing of the spoke"),
    Twins(law="a static route wins over a propagated one", page=_TABLES, given=propagated(), ask=SSM,
          change=lambda t: t.plus("Drop", "AWS::EC2::TransitGatewayRoute", {
              "DestinationCidrBlock": "10.1.0.0/16", "Blackhole": True,
              "TransitGatewayRouteTableId": ref("SpokeWays")}), because="it is as specific, and drops"),
    Twins(law="attachments have two types", page=_ATTACHMENTS, given=transit(), ask=SSM,
          change=lambda t: t.plus("HubLink", "AWS::EC2::TransitGatewayVpcAttachment", {
              "TransitGatewayId": ref("Transit"), "VpcId": ref("Hub"),
              "SubnetIds": [ref("HubSubnetA"), ref("HubSubnetB")]}), other=PRIVATE, because="both attach a VPC"),
    Twins(law="groups of other VPCs count only where the gateway says so", page=_GROUPS,
          given=to_far(SourceSecurityGroupId=ref("WorkerGroup")), ask=FAR,
          change=lambda t: t.set("Transit", SecurityGroupReferencingSupport="disable"),
          because="the reference has no effect across the gateway"),
    Twins(law="rules name groups of other VPCs for what comes in only", page=_GROUPS,
          given=to_far(CidrIp="10.0.0.0/16"), ask=FAR,
          change=lambda t: t.plus("Out", "AWS::EC2::SecurityGroupEgress", {
              "GroupId": ref("WorkerGroup"), "DestinationSecurityGroupId": ref("FarGroup"), **rule()}),
          because="the only rule for what goes out names a group of another VPC"),
    Twins(law="the groups of endpoints name none of other VPCs", page=_GROUPS,
          given=transit(SecurityGroupReferencingSupport="enable"), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[
              rule(SourceSecurityGroupId=ref("WorkerGroup"))]),
          because="referencing is not supported for PrivateLink endpoints"),
    Twins(law="another table may be the default one", page=_TABLES, given=transit(), ask=SSM,
          change=lambda t: t.set("Transit", AssociationDefaultRouteTableId=ref("Other"))
                            .plus("Other", "AWS::EC2::TransitGatewayRouteTable", {"TransitGatewayId": ref("Transit")}),
          other=UNKNOWN, because="no page says when it takes effect"),
    Twins(law="updates add and remove subnets of attachments", page=_ATTACHMENTS, given=transit(), ask=SSM,
          change=lambda t: t.set("SpokeLink", RemoveSubnetIds=[ref("VpcSubnetA")]), other=UNKNOWN,
          because="the attachment may not be in the worker's zone"),
    Twins(law="attachments serve the zones of their subnets", page=_ATTACHMENTS,
          given=zones({"AvailabilityZone": "eu-west-1a"}, {"AvailabilityZone": "eu-west-1a"}), ask=SSM,
          change=lambda t: t.set("VpcSubnetB", AvailabilityZone="eu-west-1b"),
          because="the attachment is in another zone than the worker"),
    Twins(law="zones have names and ids", page=_ZONES,
          given=zones({"AvailabilityZoneId": "euw1-az1"}, {"AvailabilityZoneId": "euw1-az1"}), ask=SSM,
          change=lambda t: t.set("VpcSubnetB", AvailabilityZoneId="euw1-az2"),
          because="the ids are of two zones"),
    Twins(law="which name has which id differs from account to account", page=_ZONES,
          given=zones({"AvailabilityZoneId": "euw1-az1"}, {"AvailabilityZoneId": "euw1-az1"}), ask=SSM,
          change=lambda t: t.set("VpcSubnetA", AvailabilityZoneId=None, AvailabilityZone="eu-west-1a"),
          other=UNKNOWN, because="eu-west-1a may be euw1-az1"),
    Twins(law="the IPv6 ranges of a VPC propagate where the attachment says so", page=_IPV6,
          given=transit_six("enable"), ask=SSM, change=lambda t: t.set("HubLink", Options={"Ipv6Support": "disable"}),
          because="nothing leads to the hub"),
    Twins(law="they do not propagate where nothing is said", page=_IPV6, given=transit_six("enable"),
          ask=SSM, change=lambda t: t.set("SpokeLink", Options=None), because="nothing leads back to the spoke"),
)  # fmt: skip
def test_transit_gateways(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a Transit Gateway from elsewhere is not known", page=_TGW, given=transit(), ask=SSM,
          change=lambda t: (t.without("Transit").section("Parameters", Given={"Type": "String"})
                            .set("SpokeLink", TransitGatewayId=ref("Given"))
                            .set("HubLink", TransitGatewayId=ref("Given"))
                            .set("RouteThere", TransitGatewayId=ref("Given"))
                            .set("RouteBack", TransitGatewayId=ref("Given"))), other=UNKNOWN,
          because="its route tables are not in the template"),
    Twins(law="a hub's own names stay private", page=_EGRESS, given=transit(), ask=SSM,
          change=lambda t: t.without("Record", "Zone"), because="the name has public addresses"),
    Twins(law="a VPC with NAT leads spokes out", page=_EGRESS,
          given=egress_vpc(), ask=SSM, verdict=PUBLIC, change=lambda t: t.without("AllWays"),
          because="the gateway has no default route"),
    Twins(law="answers come back through the public subnet", page=_EGRESS,
          given=egress_vpc(), ask=SSM, verdict=PUBLIC, change=lambda t: t.without("HubNatRoute"),
          because="the attachment's subnets do not lead to NAT"),
)  # fmt: skip
def test_what_lies_behind(case: Labelled) -> None:
    case.check()
