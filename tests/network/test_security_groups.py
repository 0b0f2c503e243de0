"""Security groups, network ACLs and the endpoint itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from private_endpoints.network import (
    EndpointService,
    EndpointType,
    NetworkAcl,
    NetworkAclAssociation,
    NetworkAclEntry,
    PrefixList,
    Protocol,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    UnknownResource,
    Verdict,
)
from private_endpoints.values import Reference, Unknown, join
from support.networks import HTTPS, Scenario, base, https, interface_endpoint, with_nat, zone
from support.twins import Twins, judged

_RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
_GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"
_DEFAULT_GROUP = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"
_EGRESS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html"
_GATEWAY_GROUPS = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"
_ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"
_EPHEMERAL = "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports"
_INTERFACE = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
_RESTRICT = "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcProps.html#restrictdefaultsecuritygroup"

_SOMETHING = Unknown(frozenset({"something"}))
S3 = {"service": "s3"}
MANAGED = "pl-63a5400a"
# The caller may talk to the endpoint's group only.
NARROW = base().plus(https("WorkerGroup", egress=True, peer="EndpointGroup"))
NOTHING_OUT = https("WorkerGroup", egress=True, cidr="255.255.255.255/32")


@judged(
    Twins(law="the endpoint lets the caller's group in", page=_RULES, given=base(),
          change=lambda one: one.without("EndpointGroupIngress"), code="ingress-refused"),
    Twins(law="the endpoint lets a range in", page=_RULES,
          given=base().plus(https("EndpointGroup", cidr="10.0.0.0/16")),
          change=lambda one: one.plus(https("EndpointGroup", cidr="10.0.2.0/24")), code="ingress-refused"),
    Twins(law="a range that has some of the caller's addresses leaves it open", page=_RULES,
          given=base().plus(https("EndpointGroup", cidr="10.0.1.0/24")),
          change=lambda one: one.plus(https("EndpointGroup", cidr="10.0.1.0/25")), other=Verdict.UNKNOWN),
    Twins(law="two rules for the halves of a range are for all of it", page=_RULES,
          given=base().without("EndpointGroupIngress")
          .plus(https("EndpointGroup", cidr="10.0.1.0/25", id="Low"),
                https("EndpointGroup", cidr="10.0.1.128/25", id="High")),
          change=lambda one: one.change("High", cidr="10.0.1.192/26"), other=Verdict.UNKNOWN),
    Twins(law="a caller with an address of its own is in the range or not", page=_RULES,
          given=base().change("Worker", private_ip="10.0.1.5").plus(https("EndpointGroup", cidr="10.0.1.0/25")),
          change=lambda one: one.change("Worker", private_ip="10.0.1.200"), code="ingress-refused"),
    Twins(law="a range that is not known", page=_RULES, given=base(),
          change=lambda one: one.plus(https("EndpointGroup", cidr=_SOMETHING)), other=Verdict.UNKNOWN),
    Twins(law="a range by the name of the VPC's", page=_RULES,
          given=base().change("Vpc", cidrs=(join([Reference("Cidr")]),))
          .plus(https("EndpointGroup", cidr=join([Reference("Cidr")]))),
          change=lambda one: one.plus(https("EndpointGroup", cidr=join([Reference("Other")]))), other=Verdict.UNKNOWN),
    Twins(law="the port has to be right", page=_RULES, given=base(),
          change=lambda one: one.change("EndpointGroupIngress", protocol=Protocol(number=6, first=80, last=80)),
          code="ingress-refused"),
    Twins(law="a range of ports has the port", page=_RULES,
          given=base().change("EndpointGroupIngress", protocol=Protocol(number=6, first=0, last=65535)),
          change=lambda one: one.change("EndpointGroupIngress", protocol=Protocol(number=6, first=444, last=500)),
          code="ingress-refused"),
    Twins(law="the protocol has to be right", page=_RULES,
          given=base().change("EndpointGroupIngress", protocol=Protocol()),
          change=lambda one: one.change("EndpointGroupIngress", protocol=Protocol(number=17, first=443, last=443)),
          code="ingress-refused"),
    Twins(law="a rule for IPv6 does not let IPv4 in", page=_RULES,
          given=base().plus(https("EndpointGroup", cidr="0.0.0.0/0")),
          change=lambda one: one.plus(https("EndpointGroup", ipv6_cidr="::/0")), code="ingress-refused"),
    Twins(law="the rules of all groups count together", page=_GROUPS,
          given=base().plus(SecurityGroup(id="More", vpc="Vpc")).change("ssm", groups=("More", "EndpointGroup")),
          change=lambda one: one.change("ssm", groups=("More",)), code="ingress-refused"),
    Twins(law="an endpoint without groups has the default group", page=_DEFAULT_GROUP,
          given=base().change("ssm", groups=()).change("Worker", groups=("Vpc.DefaultSecurityGroup",)),
          change=lambda one: one.change("Worker", groups=("WorkerGroup",)), code="ingress-refused"),
    Twins(law="a workload without groups has the default group", page=_DEFAULT_GROUP,
          given=base().change("ssm", groups=()).change("Worker", groups=()),
          change=lambda one: one.change("ssm", groups=("EndpointGroup",)), code="ingress-refused"),
    Twins(law="a default group can be emptied", page=_RESTRICT,
          given=base().change("ssm", groups=()).change("Worker", groups=()),
          change=lambda one: one.plus(
              SecurityGroup(id="Vpc.DefaultSecurityGroup", vpc="Vpc", egress_by_default=False)),
          code="ingress-refused"),
    Twins(law="an emptied default group lets nothing out", page=_RESTRICT,
          given=base().change("Worker", groups=()).plus(https("EndpointGroup", cidr="10.0.0.0/16")),
          change=lambda one: one.plus(
              SecurityGroup(id="Vpc.DefaultSecurityGroup", vpc="Vpc", egress_by_default=False)),
          code="egress-refused"),
    Twins(law="a group of elsewhere is not known", page=_GROUPS, given=base(),
          change=lambda one: one.change("ssm", groups=("sg-0123456789abcdef0",)), other=Verdict.UNKNOWN),
    Twins(law="a rule added to a group of elsewhere counts", page=_GROUPS,
          given=base().change("ssm", groups=("sg-0123456789abcdef0",))
          .plus(https("sg-0123456789abcdef0", peer="WorkerGroup")),
          change=lambda one: one.without("sg-0123456789abcdef0Ingress"), other=Verdict.UNKNOWN),
    Twins(law="a rule that may not be there", page=_RULES, given=base(),
          change=lambda one: one.change("EndpointGroupIngress", exists=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="what changes a group leaves the answer open", page=_GROUPS,
          given=base().plus(UnknownResource(id="Custom", type="Custom::Thing", touches=frozenset({"Elsewhere"}))),
          change=lambda one: one.change("Custom", touches=frozenset({"EndpointGroup"})), other=Verdict.UNKNOWN),
)  # fmt: skip
def test_ingress(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(law="no egress rule means all egress", page=_EGRESS, given=base(),
          change=lambda one: one.plus(NOTHING_OUT), code="egress-refused"),
    Twins(law="groups of an account list every rule", page=_EGRESS, given=base(),
          change=lambda one: one.change("WorkerGroup", egress_by_default=False), code="egress-refused"),
    Twins(law="egress to the endpoint's group", page=_RULES, given=NARROW,
          change=lambda one: one.change("WorkerGroupEgress", peer="WorkerGroup"), code="egress-refused"),
    Twins(law="egress to the endpoint's subnets", page=_RULES,
          given=base().plus(https("WorkerGroup", egress=True, cidr="10.0.0.0/16")),
          change=lambda one: one.plus(https("WorkerGroup", egress=True, cidr="10.0.1.0/24")), code="egress-refused"),
    Twins(law="egress on the port", page=_RULES, given=NARROW,
          change=lambda one: one.change("WorkerGroupEgress", protocol=Protocol(number=6, first=22, last=22)),
          code="egress-refused"),
    Twins(law="an egress rule that may not be there leaves both possible", page=_EGRESS, given=base(),
          change=lambda one: one.plus(replace(NOTHING_OUT, exists=_SOMETHING)), other=Verdict.UNKNOWN),
    Twins(law="the gateway is reached through its prefix list", page=_GATEWAY_GROUPS, ask=S3,
          given=base().plus(https("WorkerGroup", egress=True, prefix_list=MANAGED)),
          change=lambda one: one.without("WorkerGroupEgress").plus(NOTHING_OUT), code="egress-refused"),
    Twins(law="egress to the endpoints' group does not reach the gateway", page=_GATEWAY_GROUPS, ask=S3,
          given=base(), change=lambda one: one.plus(https("WorkerGroup", egress=True, peer="EndpointGroup")),
          code="egress-refused"),
    Twins(law="egress to everywhere reaches the gateway", page=_GATEWAY_GROUPS, ask=S3,
          given=base().plus(https("WorkerGroup", egress=True, cidr="0.0.0.0/0")),
          change=lambda one: one.plus(https("WorkerGroup", egress=True, cidr="10.0.0.0/8")), code="egress-refused"),
    Twins(law="the prefix list of another service", page=_GATEWAY_GROUPS, ask=S3,
          given=base().plus(https("WorkerGroup", egress=True, prefix_list=MANAGED)),
          change=lambda one: one.plus(https("WorkerGroup", egress=True, prefix_list="pl-02cd2c6b")),
          code="egress-refused"),
    Twins(law="the prefix list of another region", page=_GATEWAY_GROUPS, ask=S3,
          given=base().plus(https("WorkerGroup", egress=True, prefix_list=MANAGED)),
          change=lambda one: one.plus(https("WorkerGroup", egress=True, prefix_list="pl-6da54004")),
          code="egress-refused"),
    Twins(law="a prefix list by lookup", page=_GATEWAY_GROUPS, ask=S3,
          given=base().plus(PrefixList(id="Looked", service="s3"),
                            https("WorkerGroup", egress=True, prefix_list="Looked")),
          change=lambda one: one.change("Looked", service="dynamodb"), code="egress-refused"),
    Twins(law="a prefix list that nobody knows", page=_GATEWAY_GROUPS, ask=S3,
          given=base().plus(https("WorkerGroup", egress=True, prefix_list=MANAGED)),
          change=lambda one: one.plus(https("WorkerGroup", egress=True, prefix_list="pl-00000000")),
          other=Verdict.UNKNOWN),
    Twins(law="some public addresses are not the service's", page=_GATEWAY_GROUPS, ask=S3,
          given=base().plus(https("WorkerGroup", egress=True, cidr="0.0.0.0/0")),
          change=lambda one: one.plus(https("WorkerGroup", egress=True, cidr="52.216.0.0/15")),
          other=Verdict.UNKNOWN),
    Twins(law="egress that is refused keeps traffic from getting out", page=_RULES, ask={"service": "logs"},
          given=with_nat(base()), verdict=Verdict.PUBLIC, change=lambda one: one.plus(NOTHING_OUT),
          code="egress-refused"),
)  # fmt: skip
def test_egress(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


def entry(number: int, *, egress: bool, allow: bool = True, acl: str = "Acl", **fields: Any) -> NetworkAclEntry:
    given: dict[str, Any] = {"cidr": "0.0.0.0/0", "protocol": Protocol(), **fields}
    name = f"{acl}{number}{'out' if egress else 'in'}"
    return NetworkAclEntry(id=name, network_acl=acl, number=number, egress=egress, allow=allow, **given)


HIGH = Protocol(number=6, first=1024, last=65535)
# A strict ACL around the caller, enough for HTTPS.
STRICT = (
    base()
    .change("ssm", subnets=("SubnetB",))
    .plus(
        NetworkAcl(id="Acl", vpc="Vpc"),
        NetworkAclAssociation(id="AclOfA", network_acl="Acl", subnet="SubnetA"),
        entry(100, egress=True, protocol=HTTPS),
        entry(100, egress=False, protocol=HIGH),
    )
)
AROUND_ENDPOINT = (
    base()
    .change("ssm", subnets=("SubnetB",))
    .plus(
        NetworkAcl(id="Acl", vpc="Vpc"),
        NetworkAclAssociation(id="AclOfB", network_acl="Acl", subnet="SubnetB"),
        entry(100, egress=False, protocol=HTTPS),
        entry(100, egress=True, protocol=HIGH),
    )
)


@judged(
    Twins(law="the caller's ACL lets the call out", page=_ACLS, given=STRICT,
          change=lambda one: one.without("Acl100out"), code="acl-refuses"),
    Twins(law="the caller's ACL lets the answer in", page=_EPHEMERAL, given=STRICT,
          change=lambda one: one.without("Acl100in"), code="acl-refuses-answers"),
    Twins(law="the endpoint's ACL lets the call in", page=_ACLS, given=AROUND_ENDPOINT,
          change=lambda one: one.without("Acl100in"), code="acl-refuses"),
    Twins(law="the endpoint's ACL lets the answer out", page=_EPHEMERAL, given=AROUND_ENDPOINT,
          change=lambda one: one.without("Acl100out"), code="acl-refuses-answers"),
    Twins(law="some of the ports of answers are not all", page=_EPHEMERAL, given=STRICT,
          change=lambda one: one.change("Acl100in", protocol=Protocol(number=6, first=32768, last=65535)),
          other=Verdict.UNKNOWN),
    Twins(law="the ports of answers may be allowed in parts", page=_EPHEMERAL,
          given=STRICT.change("Acl100in", protocol=Protocol(number=6, first=32768, last=65535))
          .plus(entry(110, egress=False, protocol=Protocol(number=6, first=1024, last=32767))),
          change=lambda one: one.change("Acl110in", protocol=Protocol(number=6, first=1024, last=32766)),
          other=Verdict.UNKNOWN),
    Twins(law="a part of the ports of answers that is denied leaves it open", page=_EPHEMERAL,
          given=STRICT.plus(entry(50, egress=False, allow=False, protocol=Protocol(number=6, first=22, last=22))),
          change=lambda one: one.change("Acl50in", protocol=Protocol(number=6, first=3389, last=3389)),
          other=Verdict.UNKNOWN),
    Twins(law="two entries for the halves of a range are for all of it", page=_ACLS,
          given=STRICT.change("Acl100out", cidr="10.0.2.0/25")
          .plus(entry(110, egress=True, cidr="10.0.2.128/25", protocol=HTTPS)),
          change=lambda one: one.change("Acl110out", cidr="10.0.2.192/26"), other=Verdict.UNKNOWN),
    Twins(law="one of two entries for the halves of a range denies", page=_ACLS,
          given=STRICT.change("Acl100out", cidr="10.0.2.0/25")
          .plus(entry(110, egress=True, cidr="10.0.2.128/25", protocol=HTTPS)),
          change=lambda one: one.change("Acl110out", allow=False), other=Verdict.UNKNOWN),
    Twins(law="the lowest number decides", page=_ACLS, given=STRICT.plus(entry(200, egress=True, allow=False)),
          change=lambda one: one.plus(entry(50, egress=True, allow=False)), code="acl-refuses"),
    Twins(law="an order that is not known", page=_ACLS, given=STRICT.plus(entry(200, egress=True, allow=False)),
          change=lambda one: one.change("Acl200out", number=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="an entry for another range does not matter", page=_ACLS,
          given=STRICT.plus(entry(50, egress=True, allow=False, cidr="192.168.0.0/16")),
          change=lambda one: one.change("Acl50out", cidr="10.0.2.0/24"), code="acl-refuses"),
    Twins(law="a denied part of the range leaves it open", page=_ACLS,
          given=STRICT.plus(entry(50, egress=True, allow=False, cidr="192.168.0.0/16")),
          change=lambda one: one.change("Acl50out", cidr="10.0.2.9/32"), other=Verdict.UNKNOWN),
    Twins(law="inside one subnet no ACL is asked", page=_ACLS,
          given=STRICT.without("Acl100in", "Acl100out").change("ssm", subnets=("SubnetA",)),
          change=lambda one: one.change("ssm", subnets=("SubnetA", "SubnetB")), code="acl-refuses"),
    Twins(law="a subnet without an association has the default ACL", page=_ACLS,
          given=STRICT.without("Acl100in", "Acl100out", "AclOfA"),
          change=lambda one: one.plus(NetworkAclAssociation(id="AclOfA", network_acl="Acl", subnet="SubnetA")),
          code="acl-refuses"),
    Twins(law="entries of the default ACL come before its own if their number is lower", page=_ACLS,
          given=base().change("ssm", subnets=("SubnetB",))
          .plus(entry(200, egress=True, allow=False, acl="Vpc.DefaultNetworkAcl")),
          change=lambda one: one.plus(entry(50, egress=True, allow=False, acl="Vpc.DefaultNetworkAcl")),
          code="acl-refuses"),
    Twins(law="an ACL of elsewhere is not known", page=_ACLS, given=STRICT,
          change=lambda one: one.change("AclOfA", network_acl="acl-0123456789abcdef0"), other=Verdict.UNKNOWN),
    Twins(law="the gateway is outside the subnet too", page=_ACLS, ask=S3, given=STRICT,
          change=lambda one: one.change("Acl100out", cidr="10.0.0.0/16"), code="acl-refuses"),
    Twins(law="answers of the gateway come from public addresses", page=_EPHEMERAL, ask=S3, given=STRICT,
          change=lambda one: one.change("Acl100in", cidr="10.0.0.0/16"), code="acl-refuses-answers"),
    Twins(law="an ACL that refuses keeps traffic from getting out", page=_ACLS, ask={"service": "logs"},
          given=with_nat(STRICT), verdict=Verdict.PUBLIC,
          change=lambda one: one.change("Acl100out", cidr="10.0.0.0/16"), code="acl-refuses"),
)  # fmt: skip
def test_network_acls(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


SMTP = base().plus(interface_endpoint("email-smtp"), https("EndpointGroup", id="Mail", peer="WorkerGroup"))


@judged(
    Twins(law="an interface endpoint is in subnets", page=_INTERFACE, given=base(),
          change=lambda one: one.change("ssm", subnets=()), code="endpoint-without-subnets"),
    Twins(law="all subnets of an endpoint have to be good", page=_INTERFACE, given=AROUND_ENDPOINT,
          change=lambda one: one.change("ssm", subnets=("SubnetA", "SubnetB")).without("Acl100in"),
          code="acl-refuses"),
    Twins(law="an endpoint in another zone is reached", page=_INTERFACE,
          given=base().change("ssm", subnets=("SubnetB",)),
          change=lambda one: one.plus(https("EndpointGroup", cidr="10.0.2.0/24")), code="ingress-refused"),
    Twins(law="only interface endpoints have addresses", page=_INTERFACE, given=base(),
          change=lambda one: one.change("ssm", type=EndpointType.GATEWAY_LOAD_BALANCER), code="no-route"),
    Twins(law="a type that is not known", page=_INTERFACE, given=base(), ask={"host": "endpoint:ssm"},
          change=lambda one: one.change("ssm", type=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="an endpoint has to be accepted", page="https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
          given=base(), change=lambda one: one.change("ssm", accepted=False), code="endpoint-not-accepted"),
    Twins(law="who asks for acceptance may not give it",
          page="https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
          given=base().plus(EndpointService(id="Service", acceptance_required=False))
          .change("ssm", service="Service"), ask={"host": "endpoint:ssm"},
          change=lambda one: one.change("Service", acceptance_required=True), other=Verdict.UNKNOWN),
    Twins(law="mail goes over its own ports", page="https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html",
          given=SMTP.change("Mail", protocol=Protocol(number=6, first=587, last=587)), ask={"service": "email-smtp"},
          change=lambda one: one.change("Mail", protocol=HTTPS), code="ingress-refused"),
    Twins(law="Cassandra has its own port", page="https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html",
          given=base().plus(interface_endpoint("cassandra"), SecurityGroupRule(id="Cassandra", group="EndpointGroup",
                            protocol=Protocol(number=6, first=9142, last=9142), peer="WorkerGroup")),
          ask={"service": "cassandra"}, change=lambda one: one.without("Cassandra"), code="ingress-refused"),
    Twins(law="the port that is asked for", page="https://docs.aws.amazon.com/athena/latest/ug/interface-vpc-endpoint.html",
          given=base().plus(interface_endpoint("athena"), SecurityGroupRule(id="Stream", group="EndpointGroup",
                            protocol=Protocol(number=6, first=443, last=444), peer="WorkerGroup")),
          ask={"service": "athena", "port": 444}, change=lambda one: one.change("Stream", protocol=HTTPS),
          code="ingress-refused"),
    Twins(law="an endpoint that an unknown resource changes", page=_INTERFACE, given=base(),
          change=lambda one: one.plus(UnknownResource(id="Custom", type="Custom::X", touches=frozenset({"ssm"}))),
          other=Verdict.UNKNOWN),
    Twins(law="a VPC that an unknown resource changes", page=_INTERFACE, given=base(),
          change=lambda one: one.plus(UnknownResource(id="Custom", type="Custom::X", touches=frozenset({"Vpc"}))),
          other=Verdict.UNKNOWN),
    Twins(law="a subnet of a caller of elsewhere", page=_INTERFACE, given=base(),
          change=lambda one: one.change("Worker", subnets=("subnet-0123456789abcdef0",)), other=Verdict.UNKNOWN),
    Twins(law="subnets of a caller that are not known", page=_INTERFACE, given=base(),
          change=lambda one: one.change("Worker", subnets=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="an endpoint that may not be there", page=_INTERFACE, given=base(),
          change=lambda one: one.change("ssm", exists=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="an endpoint of a service that is not known", page=_INTERFACE,
          given=base().plus(interface_endpoint("logs", service_name="com.amazonaws.us-east-1.logs")),
          ask={"service": "logs"}, change=lambda one: one.change("logs", service_name=_SOMETHING),
          other=Verdict.UNKNOWN),
)  # fmt: skip
def test_endpoints(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


def test_a_port_that_no_endpoint_of_the_service_answers_on_is_blocked() -> None:
    path = base().plus(SecurityGroupRule(id="All", group="EndpointGroup", cidr="0.0.0.0/0")).ask("ssm", port=22)
    assert {one.code for one in path.blockers} == {"port-not-served"}


def test_every_blocker_is_named_at_once() -> None:
    path = base().without("EndpointGroupIngress").plus(NOTHING_OUT).ask()
    assert {one.code for one in path.blockers} == {"egress-refused", "ingress-refused"}


def test_a_subnet_can_be_asked_for_with_the_groups_that_its_callers_wear() -> None:
    assert base().ask(source="SubnetA", groups=("WorkerGroup",)).verdict is Verdict.PRIVATE
    assert base().ask(source="SubnetA").verdict is Verdict.BLOCKED


def test_a_vpc_with_two_ranges_has_addresses_in_either() -> None:
    scenario = (
        base()
        .change("Vpc", cidrs=("10.0.0.0/16", "100.64.0.0/16"))
        .plus(Subnet(id="SubnetA", vpc="Vpc", zone=zone("a"), cidr="100.64.1.0/24"))
    )
    assert scenario.ask().verdict is Verdict.PRIVATE
