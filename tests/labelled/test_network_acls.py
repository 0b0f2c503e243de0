"""Network ACLs at the borders of subnets."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.networks import gateway, interface, private_network, vpc, worker

_ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html"
_RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"
_PORTS = "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports"
_GATEWAYS = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
S3: dict[str, Any] = {"source": "Worker", "service": "s3"}
HTTPS, ANSWERS = (443, 443), (1024, 65535)


def acl(name: str, subnet: str) -> Template:
    """An ACL of a subnet, without entries."""
    return (
        Template()
        .plus(name, "AWS::EC2::NetworkAcl", {"VpcId": ref("Vpc")})
        .plus(
            f"{name}Use",
            "AWS::EC2::SubnetNetworkAclAssociation",
            {"SubnetId": ref(subnet), "NetworkAclId": ref(name)},
        )
    )


def entry(
    name: str,
    of: str,
    ports: tuple[int, int] | None,
    *,
    out: bool,
    number: int = 100,
    action: str = "allow",
    protocol: int = 6,
    cidr: str = "0.0.0.0/0",
) -> Template:
    given: dict[str, Any] = {
        "NetworkAclId": ref(of),
        "RuleNumber": number,
        "Protocol": protocol,
        "RuleAction": action,
        "Egress": out,
        "Ipv6CidrBlock" if ":" in cidr else "CidrBlock": cidr,
    }
    if ports is not None:
        given["PortRange"] = {"From": ports[0], "To": ports[1]}
    return Template().plus(name, "AWS::EC2::NetworkAclEntry", given)


def client(subnet: str = "VpcSubnetA") -> Template:
    """What a subnet of clients needs."""
    return acl("Acl", subnet) | entry("Out", "Acl", HTTPS, out=True) | entry("Back", "Acl", ANSWERS, out=False)


def server(subnet: str = "VpcSubnetB") -> Template:
    """What a subnet of endpoints needs."""
    return acl("Far", subnet) | entry("FarIn", "Far", HTTPS, out=False) | entry("FarBack", "Far", ANSWERS, out=True)


def apart(**properties: Any) -> Template:
    """A worker in subnet A, and an endpoint in subnet B only."""
    return vpc() | worker() | interface(SubnetIds=[ref("VpcSubnetB")]) | gateway(**properties)


@labelled(
    Twins(law="a client's subnet lets 443 out and answers in", page=_ACLS, given=apart() | client(), ask=SSM,
          change=lambda t: t.without("Back"), because="ACLs are stateless: answers are not let in"),
    Twins(law="a client's subnet lets 443 out", page=_ACLS, given=apart() | client(), ask=SSM,
          change=lambda t: t.without("Out"), because="what no rule allows is denied"),
    Twins(law="an endpoint's subnet lets 443 in", page=_ACLS, given=apart() | server(), ask=SSM,
          change=lambda t: t.without("FarIn"), because="what no rule allows is denied"),
    Twins(law="an endpoint's subnet lets answers out", page=_PORTS, given=apart() | server(), ask=SSM,
          change=lambda t: t.without("FarBack"), because="answers go to ports above 1023"),
    Twins(law="both subnets have their ACLs", page=_ACLS, given=apart() | client() | server(), ask=SSM,
          change=lambda t: t.set("FarIn", PortRange={"From": 80, "To": 80}), because="443 is not let in"),
    Twins(law="answers do not come to 443", page=_PORTS, given=apart() | client(), ask=SSM,
          change=lambda t: t.set("Back", PortRange={"From": 443, "To": 443}),
          because="answers come to the client's own port"),
    Twins(law="a rule in the other direction is none", page=_ACLS, given=apart() | client(), ask=SSM,
          change=lambda t: t.set("Out", Egress=False), because="it lets 443 in, not out"),
    Twins(law="direction is inbound unless a template says otherwise", page=_ACLS, given=apart() | client(), ask=SSM,
          change=lambda t: t.set("Out", Egress=None), because="the default is inbound"),
    Twins(law="an ACL without entries denies everything", page=_ACLS, given=apart(), ask=SSM,
          change=lambda t: t | acl("Acl", "VpcSubnetA"), because="what no rule allows is denied"),
    Twins(law="an ACL of no subnet does nothing", page=_ACLS,
          given=apart() | acl("Acl", "VpcSubnetA").without("AclUse"),
          ask=SSM, change=lambda t: t | acl("Acl", "VpcSubnetA"), because="now it is the worker's subnet's"),
    Twins(law="an ACL of another subnet does nothing", page=_ACLS,
          given=vpc() | worker() | interface(SubnetIds=[ref("VpcSubnetA")]) | acl("Acl", "VpcSubnetB"), ask=SSM,
          change=lambda t: t.set("Endpoint", SubnetIds=[ref("VpcSubnetB")]), because="the endpoint is behind it"),
    Twins(law="traffic within a subnet passes no ACL", page=_ACLS,
          given=vpc() | worker() | interface(SubnetIds=[ref("VpcSubnetA")]) | acl("Acl", "VpcSubnetA"), ask=SSM,
          change=lambda t: t.set("Endpoint", SubnetIds=[ref("VpcSubnetA"), ref("VpcSubnetB")]),
          because="the name has an address in the other subnet, too"),
    Twins(law="requests to the resolver pass no ACL", page=_ACLS, given=apart() | client(), ask=SSM, other=PRIVATE,
          change=lambda t: t | entry("NoDns", "Acl", (53, 53), out=True, protocol=17, number=1, action="deny"),
          because="DNS to the VPC's resolver cannot be filtered by an ACL"),
)  # fmt: skip
def test_both_ways(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a lower number decides", page=_RULES,
          given=apart() | client() | entry("No", "Acl", HTTPS, out=True, number=110, action="deny"), ask=SSM,
          change=lambda t: t.set("No", RuleNumber=90), because="the deny comes first"),
    Twins(law="the number decides and not the place in the template", page=_RULES,
          given=apart() | entry("No", "Acl", HTTPS, out=True, number=200, action="deny") | client(), ask=SSM,
          change=lambda t: t.set("Out", RuleNumber=300), because="the deny comes first"),
    Twins(law="a deny of other ports does not matter", page=_RULES,
          given=apart() | client() | entry("No", "Acl", (22, 22), out=True, number=1, action="deny"), ask=SSM,
          change=lambda t: t.set("No", PortRange={"From": 400, "To": 500}), because="443 is in its range"),
    Twins(law="a deny of part of the answers' ports hurts", page=_PORTS,
          given=apart() | client() | entry("No", "Acl", (3389, 3389), out=True, number=1, action="deny"), ask=SSM,
          change=lambda t: t.set("Back", RuleAction="deny"), because="no answer is let in"),
    Twins(law="a deny of another range does not matter", page=_RULES,
          given=apart() | client() | entry("No", "Acl", HTTPS, out=True, number=1, action="deny", cidr="10.0.5.0/24"),
          ask=SSM, change=lambda t: t.set("No", CidrBlock="10.0.1.0/24"), because="the endpoint is in that range"),
    Twins(law="TCP is protocol 6 in an ACL", page=_RULES, given=apart() | client(), ask=SSM,
          change=lambda t: t.set("Out", Protocol=17), because="17 is UDP"),
    Twins(law="minus one is all protocols and all ports", page=_RULES,
          given=apart() | acl("Acl", "VpcSubnetA") | entry("Out", "Acl", None, out=True, protocol=-1)
          | entry("Back", "Acl", None, out=False, protocol=-1), ask=SSM,
          change=lambda t: t.set("Back", Protocol=1), because="1 is ICMP"),
    Twins(law="a rule for IPv6 does nothing for IPv4", page=_RULES, given=apart() | client(), ask=SSM,
          change=lambda t: t | entry("Out", "Acl", HTTPS, out=True, cidr="::/0"), because="the endpoint has IPv4"),
    Twins(law="numbers may be texts", page=_RULES,
          given=(apart() | client()).set("Out", RuleNumber="100", Protocol="6", Egress="true"), ask=SSM,
          change=lambda t: t.set("Out", Egress="false"), because="it is inbound then"),
)  # fmt: skip
def test_order_and_matching(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="rules for the VPC's own addresses are enough for interface endpoints", page=_ACLS,
          given=(apart() | client()).set("Out", CidrBlock="10.0.0.0/16").set("Back", CidrBlock="10.0.0.0/16"), ask=SSM,
          other_ask=S3, because="S3 has public addresses, even through a gateway endpoint"),
    Twins(law="S3 is let through by rules for everywhere", page=_GATEWAYS, given=apart() | client(), ask=S3,
          change=lambda t: t.set("Back", CidrBlock="10.0.0.0/16"), because="S3 answers from public addresses"),
    Twins(law="a gateway endpoint has no subnet of its own", page=_GATEWAYS, given=apart(), ask=S3, other=PRIVATE,
          change=lambda t: t | acl("Far", "VpcSubnetB"), because="only the worker's own border is passed"),
    Twins(law="an ACL that is a parameter is not known", page=_ACLS, given=apart() | client(), ask=SSM,
          change=lambda t: t.set("AclUse", NetworkAclId=ref("Given"))
          .section("Parameters", Given={"Type": "String"}), other=UNKNOWN, because="it may have any rules"),
    Twins(law="a custom resource that has the ACL's id may change it", page=_ACLS, given=private_network() | client(),
          ask=S3, change=lambda t: t.plus("More", "Custom::More", {
              "ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:f", "Acl": ref("Acl")}), other=UNKNOWN,
          because="it may add a rule with a lower number"),
)  # fmt: skip
def test_addresses(case: Labelled) -> None:
    case.check()
