"""Security groups at both ends."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import gateway, interface, peering, private_network, rule, vpc, worker

_GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
_DEFAULT = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"
_ENDPOINTS = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
_CFN = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html"
_EGRESS = (
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html"
)
_PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html"
_CDK = "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Vpc.html#restrictdefaultsecuritygroup"
_STATEFUL = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
ANYWHERE = {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}
NOWHERE = {"IpProtocol": "icmp", "FromPort": 252, "ToPort": 86, "CidrIp": "255.255.255.255/32"}


def admits(*rules: dict[str, Any]) -> Template:
    """An endpoint that admits what these rules say."""
    return private_network().set("EndpointGroup", SecurityGroupIngress=list(rules))


def lets_out(*rules: dict[str, Any]) -> Template:
    """A worker that may open these connections."""
    return private_network().set("WorkerGroup", SecurityGroupEgress=list(rules))


def group(name: str, network: str = "Vpc", **properties: Any) -> Template:
    given = {"GroupDescription": name, "VpcId": ref(network), **properties}
    return Template().plus(name, "AWS::EC2::SecurityGroup", given)


def standalone(name: str, direction: str, of: str, **what: Any) -> Template:
    return Template().plus(name, f"AWS::EC2::SecurityGroup{direction}", {"GroupId": ref(of), **what})


def ungrouped() -> Template:
    """An endpoint without groups of its own."""
    return private_network().set("Endpoint", SecurityGroupIds=None)


def admitting(change: dict[str, Any]) -> Any:
    return lambda t: t.set("EndpointGroup", SecurityGroupIngress=[change])


def letting_out(change: dict[str, Any]) -> Any:
    return lambda t: t.set("WorkerGroup", SecurityGroupEgress=[change])


@labelled(
    Twins(law="the endpoint's group admits the VPC on 443", page=_ENDPOINTS, given=private_network(), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=None), because="the group admits nobody"),
    Twins(law="443 is the port", page=_ENDPOINTS, given=admits(rule(CidrIp="10.0.0.0/16")), ask=SSM,
          change=admitting(rule(80, CidrIp="10.0.0.0/16")), because="HTTPS is on 443"),
    Twins(law="a range of ports may have 443 in it", page=_GROUPS,
          given=admits({"IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535, "CidrIp": "10.0.0.0/16"}), ask=SSM,
          change=admitting({"IpProtocol": "tcp", "FromPort": 1024, "ToPort": 65535, "CidrIp": "10.0.0.0/16"}),
          because="443 is below the range"),
    Twins(law="TCP is the protocol", page=_GROUPS, given=admits(rule(CidrIp="10.0.0.0/16")), ask=SSM,
          change=admitting(rule(protocol="udp", CidrIp="10.0.0.0/16")), because="UDP is not TCP"),
    Twins(law="TCP is protocol 6", page=_GROUPS, given=admits(rule(protocol="6", CidrIp="10.0.0.0/16")), ask=SSM,
          change=admitting(rule(protocol="17", CidrIp="10.0.0.0/16")), because="17 is UDP"),
    Twins(law="all protocols have no ports", page=_GROUPS, given=admits({"IpProtocol": "-1", "CidrIp": "10.0.0.0/16"}),
          ask=SSM, change=admitting({"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "CidrIp": "10.0.0.0/16"}),
          because="ICMP is not TCP"),
    Twins(law="the range has the worker's subnet in it", page=_GROUPS, given=admits(rule(CidrIp="10.0.0.0/24")),
          ask=SSM, change=admitting(rule(CidrIp="10.0.1.0/24")), because="the worker is in 10.0.0.0/24"),
    Twins(law="an address is a range, too", page=_GROUPS,
          given=admits(rule(CidrIp="10.0.0.10/32")).set("Worker", PrivateIpAddress="10.0.0.10"), ask=SSM,
          change=lambda t: t.set("Worker", PrivateIpAddress="10.0.0.11"), because="it has another address"),
    Twins(law="half of a subnet may have the worker in it or not", page=_GROUPS,
          given=admits(rule(CidrIp="10.0.0.0/24")), ask=SSM, change=admitting(rule(CidrIp="10.0.0.0/25")),
          other=UNKNOWN, because="AWS chooses the worker's address"),
    Twins(law="rules of a group add up", page=_GROUPS,
          given=admits(rule(CidrIp="10.0.1.0/24"), rule(CidrIp="10.0.0.0/24")), ask=SSM,
          change=admitting(rule(CidrIp="10.0.1.0/24")), because="nothing admits the worker's subnet"),
    Twins(law="IPv6 rules do not admit IPv4", page=_GROUPS, given=admits(rule(CidrIp="0.0.0.0/0")), ask=SSM,
          change=admitting(rule(CidrIpv6="::/0")), because="the VPC has IPv4 only"),
    Twins(law="groups of an endpoint add up", page=_GROUPS,
          given=admits(rule(80, CidrIp="0.0.0.0/0")).set(
              "Endpoint", SecurityGroupIds=[ref("EndpointGroup"), ref("Second")])
          | group("Second", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16")]), ask=SSM,
          change=lambda t: t.set("Second", SecurityGroupIngress=[rule(22, CidrIp="10.0.0.0/16")]),
          because="neither admits 443"),
    Twins(law="a standalone rule admits", page=_CFN,
          given=admits().set("EndpointGroup", SecurityGroupIngress=None)
          | standalone("In", "Ingress", "EndpointGroup", **rule(CidrIp="10.0.0.0/16")), ask=SSM,
          change=lambda t: t.set("In", GroupId=ref("WorkerGroup")), because="it opens the worker's group"),
    Twins(law="a group id is the same however it is written", page=_CFN,
          given=private_network().set("Endpoint", SecurityGroupIds=[att("EndpointGroup", "GroupId")])
          .set("Worker", SecurityGroupIds=[att("WorkerGroup", "GroupId")])
          .set("EndpointGroup", SecurityGroupIngress=[rule(SourceSecurityGroupId=ref("WorkerGroup"))]), ask=SSM,
          change=lambda t: t.set("Endpoint", SecurityGroupIds=[att("WorkerGroup", "GroupId")]),
          because="the worker's group admits nobody"),
)  # fmt: skip
def test_ingress_of_the_endpoint(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a rule may name the worker's group", page=_GROUPS,
          given=admits(rule(SourceSecurityGroupId=ref("WorkerGroup"))), ask=SSM,
          change=lambda t: t.set("Worker", SecurityGroupIds=[ref("Second")]) | group("Second"),
          because="the worker wears another group"),
    Twins(law="a worker may wear several groups", page=_GROUPS,
          given=admits(rule(SourceSecurityGroupId=ref("WorkerGroup"))).set(
              "Worker", SecurityGroupIds=[ref("Second"), ref("WorkerGroup")]) | group("Second"), ask=SSM,
          change=lambda t: t.set("Worker", SecurityGroupIds=[ref("Second")]),
          because="it does not wear the admitted one"),
    Twins(law="a group that names itself admits its members", page=_GROUPS,
          given=private_network().set("Worker", SecurityGroupIds=[ref("EndpointGroup")])
          .set("EndpointGroup", SecurityGroupIngress=None)
          | standalone("Self", "Ingress", "EndpointGroup",
                       **rule(SourceSecurityGroupId=att("EndpointGroup", "GroupId"))), ask=SSM,
          change=lambda t: t.set("Worker", SecurityGroupIds=[ref("WorkerGroup")]),
          because="the worker is no member"),
    Twins(law="members of a group do not reach each other by themselves", page=_GROUPS,
          given=private_network().set("Worker", SecurityGroupIds=[ref("EndpointGroup")])
          .set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16")]), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=None), because="the group has no rule"),
    Twins(law="the default group admits its members", page=_DEFAULT,
          given=ungrouped().set("Worker", SecurityGroupIds=[att("Vpc", "DefaultSecurityGroup")]), ask=SSM,
          change=lambda t: t.set("Worker", SecurityGroupIds=[ref("WorkerGroup")]),
          because="an endpoint without groups gets the default one, which admits only its members"),
    Twins(law="an instance without groups wears the default one", page=_DEFAULT,
          given=ungrouped().set("Worker", SecurityGroupIds=None), ask=SSM,
          change=lambda t: t.set("Worker", SecurityGroupIds=[ref("WorkerGroup")]), because="it is no member"),
    Twins(law="CDK empties the default group", page=_CDK, given=ungrouped().set("Worker", SecurityGroupIds=None),
          ask=SSM, change=lambda t: t.plus("Restrict", "Custom::VpcRestrictDefaultSG", {
              "ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:restrict",
              "DefaultSecurityGroupId": att("Vpc", "DefaultSecurityGroup"), "Account": "111122223333"}),
          because="the default group has no rules left"),
    Twins(law="an emptied default group does not matter to other groups", page=_CDK, given=private_network(), ask=SSM,
          change=lambda t: t.plus("Restrict", "Custom::VpcRestrictDefaultSG", {
              "ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:restrict",
              "DefaultSecurityGroupId": att("Vpc", "DefaultSecurityGroup"), "Account": "111122223333"}),
          other=PRIVATE, because="both wear their own"),
    Twins(law="the default group can be given a rule", page=_DEFAULT,
          given=ungrouped() | Template().plus("In", "AWS::EC2::SecurityGroupIngress", {
              "GroupId": att("Vpc", "DefaultSecurityGroup"), **rule(CidrIp="10.0.0.0/16")}), ask=SSM,
          change=lambda t: t.set("In", CidrIp="10.0.1.0/24"), because="the worker is in 10.0.0.0/24"),
    Twins(law="a group of a peered VPC can be named", page=_PEERING,
          given=vpc() | worker() | vpc("Hub", "10.1") | peering() | interface(network="Hub").set(
              "EndpointGroup", SecurityGroupIngress=[rule(SourceSecurityGroupId=ref("WorkerGroup"))]),
          ask={**SSM, "host": "endpoint:Endpoint"},
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(SourceSecurityGroupId=ref("Local"))])
          | group("Local", "Hub"), because="the named group is the hub's"),
    Twins(law="a customer's prefix list is its entries", page=_GROUPS,
          given=admits(rule(SourcePrefixListId=ref("Clients"))).plus("Clients", "AWS::EC2::PrefixList", {
              "PrefixListName": "clients", "AddressFamily": "IPv4", "MaxEntries": 4,
              "Entries": [{"Cidr": "10.0.0.0/24"}, {"Cidr": "10.7.0.0/16"}]}), ask=SSM,
          change=lambda t: t.set("Clients", Entries=[{"Cidr": "10.7.0.0/16"}]),
          because="the worker's subnet is no entry"),
)  # fmt: skip
def test_groups_that_name_groups(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a group without egress rules lets everything out", page=_CFN, given=private_network(), ask=SSM,
          change=letting_out(NOWHERE), because="one declared rule replaces the rule for everything"),
    Twins(law="an empty list of egress rules declares none", page=_CFN,
          given=private_network().set("WorkerGroup", SecurityGroupEgress=[]), ask=SSM,
          change=letting_out(rule(CidrIp="127.0.0.1/32")),
          because="one declared rule replaces the rule for everything"),
    Twins(law="egress names the endpoint's group", page=_GROUPS,
          given=lets_out(rule(DestinationSecurityGroupId=ref("EndpointGroup"))), ask=SSM,
          change=letting_out(rule(DestinationSecurityGroupId=ref("WorkerGroup"))),
          because="the endpoint does not wear the worker's group"),
    Twins(law="egress to the VPC reaches the endpoint", page=_GROUPS, given=lets_out(rule(CidrIp="10.0.0.0/16")),
          ask=SSM, change=letting_out(rule(CidrIp="10.1.0.0/16")), because="the endpoint is in 10.0.0.0/16"),
    Twins(law="egress to one of the endpoint's subnets is not enough", page=_ENDPOINTS,
          given=lets_out(rule(CidrIp="10.0.0.0/23")), ask=SSM, change=letting_out(rule(CidrIp="10.0.0.0/24")),
          because="the name has addresses in both subnets"),
    Twins(law="egress is for the port", page=_GROUPS, given=lets_out(rule(CidrIp="0.0.0.0/0")), ask=SSM,
          change=letting_out(rule(80, CidrIp="0.0.0.0/0")), because="HTTPS is on 443"),
    Twins(law="egress over IPv6 is not egress over IPv4", page=_GROUPS, given=lets_out(ANYWHERE), ask=SSM,
          change=letting_out({"IpProtocol": "-1", "CidrIpv6": "::/0"}), because="the endpoint has IPv4 addresses"),
    Twins(law="a standalone egress rule replaces the rule for everything", page=_EGRESS,
          given=private_network() | standalone("Out", "Egress", "WorkerGroup", **rule(CidrIp="10.0.0.0/16")), ask=SSM,
          change=lambda t: t.set("Out", FromPort=80, ToPort=80), because="only port 80 is let out"),
    Twins(law="a standalone egress rule adds to inline ones", page=_EGRESS,
          given=lets_out(NOWHERE) | standalone(
              "Out", "Egress", "WorkerGroup", **rule(DestinationSecurityGroupId=ref("EndpointGroup"))), ask=SSM,
          change=lambda t: t.without("Out"), because="the group lets nothing out"),
    Twins(law="groups of a worker add up", page=_GROUPS,
          given=(lets_out(NOWHERE) | group("Second")).set(
              "Worker", SecurityGroupIds=[ref("WorkerGroup"), ref("Second")]), ask=SSM,
          change=lambda t: t.set("Second", SecurityGroupEgress=[NOWHERE]), because="neither lets anything out"),
    Twins(law="answers need no rule at the worker", page=_STATEFUL,
          given=private_network().set("WorkerGroup", SecurityGroupIngress=None), ask=SSM, other=PRIVATE,
          change=lambda t: t.set("WorkerGroup", SecurityGroupIngress=[rule(22, CidrIp="192.168.0.0/16")]),
          because="groups are stateful"),
    Twins(law="answers need no rule at the endpoint", page=_STATEFUL, given=private_network(), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupEgress=[NOWHERE]), other=PRIVATE,
          because="groups are stateful"),
    Twins(law="a group for DNS only is not enough", page=_GROUPS,
          given=lets_out(rule(53, protocol="udp", CidrIp="0.0.0.0/0"), rule(CidrIp="10.0.0.0/16")), ask=SSM,
          change=letting_out(rule(53, protocol="udp", CidrIp="0.0.0.0/0")), because="443 is not open"),
    Twins(law="the VPC's resolver needs no egress rule", page=_STATEFUL,
          given=lets_out(rule(DestinationSecurityGroupId=ref("EndpointGroup"))), ask=SSM,
          change=lambda t: t.set("Vpc", EnableDnsSupport=False), because="without it the name does not resolve"),
)  # fmt: skip
def test_egress_of_the_worker(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a group by its id from elsewhere is not known", page=_GROUPS,
          given=private_network(), ask=SSM,
          change=lambda t: t.set("Worker", SecurityGroupIds=["sg-0a1b2c3d4e5f67890"]), other=UNKNOWN,
          because="what it lets out is not in the template"),
    Twins(law="an endpoint that admits a range admits workers of unknown groups, if they let them out", page=_GROUPS,
          given=private_network().set("Worker", SecurityGroupIds=[ref("WorkerGroup"), "sg-0a1b2c3d4e5f67890"]),
          ask=SSM, change=lambda t: t.set("Endpoint", SecurityGroupIds=["sg-0a1b2c3d4e5f67890"]), other=UNKNOWN,
          because="what it admits is not in the template"),
    Twins(law="a range that nobody gave is not known", page=_GROUPS,
          given=admits(rule(CidrIp=ref("Clients")))
          .section("Parameters", Clients={"Type": "String", "Default": "10.0.0.0/16"}), ask=SSM,
          change=lambda t: t.section("Parameters", Clients={"Type": "String"}), other=UNKNOWN,
          because="it may be any range"),
    Twins(law="a group that nobody gave is not known", page=_GROUPS,
          given=admits(rule(SourceSecurityGroupId=ref("WorkerGroup"))), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(SourceSecurityGroupId=ref("Clients"))])
          .section("Parameters", Clients={"Type": "AWS::EC2::SecurityGroup::Id"}), other=UNKNOWN,
          because="it may be the worker's, pasted after a first deployment"),
)  # fmt: skip
def test_what_is_not_in_the_template(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="an interface wears its own groups", page=_CFN,
          given=(private_network() | group("Second")).set(
              "EndpointGroup", SecurityGroupIngress=[rule(SourceSecurityGroupId=ref("WorkerGroup"))]).set(
              "Worker", SubnetId=None, SecurityGroupIds=None, NetworkInterfaces=[
                  {"DeviceIndex": "0", "SubnetId": ref("VpcSubnetA"), "GroupSet": [ref("WorkerGroup")]}]), ask=SSM,
          change=lambda t: t.set("Worker", NetworkInterfaces=[
              {"DeviceIndex": "0", "SubnetId": ref("VpcSubnetA"), "GroupSet": [ref("Second")]}]),
          because="it wears another group"),
    Twins(law="a subnet's caller wears the groups that the question says", page=_GROUPS,
          given=admits(rule(SourceSecurityGroupId=ref("WorkerGroup"))) | group("Second"),
          ask={"source": "VpcSubnetA", "service": "ssm", "groups": ["WorkerGroup"]},
          other_ask={"source": "VpcSubnetA", "service": "ssm", "groups": ["Second"]}, because="it is not admitted"),
    Twins(law="a gateway endpoint has no group", page=_ENDPOINTS, given=vpc() | worker() | gateway(),
          ask={"source": "VpcSubnetA", "service": "s3", "groups": ["WorkerGroup"]},
          change=letting_out(NOWHERE), because="the caller's group lets nothing out"),
)  # fmt: skip
def test_who_wears_a_group(case: Labelled) -> None:
    case.check()
