"""Gateway endpoints: route tables, prefix lists, regions."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.networks import (
    bucket,
    gateway,
    interface,
    peering,
    policy,
    private_network,
    route,
    rule,
    statement,
    to_internet,
    vpc,
    with_nat,
    worker,
)

_GATEWAYS = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
_S3 = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"
_DYNAMODB = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html"
_PRIORITY = "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"
_MAIN = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"
_LISTS = "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html"
_CFN = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html"

# The managed prefix lists of Amazon S3 and Amazon DynamoDB in eu-west-1.
S3_LIST, DYNAMODB_LIST = "pl-6da54004", "pl-6fa54006"
S3: dict[str, Any] = {"source": "Worker", "service": "s3"}


def network() -> Template:
    return vpc() | worker() | gateway()


def restricted(**destination: Any) -> Template:
    """A worker that may open connections to one destination only."""
    return network().set("WorkerGroup", SecurityGroupEgress=[rule(**destination)])


def other_table(*subnets: str) -> Template:
    """Another route table, for these subnets."""
    made = Template().plus("Other", "AWS::EC2::RouteTable", {"VpcId": ref("Vpc")})
    for one in subnets:
        made = made.plus(
            f"VpcAssociation{one[-1]}",
            "AWS::EC2::SubnetRouteTableAssociation",
            {"SubnetId": ref(one), "RouteTableId": ref("Other")},
        )
    return made


@labelled(
    Twins(law="a gateway endpoint leads from the tables it names", page=_GATEWAYS, given=network(), ask=S3,
          change=lambda t: t | other_table("VpcSubnetA"), because="the worker's subnet uses another table"),
    Twins(law="a table of another subnet does not matter", page=_GATEWAYS, given=network(), ask=S3, other=PRIVATE,
          change=lambda t: t | other_table("VpcSubnetB"), because="the worker is in subnet A"),
    Twins(law="another table with a NAT gateway leads out", page=_GATEWAYS, given=network() | with_nat(), ask=S3,
          change=lambda t: (t | other_table("VpcSubnetA")
                            | route("OtherRoute", "Other", NatGatewayId=ref("VpcNat"))), other=PUBLIC,
          because="the endpoint is not in that table"),
    Twins(law="an endpoint without tables is in no path", page=_CFN, given=network(), ask=S3,
          change=lambda t: t.set("S3Gateway", RouteTableIds=None), because="no route leads to it"),
    Twins(law="an endpoint may name several tables", page=_GATEWAYS,
          given=(network() | other_table("VpcSubnetA")).set("S3Gateway", RouteTableIds=[ref("VpcTable"), ref("Other")]),
          ask=S3, change=lambda t: t.set("S3Gateway", RouteTableIds=[ref("VpcTable")]),
          because="the worker's table is not among them"),
    Twins(law="a subnet without an association uses the main table", page=_MAIN, given=network(), ask=S3,
          change=lambda t: t.without("VpcAssociationA"),
          because="the main table is made with the VPC, and the endpoint does not name it"),
    Twins(law="the main table leads nowhere", page=_MAIN, given=vpc() | worker() | with_nat(), ask=S3, verdict=PUBLIC,
          change=lambda t: t.without("VpcAssociationA"), because="the route to NAT is in a table that it does not use"),
    Twins(law="a gateway endpoint is the default type", page=_CFN,
          given=network().set("S3Gateway", VpcEndpointType=None),
          ask=S3, change=lambda t: t.set("S3Gateway", RouteTableIds=[]), because="no table is named"),
    Twins(law="the endpoint wins over the default route", page=_PRIORITY, given=network() | with_nat(), ask=S3,
          change=lambda t: t.without("S3Gateway"), other=PUBLIC, because="only the default route is left"),
    Twins(law="the endpoint wins over a route to an internet gateway", page=_PRIORITY,
          given=(network() | to_internet()).set("VpcSubnetA", MapPublicIpOnLaunch=True), ask=S3,
          change=lambda t: t.without("S3Gateway"), other=PUBLIC, because="only the internet gateway is left"),
    Twins(law="routes to private ranges do not touch the endpoint", page=_PRIORITY,
          given=network() | with_nat() | route("Private", "VpcTable", "10.99.0.0/16", NatGatewayId=ref("VpcNat")),
          ask=S3, change=lambda t: t.set("Private", DestinationCidrBlock="52.218.0.0/17"), other=UNKNOWN,
          because="a range as narrow as those of the prefix list may win for some of its addresses"),
    Twins(law="half of the internet is wider than any range of the list", page=_PRIORITY,
          given=network() | with_nat() | route("Low", "VpcTable", "0.0.0.0/1", NatGatewayId=ref("VpcNat"))
          | route("High", "VpcTable", "128.0.0.0/1", NatGatewayId=ref("VpcNat")), ask=S3,
          change=lambda t: t.without("S3Gateway"), other=PUBLIC, because="only NAT is left"),
    Twins(law="one gateway endpoint serves one service", page=_DYNAMODB,
          given=network() | gateway("DynamoDbGateway", "dynamodb"), ask={"source": "Worker", "service": "dynamodb"},
          change=lambda t: t.without("DynamoDbGateway"), because="S3's endpoint does not lead to DynamoDB"),
    Twins(law="a service without gateway endpoints gets none", page=_GATEWAYS, given=private_network(),
          ask={"source": "Worker", "service": "ssm"}, change=lambda t: t.without("Endpoint", "EndpointGroup"),
          because="a gateway endpoint serves S3"),
    Twins(law="a gateway endpoint needs the VPC's resolver", page=_S3, given=network(), ask=S3,
          change=lambda t: t.set("Vpc", EnableDnsSupport=False), because="the name does not resolve"),
    Twins(law="a gateway endpoint needs no host names", page=_S3, given=network(), ask=S3, other=PRIVATE,
          change=lambda t: t.set("Vpc", EnableDnsHostnames=False), because="S3's public names resolve as ever"),
)  # fmt: skip
def test_routes_to_a_gateway_endpoint(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a gateway endpoint serves its own region", page=_S3, given=network() | with_nat(),
          ask={"source": "Worker", "host": "my-bucket.s3.eu-west-1.amazonaws.com"},
          other_ask={"source": "Worker", "host": "my-bucket.s3.eu-west-2.amazonaws.com"}, other=PUBLIC,
          because="another region's addresses are not in the prefix list"),
    Twins(law="a gateway endpoint is not for peered VPCs", page=_GATEWAYS,
          given=vpc() | worker() | vpc("Hub", "10.1") | peering() | gateway(), ask=S3,
          change=lambda t: t | gateway(network="Hub"), because="connections cannot be extended out of its VPC"),
    Twins(law="a default route to a peer ends there", page=_GATEWAYS,
          given=vpc() | worker() | vpc("Hub", "10.1") | peering() | gateway()
          | route("All", "VpcTable", VpcPeeringConnectionId=ref("Peering")), ask=S3,
          change=lambda t: t | gateway(network="Hub"), because="peering leads to the peer's own addresses only"),
    Twins(law="both endpoints of S3 may stand together", page=_S3,
          given=network() | interface(of="s3", PrivateDnsEnabled=False), ask=S3,
          change=lambda t: t.without("S3Gateway"), because="without private DNS the interface endpoint is not called"),
    Twins(law="an old name of S3 is that of us-east-1", page=_S3, given=network(),
          ask={"source": "Worker", "host": "s3-external-1.amazonaws.com"}, more={"region": "us-east-1"},
          other_more={"region": "eu-west-1"}, because="it has addresses of us-east-1"),
    Twins(law="an endpoint service of another kind has no routes", page=_CFN, given=network(), ask=S3,
          change=lambda t: t.set("S3Gateway", ServiceName="com.amazonaws.eu-west-1.dynamodb"),
          because="the table leads to DynamoDB only"),
    Twins(law="in us-east-1 the name without a region is the region's own", page=_S3, given=network(),
          ask={"source": "Worker", "host": "s3.amazonaws.com"}, more={"region": "us-east-1"},
          other_more={"region": "eu-west-1"}, because="s3.amazonaws.com has addresses of us-east-1"),
)  # fmt: skip
def test_whom_a_gateway_endpoint_serves(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="restricted egress names the prefix list", page=_LISTS, given=restricted(DestinationPrefixListId=S3_LIST),
          ask=S3, change=lambda t: t.set("WorkerGroup", SecurityGroupEgress=[rule(CidrIp="10.0.0.0/16")]),
          because="S3's addresses are not in the VPC's range"),
    Twins(law="the prefix list is the service's", page=_LISTS, given=restricted(DestinationPrefixListId=S3_LIST),
          ask=S3,
          change=lambda t: t.set("WorkerGroup", SecurityGroupEgress=[rule(DestinationPrefixListId=DYNAMODB_LIST)]),
          because="the list is DynamoDB's"),
    Twins(law="the prefix list is for the port", page=_LISTS, given=restricted(DestinationPrefixListId=S3_LIST), ask=S3,
          change=lambda t: t.set("WorkerGroup", SecurityGroupEgress=[rule(80, DestinationPrefixListId=S3_LIST)]),
          because="HTTPS is on 443"),
    Twins(law="a standalone rule opens the prefix list", page=_LISTS,
          given=restricted(CidrIp="10.0.0.0/16").plus("ToS3", "AWS::EC2::SecurityGroupEgress", {
              "GroupId": ref("WorkerGroup"), **rule(DestinationPrefixListId=S3_LIST)}),
          ask=S3, change=lambda t: t.without("ToS3"), because="no rule is left for S3's addresses"),
    Twins(law="egress to everywhere has S3 in it", page=_LISTS, given=restricted(CidrIp="0.0.0.0/0"), ask=S3,
          change=lambda t: t.set("WorkerGroup", SecurityGroupEgress=[rule(CidrIpv6="::/0")]),
          because="the gateway endpoint is reached over IPv4 here"),
    Twins(law="egress to the endpoint's group is for interface endpoints", page=_LISTS,
          given=(private_network() | worker()).set("WorkerGroup", SecurityGroupEgress=[
              rule(DestinationSecurityGroupId=ref("EndpointGroup"))]),
          ask={"source": "Worker", "service": "ssm"}, other_ask=S3, because="a gateway endpoint has no group"),
    Twins(law="a prefix list that nobody gave is not known", page=_LISTS,
          given=restricted(DestinationPrefixListId=ref("List"))
          .section("Parameters", List={"Type": "String", "Default": S3_LIST}), ask=S3,
          change=lambda t: t.section("Parameters", List={"Type": "String"}), other=UNKNOWN,
          because="it may be any list"),
    Twins(law="a mapping gives the region's list", page=_LISTS,
          given=restricted(DestinationPrefixListId={"Fn::FindInMap": ["Lists", ref("AWS::Region"), "S3"]})
          .section("Mappings", Lists={"eu-west-1": {"S3": S3_LIST}, "us-east-1": {"S3": "pl-63a5400a"}}), ask=S3,
          change=lambda t: t.section("Mappings", Lists={"eu-west-1": {"S3": "pl-63a5400a"}}),
          because="the list is that of another region"),
)  # fmt: skip
def test_egress_to_a_prefix_list(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a gateway endpoint's policy lets calls through", page=_GATEWAYS, given=network() | bucket(),
          ask={**S3, "action": "s3:GetObject", "resource": "arn:aws:s3:::logs/a"},
          change=lambda t: t.set("S3Gateway", PolicyDocument=policy(statement(action="s3:PutObject"))),
          because="it allows to put only"),
    Twins(law="only calls of the endpoint's own table see its policy", page=_GATEWAYS,
          given=(network() | with_nat()).set(
              "S3Gateway", PolicyDocument=policy(statement(resource="arn:aws:s3:::a/*"))),
          ask={**S3, "action": "s3:GetObject", "resource": "arn:aws:s3:::a/x"},
          other_ask={**S3, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/x"},
          because="the prefix list wins over NAT, so that the policy decides"),
)  # fmt: skip
def test_policy_of_a_gateway_endpoint(case: Labelled) -> None:
    case.check()
