"""Appliances, cross-region endpoints, nested stacks, VPNs, and what else stands on a way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Verdict
from private_endpoints.proof import Prover
from support.labelled import BLOCKED, PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import (
    gateway,
    identity,
    interface,
    private_network,
    record,
    role,
    route,
    rule,
    to_internet,
    vpc,
    with_nat,
    worker,
    worker_with_role,
    zone,
)

_APPLIANCES = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html"
_REGIONS = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
_NESTED = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html"
_VPN = "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html"
_IPV6 = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat64-dns64.html"
_SUBNET_BLOCK = (
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnetcidrblock.html"
)
_SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/ip-access.html"
_REQUESTED = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
    "#condition-keys-requestedregion"
)
_TABLES = "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html"
_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
S3: dict[str, Any] = {"source": "Worker", "service": "s3"}
KMS: dict[str, Any] = {"source": "Worker", "service": "kms"}


def inspected() -> Template:
    """A worker whose default route leads through an appliance to an internet gateway."""
    return (
        (vpc() | worker() | to_internet(table="OuterTable"))
        .set("VpcSubnetA", MapPublicIpOnLaunch=True)
        .plus("OuterTable", "AWS::EC2::RouteTable", {"VpcId": ref("Vpc")})
        .plus("Outer", "AWS::EC2::Subnet", {"VpcId": ref("Vpc"), "CidrBlock": "10.0.8.0/24"})
        .plus(
            "OuterUse",
            "AWS::EC2::SubnetRouteTableAssociation",
            {"SubnetId": ref("Outer"), "RouteTableId": ref("OuterTable")},
        )
        .plus(
            "Inspection",
            "AWS::EC2::VPCEndpoint",
            {
                "VpcEndpointType": "GatewayLoadBalancer",
                "VpcId": ref("Vpc"),
                "SubnetIds": [ref("Outer")],
                "ServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
            },
        )
    ) | route("Through", "VpcTable", VpcEndpointId=ref("Inspection"))


def other_region(**properties: Any) -> Template:
    """An endpoint of a service in another region."""
    return (
        vpc()
        | worker()
        | interface(of="kms", ServiceName="com.amazonaws.us-east-1.kms", ServiceRegion="us-east-1", **properties)
    )


@labelled(
    Twins(law="an appliance does not keep traffic in", page=_APPLIANCES, given=inspected() | interface(of="kms"),
          ask=KMS, change=lambda t: t.without("Endpoint"), other=UNKNOWN,
          because="what is behind the service of somebody else passes it on or not"),
    Twins(law="what the private names reach passes no appliance", page=_APPLIANCES,
          given=inspected() | interface(of="kms"), ask=KMS,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(80, CidrIp="10.0.0.0/16")]),
          because="443 is not admitted"),
    Twins(law="a gateway endpoint wins over an appliance", page=_TABLES, given=inspected() | gateway(), ask=S3,
          change=lambda t: t.without("S3Gateway"), other=UNKNOWN,
          because="the default route leads through the appliance"),
    Twins(law="a VPN gateway leads where the template ends", page=_VPN,
          given=(private_network()
                 .plus("Vpn", "AWS::EC2::VPNGateway", {"Type": "ipsec.1"})
                 .plus("VpnUse", "AWS::EC2::VPCGatewayAttachment", {"VpcId": ref("Vpc"), "VpnGatewayId": ref("Vpn")}))
          | route("Office", "VpcTable", "192.168.0.0/16", GatewayId=ref("Vpn")), ask=SSM,
          change=lambda t: t | route("All", "VpcTable", GatewayId=ref("Vpn")), other=PRIVATE,
          because="the endpoint's addresses are local in any case"),
    Twins(law="a default route to the office is not known to end", page=_VPN,
          given=(vpc() | worker())
          .plus("Vpn", "AWS::EC2::VPNGateway", {"Type": "ipsec.1"})
          .plus("VpnUse", "AWS::EC2::VPCGatewayAttachment", {"VpcId": ref("Vpc"), "VpnGatewayId": ref("Vpn")}),
          ask=KMS, verdict=BLOCKED, change=lambda t: t | route("All", "VpcTable", GatewayId=ref("Vpn")),
          other=UNKNOWN, because="what the office does with it is not in the template"),
    Twins(law="a prefix list of one's own may be a destination", page=_TABLES,
          given=(vpc() | worker() | with_nat()).without("VpcNatRoute")
          .plus("Ranges", "AWS::EC2::PrefixList", {
              "PrefixListName": "all", "AddressFamily": "IPv4", "MaxEntries": 1, "Entries": [{"Cidr": "0.0.0.0/0"}]})
          .plus("All", "AWS::EC2::Route", {"RouteTableId": ref("VpcTable"),
                                           "DestinationPrefixListId": att("Ranges", "PrefixListId"),
                                           "NatGatewayId": ref("VpcNat")}), ask=KMS, verdict=PUBLIC,
          change=lambda t: t.set("Ranges", Entries=[{"Cidr": "192.0.2.0/24"}]),
          because="the service's addresses are not in it"),
)  # fmt: skip
def test_other_gateways(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="another region's service takes a region of the endpoint", page=_REGIONS, given=other_region(),
          ask={"source": "Worker", "host": "kms.us-east-1.amazonaws.com"}, other_ask=KMS,
          because="the name of the own region has public addresses"),
    Twins(law="another region's bucket goes through an endpoint of that region", page=_S3,
          given=vpc() | worker() | gateway() | interface(
              of="s3", ServiceName="com.amazonaws.us-east-1.s3", ServiceRegion="us-east-1",
              DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": False}),
          ask={"source": "Worker", "host": "data.s3.us-east-1.amazonaws.com"},
          change=lambda t: t.without("Endpoint"), because="the gateway endpoint is for its own region"),
    Twins(law="a name of one region leads to no endpoint of another", page=_REGIONS,
          given=vpc() | worker() | interface(of="kms", PrivateDnsEnabled=False)
          | zone("kms.eu-west-1.amazonaws.com", "Vpc") | record("kms.eu-west-1.amazonaws.com"), ask=KMS,
          change=lambda t: t.set("Endpoint", ServiceName="com.amazonaws.us-east-1.kms", ServiceRegion="us-east-1"),
          because="neither certificate nor signature is of that region"),
    Twins(law="whether an endpoint is good for names with FIPS no page says", page=_REGIONS,
          given=vpc() | worker() | interface(of="kms-fips", PrivateDnsEnabled=False)
          | zone("kms-fips.eu-west-1.amazonaws.com", "Vpc") | record("kms-fips.eu-west-1.amazonaws.com"),
          ask={"source": "Worker", "host": "kms-fips.eu-west-1.amazonaws.com"},
          change=lambda t: t | interface(of="kms", PrivateDnsEnabled=False), other=UNKNOWN,
          because="the endpoint is the one without FIPS"),
    Twins(law="the region of a call is that of the name", page=_REQUESTED,
          given=worker_with_role(identity(Condition={"StringEquals": {"aws:RequestedRegion": "us-east-1"}}))
          | interface(of="kms", ServiceName="com.amazonaws.us-east-1.kms", ServiceRegion="us-east-1"),
          ask={"source": "Worker", "service": "kms", "host": "kms.us-east-1.amazonaws.com", "action": "kms:ListKeys"},
          change=lambda t: t | role("WorkerRole", identity(Condition={
              "StringEquals": {"aws:RequestedRegion": "eu-west-1"}})), because="the role may call eu-west-1 only"),
    Twins(law="the own region is a region, too", page=_REGIONS,
          given=private_network().set("Endpoint", ServiceRegion="eu-west-1"), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="private DNS is off"),
)  # fmt: skip
def test_other_regions(case: Labelled) -> None:
    case.check()


def six() -> Template:
    """A subnet with IPv6 only, and an endpoint of both families."""
    block = {"Fn::Select": [0, {"Fn::Cidr": [{"Fn::Select": [0, att("Vpc", "Ipv6CidrBlocks")]}, 4, 64]}]}
    return (
        (vpc() | worker())
        .plus("Six", "AWS::EC2::VPCCidrBlock", {"VpcId": ref("Vpc"), "AmazonProvidedIpv6CidrBlock": True})
        .set(
            "VpcSubnetA", CidrBlock=None, Ipv6Native=True, Ipv6CidrBlock=block, AssignIpv6AddressOnCreation=True,
            MapPublicIpOnLaunch=None,
        )
    )  # fmt: skip


@labelled(
    Twins(law="IPv6-only workers do not reach IPv4 endpoints", page=_IPV6,
          given=six() | interface(SubnetIds=[ref("VpcSubnetB")]), ask=SSM, verdict=BLOCKED,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="the name has no IPv6 addresses"),
    Twins(law="a parameter may say whether a subnet has IPv4", page=_IPV6, ask=SSM, verdict=BLOCKED,
          given=six() | interface(SubnetIds=[ref("VpcSubnetB")]),
          change=lambda t: t.set("VpcSubnetA", Ipv6Native=ref("P")).section("Parameters", P={"Type": "String"}),
          other=UNKNOWN, because="nobody gave it"),
    Twins(law="a gateway endpoint for IPv4 serves no IPv6-only worker", page=_IPV6, given=six() | gateway(),
          ask={"source": "Worker", "host": "data.s3.dualstack.eu-west-1.amazonaws.com"}, verdict=BLOCKED,
          change=lambda t: t.plus("Out6", "AWS::EC2::EgressOnlyInternetGateway", {"VpcId": ref("Vpc")})
          | route("Route6", "VpcTable", "::/0", EgressOnlyInternetGatewayId=ref("Out6")), other=PUBLIC,
          because="::/0 leads out"),
)  # fmt: skip
def test_ipv6_only(case: Labelled) -> None:
    case.check()


def beside(**block: Any) -> Template:
    """A function that may call over IPv6, whose subnet gets its range by a resource beside it; `::/0` leads out."""
    function = {
        "Code": {"ZipFile": "pass"},
        "Handler": "index.handler",
        "Runtime": "python3.13",
        "Role": "arn:aws:iam::111122223333:role/f",
        "VpcConfig": {
            "SubnetIds": [ref("VpcSubnetA")],
            "SecurityGroupIds": [ref("WorkerGroup")],
            "Ipv6AllowedForDualStack": True,
        },
    }
    made = vpc() | worker().without("Worker") | gateway()
    return (
        made.plus("Worker", "AWS::Lambda::Function", function)
        .section("Parameters", Given={"Type": "String"})
        .plus("Six", "AWS::EC2::VPCCidrBlock", {"VpcId": ref("Vpc"), "AmazonProvidedIpv6CidrBlock": True})
        .plus("SubnetSix", "AWS::EC2::SubnetCidrBlock", block)
        .plus("Out6", "AWS::EC2::EgressOnlyInternetGateway", {"VpcId": ref("Vpc")})
    ) | route("Route6", "VpcTable", "::/0", EgressOnlyInternetGatewayId=ref("Out6"))


def only_six_leads_out() -> Template:
    """A worker with both families, whose only way out is one for IPv6."""
    block = {"Fn::Select": [0, {"Fn::Cidr": [{"Fn::Select": [0, att("Vpc", "Ipv6CidrBlocks")]}, 4, 64]}]}
    return (
        (vpc() | worker())
        .plus("Six", "AWS::EC2::VPCCidrBlock", {"VpcId": ref("Vpc"), "AmazonProvidedIpv6CidrBlock": True})
        .set("VpcSubnetA", Ipv6CidrBlock=block, AssignIpv6AddressOnCreation=True)
        .plus("Out6", "AWS::EC2::EgressOnlyInternetGateway", {"VpcId": ref("Vpc")})
    ) | route("Route6", "VpcTable", "::/0", EgressOnlyInternetGatewayId=ref("Out6"))


@labelled(
    Twins(law="names of Secrets Manager have IPv6 addresses", page=_SECRETS, given=only_six_leads_out(),
          ask={"source": "Worker", "service": "secretsmanager"}, verdict=PUBLIC,
          change=lambda t: t.without("Route6"), because="nothing leads out"),
    Twins(law="those of most services have not", page=_SECRETS, given=only_six_leads_out(),
          ask={"source": "Worker", "service": "secretsmanager"}, verdict=PUBLIC, other_ask=SSM,
          because="there is no endpoint, and no way out over IPv4"),
    Twins(law="whether names of others have nobody knows", page=_SECRETS, given=only_six_leads_out(),
          ask={"source": "Worker", "host": "www.example.com"}, verdict=UNKNOWN,
          change=lambda t: t.without("Route6"), because="nothing leads out"),
)  # fmt: skip
def test_names_with_ipv6_addresses(case: Labelled) -> None:
    case.check()


DUALSTACK: dict[str, Any] = {"source": "Worker", "host": "data.s3.dualstack.eu-west-1.amazonaws.com"}
FROM_POOL = {"SubnetId": ref("VpcSubnetA"), "Ipv6IpamPoolId": "ipam-pool-0123456789abcdef0", "Ipv6NetmaskLength": 64}


@labelled(
    Twins(law="a subnet's range for IPv6 may come from a pool", page=_SUBNET_BLOCK, given=beside(**FROM_POOL),
          ask=DUALSTACK, verdict=PUBLIC, change=lambda t: t.without("Route6"), other=PRIVATE,
          because="nothing leads out over IPv6"),
    Twins(law="it may be for a parameter to say which subnet gets it", page=_SUBNET_BLOCK,
          given=beside(**FROM_POOL), ask=DUALSTACK, verdict=PUBLIC,
          change=lambda t: t.set("SubnetSix", SubnetId={"Fn::Select": [
              ref("Given"), [ref("VpcSubnetA"), ref("VpcSubnetB")]]}), other=UNKNOWN, because="nobody gave it"),
)  # fmt: skip
def test_ranges_beside_subnets(case: Labelled) -> None:
    case.check()


def _nested(folder: Path, *, private_dns: bool, given: str = "Network") -> Deployment:
    """A network and a worker in nested stacks of one root, in files beside each other."""
    child = vpc() | interface(PrivateDnsEnabled=private_dns)
    child = child.section(
        "Outputs", Vpc={"Value": ref("Vpc")}, Subnet={"Value": ref("VpcSubnetA")}, Other={"Value": "x"}
    )
    app = (
        worker()
        .set("WorkerGroup", VpcId=ref("VpcId"))
        .set("Worker", SubnetId=ref("SubnetId"))
        .section("Parameters", VpcId={"Type": "String"}, SubnetId={"Type": "String"})
    )
    root = (
        Template()
        .plus("Network", "AWS::CloudFormation::Stack", {"TemplateURL": "./network.yaml"})
        .plus(
            "App",
            "AWS::CloudFormation::Stack",
            {
                "TemplateURL": "./app.yaml",
                "Parameters": {
                    "VpcId": att(given, "Outputs.Vpc"),
                    "SubnetId": att(given, "Outputs.Subnet"),
                },
            },
        )
    )
    for name, one in {"root": root, "network": child, "app": app}.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(one.body), encoding="utf-8")
    return Deployment.read(folder / "root.yaml", region="eu-west-1", account="111122223333")


@pytest.mark.parametrize(("private_dns", "verdict"), [(True, PRIVATE), (False, BLOCKED)])
def test_nested_stacks_give_each_other_values(tmp_path: Path, private_dns: bool, verdict: Verdict) -> None:  # noqa: FBT001 - a row
    answered = Prover.of(_nested(tmp_path, private_dns=private_dns)).answer(SSM, _NESTED)
    assert not answered.error
    assert answered.path.verdict is verdict, answered.path


def test_a_nested_stack_without_its_template_is_unknown(tmp_path: Path) -> None:
    """TemplateURL points to S3: what the network is like is not in the templates."""
    root = Template().plus(
        "Network", "AWS::CloudFormation::Stack", {"TemplateURL": "https://s3.amazonaws.com/b/n.yaml"}
    )
    root = root | worker().set("WorkerGroup", VpcId=att("Network", "Outputs.Vpc")).set(
        "Worker", SubnetId=att("Network", "Outputs.Subnet")
    )
    (tmp_path / "root.yaml").write_text(yaml.safe_dump(root.body), encoding="utf-8")
    answered = Prover.of(Deployment.read(tmp_path / "root.yaml", region="eu-west-1")).answer(SSM, _NESTED)
    assert answered.path.verdict is UNKNOWN, answered.path
