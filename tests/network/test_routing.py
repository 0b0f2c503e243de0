"""Which route takes the packets, and where they come out."""

from __future__ import annotations

from typing import Any

from private_endpoints.network import (
    CarrierGateway,
    EgressOnlyGateway,
    Endpoint,
    EndpointType,
    GatewayAttachment,
    Interface,
    NatGateway,
    NetworkAcl,
    NetworkAclAssociation,
    NetworkAclEntry,
    PrefixList,
    RoutePropagation,
    RouteTable,
    RouteTableAssociation,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    TargetKind,
    Verdict,
    VirtualPrivateGateway,
    VpnConnection,
    Workload,
)
from private_endpoints.values import Reference, Unknown, join
from support.networks import Scenario, base, https, route, with_nat, zone
from support.twins import Twins, judged

_PRIORITY = "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"
_TABLES = "https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html"
_GATEWAY = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
_NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"
_IGW = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"
_VPN = "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html"
_GWLB = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html"
_NAT_INSTANCE = "https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html"
_BLOCK_PUBLIC_ACCESS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html"
_SOURCE_CHECK = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html"

_SOMETHING = Unknown(frozenset({"something"}))
IGW, NAT, VGW = TargetKind.INTERNET_GATEWAY, TargetKind.NAT_GATEWAY, TargetKind.VIRTUAL_PRIVATE_GATEWAY
NATTED = with_nat(base())
ON_MAIN = base().without("TableAOfSubnetA").change("S3Gateway", route_tables=("Vpc.MainRouteTable",))
PUBLIC = NATTED.change("Worker", subnets=("PublicSubnet",))
VPN = base().plus(
    VirtualPrivateGateway(id="Vgw"),
    GatewayAttachment(id="VgwOfVpc", gateway="Vgw", vpc="Vpc"),
    VpnConnection(id="Vpn", gateway="Vgw", routes=("192.168.0.0/16",)),
    RoutePropagation(id="Learn", route_table="TableA", gateway="Vgw"),
)
S3 = {"service": "s3"}
LOGS = {"service": "logs"}


_EDGE = "https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html"
# What comes in from the internet goes by a table of the gateway.
EDGE = PUBLIC.plus(
    RouteTable(id="EdgeTable", vpc="Vpc"),
    RouteTableAssociation(id="EdgeTableOfIgw", route_table="EdgeTable", gateway="Igw"),
    Interface(id="Eni", subnet="SubnetA"),
)


