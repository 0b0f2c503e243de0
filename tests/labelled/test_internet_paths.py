"""Ways to public addresses: internet, NAT and egress-only gateways, public addresses, IPv6."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PUBLIC, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import (
    gateway,
    interface,
    private_network,
    route,
    rule,
    to_internet,
    vpc,
    with_nat,
    worker,
)

_IGW = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"
_NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"
_NAT_INSTANCE = "https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html"
_PRIVATE_NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"
_ADDRESSES = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html"
_EGRESS_ONLY = "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html"
_BLOCK = "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html"
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html"
_DUALSTACK = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/dual-stack-endpoints.html"
_IP_TYPES = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
_ROUTES = "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html"
_PRIORITY = "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"

KMS: dict[str, Any] = {"source": "Worker", "service": "kms"}
SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
SITE: dict[str, Any] = {"source": "Worker", "host": "www.example.com"}


def public() -> Template:
    """A worker with a public address in a subnet that leads to an internet gateway."""
    return (vpc() | worker() | to_internet()).set("VpcSubnetA", MapPublicIpOnLaunch=True)


def behind_nat() -> Template:
    return vpc() | worker() | with_nat()


def behind_box() -> Template:
    """A worker whose default route leads to a NAT instance."""
    made = behind_nat().without("VpcNat", "VpcAddress") | worker("Box", subnet="VpcPublicSubnet", SourceDestCheck=False)
    return (
        made.set("BoxGroup", SecurityGroupIngress=[{"IpProtocol": "-1", "CidrIp": "10.0.0.0/16"}])
        .plus("BoxAddress", "AWS::EC2::EIP", {"InstanceId": ref("Box")})
        .set("VpcNatRoute", NatGatewayId=None, InstanceId=ref("Box"))
    )


def function(**properties: Any) -> Template:
    """A function in the VPC."""
    given = {
        "Code": {"ZipFile": "pass"},
        "Handler": "index.handler",
        "Runtime": "python3.13",
        "Role": "arn:aws:iam::111122223333:role/function",
        "VpcConfig": {"SubnetIds": [ref("VpcSubnetA")], "SecurityGroupIds": [ref("WorkerGroup")]},
    }
    return Template().plus("Worker", "AWS::Lambda::Function", given).set("Worker", **properties)


def dual_stack() -> Template:
    """A worker with addresses of both families."""
    return (
        (vpc() | worker())
        .plus("Six", "AWS::EC2::VPCCidrBlock", {"VpcId": ref("Vpc"), "AmazonProvidedIpv6CidrBlock": True})
        .set(
            "VpcSubnetA",
            Ipv6CidrBlock={"Fn::Select": [0, {"Fn::Cidr": [{"Fn::Select": [0, att("Vpc", "Ipv6CidrBlocks")]}, 4, 64]}]},
            AssignIpv6AddressOnCreation=True,
        )
        .attribute("VpcSubnetA", DependsOn="Six")
    )


def egress_only() -> Template:
    return Template().plus("Out6", "AWS::EC2::EgressOnlyInternetGateway", {"VpcId": ref("Vpc")}) | route(
        "Route6", "VpcTable", "::/0", EgressOnlyInternetGatewayId=ref("Out6")
    )


@labelled(
    Twins(law="a public address and an internet gateway lead out", page=_IGW, given=public(), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.set("VpcSubnetA", MapPublicIpOnLaunch=False),
          because="an internet gateway passes nothing without a public address"),
    Twins(law="subnets give no public addresses unless a template says otherwise", page=_ADDRESSES, given=public(),
          ask=KMS, verdict=PUBLIC, change=lambda t: t.set("VpcSubnetA", MapPublicIpOnLaunch=None),
          because="the default is none"),
    Twins(law="an instance may ask for a public address itself", page=_ADDRESSES,
          given=public().set("VpcSubnetA", MapPublicIpOnLaunch=None)
          .set("Worker", SubnetId=None, SecurityGroupIds=None, NetworkInterfaces=[
              {"DeviceIndex": "0", "AssociatePublicIpAddress": True, "SubnetId": ref("VpcSubnetA"),
               "GroupSet": [ref("WorkerGroup")]}]), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.set("Worker", NetworkInterfaces=[
              {"DeviceIndex": "0", "AssociatePublicIpAddress": False, "SubnetId": ref("VpcSubnetA"),
               "GroupSet": [ref("WorkerGroup")]}]), because="it asks for none"),
    Twins(law="an instance may refuse the subnet's public address", page=_ADDRESSES, given=public(), ask=KMS,
          verdict=PUBLIC, change=lambda t: t.set("Worker", SubnetId=None, SecurityGroupIds=None, NetworkInterfaces=[
              {"DeviceIndex": "0", "AssociatePublicIpAddress": False, "SubnetId": ref("VpcSubnetA"),
               "GroupSet": [ref("WorkerGroup")]}]), because="the interface's own setting wins"),
    Twins(law="an Elastic IP address is a public address", page=_ADDRESSES,
          given=public().set("VpcSubnetA", MapPublicIpOnLaunch=None)
          .plus("Address", "AWS::EC2::EIP", {"Domain": "vpc", "InstanceId": ref("Worker")}), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.set("Address", InstanceId=None), because="the address is nobody's"),
    Twins(law="an Elastic IP address may be associated apart", page=_ADDRESSES,
          given=public().set("VpcSubnetA", MapPublicIpOnLaunch=None)
          .plus("Address", "AWS::EC2::EIP", {"Domain": "vpc"})
          .plus("AddressUse", "AWS::EC2::EIPAssociation", {
              "AllocationId": att("Address", "AllocationId"), "InstanceId": ref("Worker")}), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.without("AddressUse"), because="the address is nobody's"),
    Twins(law="the internet gateway has to be attached", page=_IGW, given=public(), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.without("VpcAttachment").attribute("VpcInternetRoute", DependsOn=[]),
          because="it belongs to no VPC"),
    Twins(law="the internet gateway needs a route", page=_IGW, given=public(), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.without("VpcInternetRoute"), because="nothing leads to it"),
    Twins(law="endpoints keep workers of public subnets private", page=_IP_TYPES, given=public() | interface(of="kms"),
          ask=KMS, change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), other=PUBLIC,
          because="the public name leads to the internet gateway"),
    Twins(law="egress to the VPC only closes the way out", page=_IGW, given=public(), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.set("WorkerGroup", SecurityGroupEgress=[rule(CidrIp="10.0.0.0/16")]),
          because="the group lets nothing out to public addresses"),
)  # fmt: skip
def test_internet_gateways(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a NAT gateway leads out", page=_NAT, given=behind_nat(), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.without("VpcNatRoute"), because="nothing leads to it"),
    Twins(law="a NAT gateway needs an internet gateway", page=_NAT, given=behind_nat(), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.without("VpcInternetRoute"), because="its own subnet leads nowhere"),
    Twins(law="a private NAT gateway does not lead out", page=_PRIVATE_NAT, given=behind_nat(), ask=KMS,
          verdict=PUBLIC, change=lambda t: t.set("VpcNat", ConnectivityType="private", AllocationId=None),
          because="an internet gateway drops what comes from it"),
    Twins(law="a NAT gateway for a range of others is no default route", page=_ROUTES, given=behind_nat(), ask=KMS,
          verdict=PUBLIC, change=lambda t: t.set("VpcNatRoute", DestinationCidrBlock="192.0.2.0/24"),
          because="the service's addresses are not in it"),
    Twins(law="a NAT instance leads out, too", page=_NAT_INSTANCE, given=behind_box(), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.set("Box", SourceDestCheck=None),
          because="an instance drops what is not addressed to it unless a template says otherwise"),
    Twins(law="a NAT instance needs a public address", page=_NAT_INSTANCE, given=behind_box(), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.without("BoxAddress"),
          because="the internet gateway passes nothing without a public address"),
    Twins(law="the group of a NAT instance admits its clients", page=_NAT_INSTANCE, given=behind_box(), ask=KMS,
          verdict=PUBLIC, change=lambda t: t.set("BoxGroup", SecurityGroupIngress=None),
          because="the group admits nobody"),
    Twins(law="private names stay private beside NAT", page=_NAT, given=behind_nat() | interface(), ask=SSM,
          other_ask=SITE, other=PUBLIC, because="nobody's endpoint serves that name"),
    Twins(law="without a way out a site is not reached", page=_NAT, given=behind_nat(), ask=SITE, verdict=PUBLIC,
          change=lambda t: t.without("VpcNat", "VpcNatRoute"), because="no route leads there"),
    Twins(law="a NAT gateway in one of two subnets' tables serves that subnet", page=_NAT, given=behind_nat(), ask=KMS,
          verdict=PUBLIC, change=lambda t: t.set("Worker", SubnetId=ref("Alone")).plus(
              "Alone", "AWS::EC2::Subnet", {"VpcId": ref("Vpc"), "CidrBlock": "10.0.7.0/24"}),
          because="the worker's subnet uses the main table"),
    Twins(law="a function never has a public address", page=_LAMBDA, given=public() | function(), ask=KMS,
          verdict=BLOCKED, change=lambda t: t | with_nat().without("VpcInternetGateway", "VpcAttachment")
          | route("VpcInternetRoute", "VpcPublicTable", GatewayId=ref("VpcInternetGateway")), other=PUBLIC,
          because="through a NAT gateway it gets out"),
    Twins(law="a function outside of every VPC calls over public addresses", page=_LAMBDA,
          given=private_network() | function(), ask=SSM, change=lambda t: t.set("Worker", VpcConfig=None), other=PUBLIC,
          because="endpoints of a VPC are for what is in it"),
    Twins(law="an empty VpcConfig is none", page=_LAMBDA, given=private_network() | function(), ask=SSM, other=PUBLIC,
          change=lambda t: t.set("Worker", VpcConfig={"SubnetIds": [], "SecurityGroupIds": []}),
          because="the function is in no VPC"),
    Twins(law="blocked public access closes internet gateways", page=_BLOCK, given=behind_nat(), ask=KMS,
          verdict=PUBLIC, change=lambda t: t.plus("Block", "AWS::EC2::VPCBlockPublicAccessOptions", {
              "InternetGatewayBlockMode": "block-bidirectional"}), because="both directions are blocked"),
    Twins(law="blocked ingress leaves NAT gateways open", page=_BLOCK, given=behind_nat(), ask=KMS,
          verdict=PUBLIC, change=lambda t: t.plus("Block", "AWS::EC2::VPCBlockPublicAccessOptions", {
              "InternetGatewayBlockMode": "block-ingress"}), other=PUBLIC,
          because="NAT gateways may still open connections"),
)  # fmt: skip
def test_nat_gateways(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a dual-stack name goes out over IPv6", page=_DUALSTACK, given=dual_stack() | gateway(),
          ask={"source": "Worker", "host": "my-bucket.s3.dualstack.eu-west-1.amazonaws.com"},
          change=lambda t: t | egress_only(), other=PUBLIC,
          because="the gateway endpoint has IPv4 only, and ::/0 leads out"),
    Twins(law="an egress-only gateway does nothing for names with IPv4 only", page=_EGRESS_ONLY,
          given=dual_stack() | gateway() | egress_only(),
          ask={"source": "Worker", "host": "my-bucket.s3.eu-west-1.amazonaws.com"}, other=PUBLIC,
          other_ask={"source": "Worker", "host": "my-bucket.s3.dualstack.eu-west-1.amazonaws.com"},
          because="the dual-stack name has IPv6 addresses"),
    Twins(law="private DNS of an IPv4 endpoint answers IPv4 only", page=_IP_TYPES,
          given=dual_stack() | interface() | egress_only(), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="no route leads to IPv4 addresses"),
    Twins(law="an internet gateway passes IPv6 without public IPv4", page=_IGW,
          given=dual_stack() | gateway(),
          ask={"source": "Worker", "host": "my-bucket.s3.dualstack.eu-west-1.amazonaws.com"}, other=PUBLIC,
          change=lambda t: t | to_internet().without("VpcInternetRoute")
          | route("Route6", "VpcTable", "::/0", GatewayId=ref("VpcInternetGateway")),
          because="IPv6 addresses are public"),
    Twins(law="a dual-stack endpoint admits IPv6 by a rule of its own", page=_IP_TYPES,
          given=(dual_stack() | interface(SubnetIds=[ref("VpcSubnetA")], IpAddressType="dualstack",
                                          DnsOptions={"DnsRecordIpType": "dualstack"})).set(
              "EndpointGroup", SecurityGroupIngress=[
                  rule(CidrIp="10.0.0.0/16"), rule(CidrIpv6={"Fn::Select": [0, att("Vpc", "Ipv6CidrBlocks")]})]),
          ask={"source": "Worker", "service": "ssm"},
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="the name has public addresses"),
    Twins(law="a default route over IPv4 is none over IPv6", page=_ROUTES,
          given=(dual_stack() | gateway() | with_nat()), other=PUBLIC,
          ask={"source": "Worker", "host": "my-bucket.s3.dualstack.eu-west-1.amazonaws.com"},
          change=lambda t: t | egress_only(), because="::/0 leads out"),
)  # fmt: skip
def test_two_families(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a more specific route decides", page=_PRIORITY,
          given=behind_nat() | vpc("Hub", "10.1") | interface(of="kms"), ask=KMS,
          change=lambda t: t.without("Endpoint", "EndpointGroup"), other=PUBLIC, because="only NAT is left"),
    Twins(law="local routes are not given away to NAT", page=_PRIORITY,
          given=private_network() | with_nat(), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), other=PUBLIC,
          because="public addresses are not local"),
    Twins(law="a source in another subnet has its own answer", page=_ROUTES,
          given=behind_nat(), ask={"source": "VpcSubnetA", "service": "kms", "groups": ["WorkerGroup"]},
          verdict=PUBLIC, other_ask={"source": "VpcPublicSubnet", "service": "kms", "groups": ["WorkerGroup"]},
          because="what stands in the public subnet without a public address does not get out"),
)  # fmt: skip
def test_routes(case: Labelled) -> None:
    case.check()