@judged(
    Twins(
        law="the gateway endpoint is in the caller's route table",
        page=_GATEWAY,
        given=base(),
        ask=S3,
        change=lambda one: one.change("S3Gateway", route_tables=("TableB",)),
        code="endpoint-not-in-route-table",
    ),
    Twins(
        law="the gateway endpoint in other tables leaves the caller to the NAT gateway",
        page=_GATEWAY,
        given=NATTED,
        ask=S3,
        change=lambda one: one.change("S3Gateway", route_tables=("PublicTable",)),
        other=Verdict.PUBLIC,
        code="endpoint-not-in-route-table",
    ),
    Twins(
        law="tables that are not known may have the endpoint",
        page=_GATEWAY,
        given=NATTED,
        ask=S3,
        change=lambda one: one.change("S3Gateway", route_tables=_SOMETHING),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a wider route does not win over the prefix list",
        page=_PRIORITY,
        given=NATTED.plus(route("Wide", "TableA", "52.0.0.0/6", NAT, "Nat")),
        ask=S3,
        change=lambda one: one.plus(route("Narrow", "TableA", "52.216.0.0/15", NAT, "Nat")),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a route to private addresses does not take public ones",
        page=_PRIORITY,
        given=NATTED.plus(route("Private", "TableA", "172.16.0.0/12", TargetKind.BLACKHOLE)),
        ask=S3,
        change=lambda one: one.change("Private", cidr="54.231.0.0/16"),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a subnet without an association uses the main route table",
        page=_TABLES,
        given=ON_MAIN,
        ask=S3,
        change=lambda one: one.plus(
            RouteTableAssociation(id="TableAOfSubnetA", route_table="TableA", subnet="SubnetA")
        ),
    ),
    Twins(
        law="another table can become the main one",
        page=_TABLES,
        given=base().without("TableAOfSubnetA").plus(RouteTableAssociation(id="Main", route_table="TableA", vpc="Vpc")),
        ask=S3,
        change=lambda one: one.without("Main"),
    ),
    Twins(
        law="it is not known which table a subnet uses",
        page=_TABLES,
        given=base(),
        ask=S3,
        change=lambda one: one.change("TableAOfSubnetA", route_table=_SOMETHING),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="an association that may not be there leaves both tables possible",
        page=_TABLES,
        given=base(),
        ask=S3,
        change=lambda one: one.change("TableAOfSubnetA", exists=_SOMETHING),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="both possible tables may be good",
        page=_TABLES,
        given=base()
        .change("TableAOfSubnetA", exists=_SOMETHING)
        .change("S3Gateway", route_tables=("TableA", "Vpc.MainRouteTable")),
        ask=S3,
        change=lambda one: one.change("S3Gateway", route_tables=("TableA",)),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="every subnet of the caller has to be good",
        page=_TABLES,
        given=NATTED.change("Worker", subnets=("SubnetA", "SubnetB")),
        ask=S3,
        change=lambda one: one.change("S3Gateway", route_tables=("TableA",)),
        other=Verdict.PUBLIC,
    ),
    Twins(
        law="local routes are always there",
        page=_TABLES,
        given=base(),
        change=lambda one: one.plus(route("Detour", "TableA", "10.0.0.0/20", TargetKind.BLACKHOLE)),
        code="blackhole",
    ),
    Twins(
        law="only middleboxes come before the local route",
        page=_TABLES,
        given=VPN.plus(route("Detour", "TableA", "10.0.1.0/24", VGW, "Vgw")),
        change=lambda one: one.plus(route("Detour", "TableA", "10.0.1.0/24", TargetKind.INTERFACE, "Eni")),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a route as wide as the VPC does not win over the local one",
        page=_TABLES,
        given=base().plus(route("Detour", "TableA", "10.0.0.0/8", TargetKind.BLACKHOLE)),
        change=lambda one: one.change("Detour", cidr="10.0.1.0/24"),
        code="blackhole",
    ),
    Twins(
        law="the local route is as specific as the range that has the address",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
        given=base()
        .change("Vpc", cidrs=("10.0.0.0/16", "100.64.0.0/20"))
        .change("SubnetA", cidr="10.0.1.0/24")
        .change("SubnetB", cidr="100.64.2.0/24")
        .change("ssm", subnets=("SubnetB",))
        .plus(route("Detour", "TableA", "100.64.0.0/18", TargetKind.BLACKHOLE)),
        change=lambda one: one.change("Detour", cidr="100.64.2.0/24"),
        code="blackhole",
    ),
)
def test_route_tables(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(
        law="a NAT gateway leads out",
        page=_NAT,
        given=NATTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("TableADefault"),
        code="no-route",
    ),
    Twins(
        law="a NAT gateway without a route to the internet leads nowhere",
        page=_NAT,
        given=NATTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("PublicDefault"),
        code="no-route",
    ),
    Twins(
        law="two routes for the halves of all addresses take every packet",
        page=_PRIORITY,
        given=NATTED.change("TableADefault", cidr="0.0.0.0/1").plus(
            route("Upper", "TableA", "128.0.0.0/1", NAT, "Nat")
        ),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Upper", cidr="192.0.0.0/2"),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a private NAT gateway leads to no public address",
        page=_NAT,
        given=NATTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Nat", public=False),
        code="no-public-address",
    ),
    Twins(
        law="a NAT gateway of elsewhere is not known",
        page=_NAT,
        given=NATTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("Nat"),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a regional NAT gateway has no subnet",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html",
        given=NATTED.plus(NatGateway(id="Nat", vpc="Vpc")),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("IgwOfVpc"),
        code="gateway-not-attached",
    ),
    Twins(
        law="block public access in both directions closes a regional NAT gateway",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
        given=NATTED.plus(NatGateway(id="Nat", vpc="Vpc")),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Vpc", block_public_access=True),
        code="block-public-access",
    ),
    Twins(
        law="an internet gateway has to be attached",
        page=_IGW,
        given=NATTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("IgwOfVpc"),
        code="gateway-not-attached",
    ),
    Twins(
        law="an internet gateway takes only who has a public address",
        page=_IGW,
        given=PUBLIC,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("PublicSubnet", map_public_ip=False),
        code="no-public-address",
    ),
    Twins(
        law="the caller's own setting counts more than the subnet's",
        page=_IGW,
        given=PUBLIC.change("PublicSubnet", map_public_ip=False).change("Worker", public_ip=True),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Worker", public_ip=False),
        code="no-public-address",
    ),
    Twins(
        law="the route table of the internet gateway leads answers to the caller",
        page=_EDGE,
        given=EDGE,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.plus(route("In", "EdgeTable", "10.0.0.0/24", TargetKind.INTERFACE, "Eni")),
        code="no-route-back",
    ),
    Twins(
        law="nobody says whether an appliance passes answers on",
        page=_EDGE,
        given=EDGE,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.plus(
            route("In", "EdgeTable", "10.0.0.0/24", TargetKind.INTERFACE, "Eni"),
            Interface(id="Eni", subnet="SubnetA", forwards=True),
        ),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="block public access closes the internet gateway",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
        given=PUBLIC,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Vpc", block_public_access=True),
        code="block-public-access",
    ),
    Twins(
        law="a route that is not known to exist",
        page=_NAT,
        given=NATTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("TableADefault", exists=_SOMETHING),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a blackhole is the end",
        page=_TABLES,
        given=NATTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.plus(route("TableADefault", "TableA", "0.0.0.0/0", TargetKind.BLACKHOLE)),
        code="blackhole",
    ),
    Twins(
        law="a function outside any VPC calls in public",
        page="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
        given=NATTED.change("Worker", subnets=()),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Worker", subnets=("SubnetA",)).without("TableADefault"),
    ),
    Twins(
        law="a carrier gateway leads out",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/Carrier_Gateway.html",
        given=base().plus(
            CarrierGateway(id="Carrier", vpc="Vpc"),
            route("Default", "TableA", "0.0.0.0/0", TargetKind.CARRIER_GATEWAY, "Carrier"),
        ),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("Default"),
    ),
)
def test_ways_out(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


MANAGED = "pl-63a5400a"


@judged(
    Twins(
        law="propagated private routes do not take public addresses",
        page=_VPN,
        given=VPN,
        ask=S3,
        change=lambda one: one.without("S3Gateway"),
    ),
    Twins(
        law="the prefix list comes before what is propagated",
        page=_PRIORITY,
        given=VPN.change("Vpn", routes=None),
        ask=S3,
        change=lambda one: one.without("S3Gateway"),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a static route comes before a propagated one of the same range",
        page=_PRIORITY,
        given=with_nat(VPN).change("Vpn", routes=("0.0.0.0/0",)),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("TableADefault"),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="local routes come before propagated ones however specific",
        page=_PRIORITY,
        given=VPN.change("Vpn", routes=("10.0.1.0/24",)),
        change=lambda one: one.plus(route("Static", "TableA", "10.0.1.0/24", TargetKind.BLACKHOLE)),
        code="blackhole",
    ),
    Twins(
        law="what lies behind a virtual private gateway is not known",
        page=_VPN,
        given=VPN.plus(route("Default", "TableA", "0.0.0.0/0", VGW, "Vgw")).change("Vpn", routes=None),
        ask=LOGS,
        verdict=Verdict.UNKNOWN,
        change=lambda one: one.without("VgwOfVpc"),
        code="gateway-not-attached",
    ),
    Twins(
        law="what static routes of all VPN connections leave out lies behind none of them",
        page=_VPN,
        given=VPN.plus(route("Default", "TableA", "0.0.0.0/0", VGW, "Vgw")),
        ask=LOGS,
        verdict=Verdict.BLOCKED,
        change=lambda one: one.change("Vpn", routes=("0.0.0.0/0",)),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a route of the managed prefix list by hand to a NAT gateway",
        page=_PRIORITY,
        given=NATTED.without("S3Gateway").plus(route("ByHand", "TableA", None, NAT, "Nat", prefix_list=MANAGED)),
        ask=S3,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("ByHand", "TableADefault"),
    ),
    Twins(
        law="a customer's prefix list is expanded",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
        given=base().plus(
            PrefixList(id="List", entries=("172.16.0.0/12",)),
            route("Listed", "TableA", None, TargetKind.BLACKHOLE, prefix_list="List"),
        ),
        change=lambda one: one.change("List", entries=("10.0.1.0/24",)),
        code="blackhole",
    ),
    Twins(
        law="a prefix list whose entries are not known may take anything",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
        given=base().plus(
            PrefixList(id="List", entries=("172.16.0.0/12",)),
            route("Listed", "TableA", None, TargetKind.BLACKHOLE, prefix_list="List"),
        ),
        change=lambda one: one.without("List"),
        other=Verdict.UNKNOWN,
    ),
)
def test_priority(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


INSPECTED = NATTED.plus(
    Subnet(id="FirewallSubnet", vpc="Vpc", zone=zone("a"), cidr="10.0.9.0/24"),
    RouteTable(id="FirewallTable", vpc="Vpc"),
    RouteTableAssociation(id="FirewallTableOf", route_table="FirewallTable", subnet="FirewallSubnet"),
    Endpoint(id="Gwlbe", vpc="Vpc", type=EndpointType.GATEWAY_LOAD_BALANCER, subnets=("FirewallSubnet",)),
    route("TableADefault", "TableA", "0.0.0.0/0", TargetKind.VPC_ENDPOINT, "Gwlbe"),
    route("FirewallDefault", "FirewallTable", "0.0.0.0/0", NAT, "Nat"),
)
_ACL_OF_CALLER = (
    NetworkAcl(id="Acl", vpc="Vpc"),
    NetworkAclAssociation(id="AclOf", network_acl="Acl", subnet="SubnetA"),
    NetworkAclEntry(id="AclOut", network_acl="Acl", number=1, egress=True, allow=True, cidr="0.0.0.0/0"),
    NetworkAclEntry(id="AclIn", network_acl="Acl", number=1, allow=True, cidr="0.0.0.0/0"),
)
NAT_INSTANCE = NATTED.plus(
    Workload(
        id="NatInstance",
        kind="AWS::EC2::Instance",
        subnets=("PublicSubnet",),
        groups=("NatGroup",),
        forwards=True,
        public_ip=True,
    ),
    SecurityGroup(id="NatGroup", vpc="Vpc"),
    https("NatGroup", cidr="10.0.0.0/16"),
    route("TableADefault", "TableA", "0.0.0.0/0", TargetKind.INSTANCE, "NatInstance"),
)


@judged(
    Twins(
        law="traffic goes on from the subnet of a Gateway Load Balancer endpoint",
        page=_GWLB,
        given=INSPECTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("FirewallDefault"),
        code="no-route",
    ),
    Twins(
        law="the gateway endpoint can be behind the appliances",
        page=_GWLB,
        given=INSPECTED.change("S3Gateway", route_tables=("FirewallTable",)),
        ask=S3,
        change=lambda one: one.change("S3Gateway", route_tables=("TableB",)),
        other=Verdict.PUBLIC,
    ),
    Twins(
        law="groups cannot be named through the appliances",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
        given=INSPECTED.plus(
            route("There", "TableA", "10.0.2.0/24", TargetKind.VPC_ENDPOINT, "Gwlbe"),
            route("Back", "TableB", "10.0.1.0/24", TargetKind.VPC_ENDPOINT, "Gwlbe"),
            https("EndpointGroup", cidr="10.0.1.0/24"),
        ).change("ssm", subnets=("SubnetB",)),
        change=lambda one: one.plus(https("EndpointGroup", peer="WorkerGroup")),
        code="ingress-refused",
    ),
    Twins(
        law="answers that come back through the appliances meet the ACL of the caller's subnet",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html",
        given=INSPECTED.change("S3Gateway", route_tables=("FirewallTable",)).plus(*_ACL_OF_CALLER),
        ask=S3,
        change=lambda one: one.without("AclIn"),
        code="acl-refuses-answers",
    ),
    Twins(
        law="so do those from the internet",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html",
        given=INSPECTED.plus(*_ACL_OF_CALLER),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("AclIn"),
        code="acl-refuses-answers",
    ),
    Twins(
        law="no route leads to an interface endpoint",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/gwlb-route.html",
        given=INSPECTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Gwlbe", type=EndpointType.INTERFACE),
        code="route-to-endpoint",
    ),
    Twins(
        law="routes that lead in a circle lead nowhere",
        page=_GWLB,
        given=INSPECTED,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.plus(
            route("FirewallDefault", "FirewallTable", "0.0.0.0/0", TargetKind.VPC_ENDPOINT, "Gwlbe")
        ),
        code="routing-loop",
    ),
    Twins(
        law="a NAT instance needs its source and destination check off",
        page=_SOURCE_CHECK,
        given=NAT_INSTANCE,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("NatInstance", forwards=False),
        code="source-destination-check",
    ),
    Twins(
        law="a NAT instance needs a public address",
        page=_SOURCE_CHECK,
        given=NAT_INSTANCE,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("NatInstance", public_ip=False),
        code="no-public-address",
    ),
    Twins(
        law="the groups of a NAT instance let its clients in",
        page=_NAT_INSTANCE,
        given=NAT_INSTANCE,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("NatGroupIngress"),
        code="ingress-refused",
    ),
    Twins(
        law="the groups of a NAT instance let it out",
        page=_NAT_INSTANCE,
        given=NAT_INSTANCE,
        ask={"service": "internet"},
        verdict=Verdict.PUBLIC,
        change=lambda one: one.plus(https("NatGroup", egress=True, cidr="10.0.0.0/16")),
        code="egress-refused",
    ),
    Twins(
        law="the groups of a NAT instance can name those of its clients",
        page=_NAT_INSTANCE,
        given=NAT_INSTANCE.change("NatGroupIngress", cidr=None, peer="WorkerGroup"),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("NatGroupIngress", peer="EndpointGroup"),
        code="ingress-refused",
    ),
    Twins(
        law="blocked public ingress spares NAT gateways",
        page=_BLOCK_PUBLIC_ACCESS,
        given=NATTED.change("Vpc", block_public_ingress=True),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Vpc", block_public_access=True),
        code="block-public-access",
    ),
    Twins(
        law="blocked public ingress spares no public addresses",
        page=_BLOCK_PUBLIC_ACCESS,
        given=NATTED.change("Worker", subnets=("PublicSubnet",)),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Vpc", block_public_ingress=True),
        code="block-public-access",
    ),
    Twins(
        law="blocked public ingress spares no NAT instances",
        page=_BLOCK_PUBLIC_ACCESS,
        given=NAT_INSTANCE,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("Vpc", block_public_ingress=True),
        code="block-public-access",
    ),
    Twins(
        law="an interface of elsewhere is not known",
        page=_SOURCE_CHECK,
        given=NAT_INSTANCE.plus(
            Interface(id="Eni", subnet="PublicSubnet", groups=("NatGroup",), forwards=True, public_ip=True),
            route("TableADefault", "TableA", "0.0.0.0/0", TargetKind.INTERFACE, "Eni"),
        ),
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("Eni"),
        other=Verdict.UNKNOWN,
    ),
)
def test_what_is_on_the_way(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


V6 = (
    base()
    .change("Vpc", ipv6_cidrs=("2001:db8::/56",))
    .change("SubnetA", ipv6_cidr="2001:db8::/64", assign_ipv6=True)
    .change("SubnetB", ipv6_cidr="2001:db8:0:1::/64")
    .plus(
        EgressOnlyGateway(id="Eigw", vpc="Vpc"),
    )
)
V6_OUT = route("V6Default", "TableA", None, TargetKind.EGRESS_ONLY_GATEWAY, "Eigw", ipv6_cidr="::/0")
DUALSTACK = {"service": "s3", "host": "data.s3.dualstack.us-east-1.amazonaws.com"}
ONLY_V6 = V6.change("SubnetA", cidr=None, dns64=True).plus(
    *(
        NATTED.elements[name]
        for name in ("PublicSubnet", "PublicTable", "PublicTableOfPublicSubnet", "Igw", "IgwOfVpc")
    ),
    NATTED.elements["PublicDefault"],
    NATTED.elements["Nat"],
    route("Nat64", "TableA", None, NAT, "Nat", ipv6_cidr="64:ff9b::/96"),
)


@judged(
    Twins(
        law="a dual-stack name leads out over IPv6",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html",
        given=V6,
        ask=DUALSTACK,
        change=lambda one: one.plus(V6_OUT),
        other=Verdict.PUBLIC,
    ),
    Twins(
        law="an IPv4 name does not",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html",
        given=V6.plus(V6_OUT),
        ask={"service": "s3", "host": "data.s3.us-east-1.amazonaws.com"},
        change=lambda one: one.without("S3Gateway"),
    ),
    Twins(
        law="a dual-stack gateway endpoint takes both",
        page=_GATEWAY,
        given=V6.plus(V6_OUT).change("S3Gateway", ip_address_type="dualstack"),
        ask=DUALSTACK,
        change=lambda one: one.change("S3Gateway", ip_address_type="ipv4"),
        other=Verdict.PUBLIC,
    ),
    Twins(
        law="a caller without an IPv6 address does not leave over IPv6",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html",
        given=V6.plus(V6_OUT).change("SubnetA", assign_ipv6=False),
        ask=DUALSTACK,
        change=lambda one: one.change("Worker", ipv6=True),
        other=Verdict.PUBLIC,
    ),
    Twins(
        law="a dual-stack endpoint is reached over either family",
        page="https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html",
        given=ONLY_V6.change("ssm", ip_address_type="dualstack").change("SubnetA", dns64=False),
        change=lambda one: one.change("ssm", ip_address_type="ipv4"),
        code="endpoint-address-family",
    ),
    Twins(
        law="DNS64 makes addresses up for callers with both families too",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html",
        given=ONLY_V6.change("SubnetA", cidr="10.0.1.0/24"),
        ask=S3,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("SubnetA", dns64=False),
        other=Verdict.PRIVATE,
    ),
    Twins(
        law="what DNS64 makes up leads to a NAT gateway",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html",
        given=ONLY_V6,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("Nat64"),
        code="no-route",
    ),
    Twins(
        law="a NAT gateway takes IPv6 only to what DNS64 makes up",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
        given=V6.plus(V6_OUT),
        ask=DUALSTACK,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.plus(
            *(NATTED.elements[name] for name in ("PublicSubnet", "PublicTable", "PublicTableOfPublicSubnet", "Nat")),
            route("V6Default", "TableA", None, NAT, "Nat", ipv6_cidr="::/0"),
        ).without("S3Gateway"),
        code="nat-gateway-ipv6",
    ),
    Twins(
        law="an egress-only gateway does not know what DNS64 makes up",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html",
        given=ONLY_V6,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.without("Nat64").plus(V6_OUT),
        code="nat64-without-nat",
    ),
    Twins(
        law="without DNS64 an IPv6-only caller finds no address",
        page="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html",
        given=ONLY_V6,
        ask=LOGS,
        verdict=Verdict.PUBLIC,
        change=lambda one: one.change("SubnetA", dns64=False),
        code="no-ipv6-address",
    ),
)
def test_ipv6(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


def test_whether_nat64_reaches_a_private_endpoint_is_left_open() -> None:
    assert ONLY_V6.change("ssm", ip_address_type="ipv4").ask().verdict is Verdict.UNKNOWN


def test_ranges_that_only_have_a_name_are_the_same_wherever_it_stands() -> None:
    here = join([Reference("Vpc.Ipv6CidrBlocks")])
    one = V6.change("Vpc", ipv6_cidrs=(here,)).change("SubnetA", ipv6_cidr=join([Reference("SubnetA.Ipv6")]))
    two = one.change("SubnetB", ipv6_cidr=join([Reference("SubnetB.Ipv6")])).change("ssm", ip_address_type="dualstack")
    only = two.change("SubnetA", cidr=None)
    assert only.ask().verdict is Verdict.PRIVATE
    by_range = only.without("EndpointGroupIngress").plus(
        SecurityGroupRule(id="ByRange", group="EndpointGroup", ipv6_cidr=here)
    )
    assert by_range.ask().verdict is Verdict.PRIVATE
