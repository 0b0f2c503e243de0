"""Whether a workload has any way to the internet, and questions that are none."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.errors import InvalidInputError
from private_endpoints.network import (
    INTERNET,
    EgressOnlyGateway,
    GatewayAttachment,
    PathEngine,
    PerimeterCaller,
    PerimeterQuestion,
    Protocol,
    SecurityGroupRule,
    TargetKind,
    Verdict,
    VirtualPrivateGateway,
    Workload,
)
from private_endpoints.values import Unknown
from support.networks import Scenario, base, https, route, with_nat
from support.twins import Twins, judged

_NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"
_IGW = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"
_RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
_EIGW = "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html"
_NAT64 = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html"
_SOMETHING = Unknown(frozenset({"something"}))

ASKED = {"service": INTERNET}
NATTED = with_nat(base())
NOTHING_OUT = https("WorkerGroup", egress=True, cidr="255.255.255.255/32")
V6 = (
    base()
    .change("Vpc", ipv6_cidrs=("2001:db8::/56",))
    .change("SubnetA", ipv6_cidr="2001:db8::/64", assign_ipv6=True)
    .plus(
        EgressOnlyGateway(id="Eigw", vpc="Vpc"),
        route("V6Default", "TableA", None, TargetKind.EGRESS_ONLY_GATEWAY, "Eigw", ipv6_cidr="::/0"),
    )
)
ONLY_V6 = V6.without("V6Default", "Eigw").plus(
    *(NATTED.elements[one] for one in NATTED.elements if one not in base().elements and one != "TableADefault"),
    V6.change("SubnetA", cidr=None, dns64=True).elements["SubnetA"],
    route("Nat64", "TableA", None, TargetKind.NAT_GATEWAY, "Nat", ipv6_cidr="64:ff9b::/96"),
)


@judged(
    Twins(law="a NAT gateway is a way out", page=_NAT, given=NATTED, ask=ASKED, verdict=Verdict.PUBLIC,
          change=lambda one: one.without("TableADefault")),
    Twins(law="endpoints are no way out", page=_NAT, given=base(), ask=ASKED, verdict=Verdict.BLOCKED,
          change=lambda one: one.plus(*NATTED.elements.values()), other=Verdict.PUBLIC),
    Twins(law="groups that let nothing out close it", page=_RULES, given=NATTED, ask=ASKED, verdict=Verdict.PUBLIC,
          change=lambda one: one.plus(NOTHING_OUT), code="egress-refused"),
    Twins(law="one open port is a way out", page=_RULES, given=NATTED.plus(NOTHING_OUT), ask=ASKED,
          verdict=Verdict.BLOCKED, change=lambda one: one.plus(SecurityGroupRule(
              id="Odd", group="WorkerGroup", egress=True, cidr="0.0.0.0/0",
              protocol=Protocol(number=6, first=8443, last=8443))), other=Verdict.PUBLIC),
    Twins(law="so is DNS over UDP", page=_RULES, given=NATTED.plus(NOTHING_OUT), ask=ASKED,
          verdict=Verdict.BLOCKED, change=lambda one: one.plus(SecurityGroupRule(
              id="Dns", group="WorkerGroup", egress=True, cidr="0.0.0.0/0",
              protocol=Protocol(number=17, first=53, last=53))), other=Verdict.PUBLIC),
    Twins(law="one open range is a way out", page=_RULES, given=NATTED.plus(NOTHING_OUT), ask=ASKED,
          verdict=Verdict.BLOCKED, change=lambda one: one.plus(https("WorkerGroup", egress=True, cidr="8.8.8.0/24")),
          other=Verdict.PUBLIC),
    Twins(law="one route to one range is a way out", page=_NAT, given=NATTED.without("TableADefault"), ask=ASKED,
          verdict=Verdict.BLOCKED,
          change=lambda one: one.plus(route("One", "TableA", "8.8.8.0/24", TargetKind.NAT_GATEWAY, "Nat")),
          other=Verdict.PUBLIC),
    Twins(law="IPv6 is a way out", page=_EIGW, given=V6, ask=ASKED, verdict=Verdict.PUBLIC,
          change=lambda one: one.without("V6Default")),
    Twins(law="without an IPv6 address it is none", page=_EIGW, given=V6, ask=ASKED, verdict=Verdict.PUBLIC,
          change=lambda one: one.change("SubnetA", assign_ipv6=False)),
    Twins(law="an IPv6 address that nobody knows of is no certain way out", page=_EIGW, given=V6, ask=ASKED,
          verdict=Verdict.PUBLIC, change=lambda one: one.change("Worker", ipv6=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="where IPv4 leads out anyway it does not matter", page=_EIGW,
          given=V6.plus(*NATTED.elements.values()).change("SubnetA", ipv6_cidr="2001:db8::/64", assign_ipv6=True),
          ask=ASKED, verdict=Verdict.PUBLIC, change=lambda one: one.change("Worker", ipv6=_SOMETHING),
          other=Verdict.PUBLIC),
    Twins(law="where IPv6 leads nowhere it does not matter", page=_EIGW, given=V6.without("V6Default"), ask=ASKED,
          verdict=Verdict.BLOCKED, change=lambda one: one.change("Worker", ipv6=_SOMETHING)),
    Twins(law="a NAT gateway translates IPv6", page=_NAT64, given=ONLY_V6, ask=ASKED, verdict=Verdict.PUBLIC,
          change=lambda one: one.without("Nat64"), code="no-route"),
    Twins(law="who writes such addresses needs no DNS64", page=_NAT64, given=ONLY_V6, ask=ASKED,
          verdict=Verdict.PUBLIC, change=lambda one: one.change("SubnetA", dns64=False), other=Verdict.PUBLIC),
    Twins(law="a route to one translated range is a way out", page=_NAT64, ask=ASKED, verdict=Verdict.PUBLIC,
          given=ONLY_V6.change("Nat64", ipv6_cidr="64:ff9b::808:800/120"),
          change=lambda one: one.change("Nat64", ipv6_cidr="64:ff9b::a00:0/104")),
    Twins(law="an egress-only gateway translates nothing", page=_NAT64, ask=ASKED, given=ONLY_V6,
          verdict=Verdict.PUBLIC, change=lambda one: one.without("Nat64").plus(
              EgressOnlyGateway(id="Eigw", vpc="Vpc"),
              route("V6Only", "TableA", None, TargetKind.EGRESS_ONLY_GATEWAY, "Eigw", ipv6_cidr="64:ff9b::/96")),
          code="nat64-without-nat"),
    Twins(law="a range of length 0 is everything, whatever its bits", page=_NAT, ask=ASKED, verdict=Verdict.PUBLIC,
          given=NATTED.change("TableADefault", cidr="10.0.0.0/0"), change=lambda one: one.without("TableADefault")),
    Twins(law="so is one of IPv6, however it is written", page=_EIGW, ask=ASKED, verdict=Verdict.PUBLIC,
          given=V6.change("V6Default", ipv6_cidr="0::/0"), change=lambda one: one.without("V6Default")),
    Twins(law="who is in no VPC is outside", page=_IGW, given=base(), ask=ASKED, verdict=Verdict.BLOCKED,
          change=lambda one: one.change("Worker", subnets=()), other=Verdict.PUBLIC),
    Twins(law="a public address decides at an internet gateway", page=_IGW,
          given=NATTED.change("Worker", subnets=("PublicSubnet",)), ask=ASKED, verdict=Verdict.PUBLIC,
          change=lambda one: one.change("Worker", public_ip=False), code="no-public-address"),
    Twins(law="a corporate network may have a way out", page=_NAT, given=base(), ask=ASKED, verdict=Verdict.BLOCKED,
          change=lambda one: one.plus(
              VirtualPrivateGateway(id="Vgw"), GatewayAttachment(id="Of", gateway="Vgw", vpc="Vpc"),
              route("Default", "TableA", "0.0.0.0/0", TargetKind.VIRTUAL_PRIVATE_GATEWAY, "Vgw")),
          other=Verdict.UNKNOWN),
)  # fmt: skip
def test_ways_to_the_internet(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"source": "Nobody"}, "unknown-source"),
        ({"source": "TableA"}, "unknown-source"),
        ({"service": ""}, "nothing-called"),
        ({"service": "smm"}, "unknown-service"),
        ({"target": "Nothing"}, "unknown-target"),
        ({"host": "endpoint:Nothing"}, "unknown-endpoint"),
        ({"host": "*.s3.us-east-1.amazonaws.com"}, "bad-host"),
        ({"host": "a..b"}, "bad-host"),
        ({"host": " "}, "bad-host"),
        ({"port": 0}, "bad-port"),
        ({"port": 65536}, "bad-port"),
    ],
)
def test_a_question_about_nothing_is_one_clear_error(question: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        base().ask(**{"service": "ssm", **question})
    assert code in {problem.code for problem in caught.value.problems}


def test_all_that_is_wrong_with_a_question_is_in_one_error() -> None:
    with pytest.raises(InvalidInputError) as caught:
        base().ask("ssm", target="Nothing", host="endpoint:Nothing", port=-1)
    assert [one.code for one in caught.value.problems] == ["unknown-target", "unknown-endpoint", "bad-port"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (PerimeterQuestion(protect="Nothing", action="s3:GetObject"), "unknown-resource"),
        (PerimeterQuestion(protect="Nothing", action="GetObject"), "bad-action"),
        (
            PerimeterQuestion(protect="Nothing", action="s3:*", caller=PerimeterCaller(principal_arn="me")),
            "bad-principal",
        ),
        (
            PerimeterQuestion(protect="Nothing", action="s3:*", caller=PerimeterCaller(source_vpce="logical:No")),
            "unknown-element",
        ),
    ],
)
def test_a_perimeter_question_about_nothing_is_one_clear_error(question: PerimeterQuestion, code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        PathEngine(base().network).perimeter(question)
    assert code in {problem.code for problem in caught.value.problems}


def test_hops_are_told_in_the_order_of_the_packets() -> None:
    told = [one.element for one in NATTED.ask("logs").hops]
    assert told == ["Worker", "Vpc", "TableADefault", "Nat", "PublicDefault", "logs"]
    assert [one.element for one in base().ask("s3").hops][-2:] == ["S3Gateway", "S3Gateway"]


def test_a_path_to_another_workload_is_private_where_it_is_let_in() -> None:
    database = base().plus(
        Workload(id="Db", kind="AWS::RDS::DBInstance", subnets=("SubnetB",), groups=("EndpointGroup",), serves=(5432,))
    )
    assert database.ask("", target="Db").verdict is Verdict.BLOCKED
    opened = database.plus(
        SecurityGroupRule(
            id="Sql", group="EndpointGroup", peer="WorkerGroup", protocol=Protocol(number=6, first=5432, last=5432)
        )
    )
    assert opened.ask("", target="Db").verdict is Verdict.PRIVATE
    assert {one.code for one in opened.ask("", target="Db", port=443).blockers} == {"port-not-served"}
    assert opened.ask("", target="Db", port=22).verdict is Verdict.BLOCKED


def test_an_unknown_that_cannot_matter_does_not() -> None:
    """The group may let nobody in, but nothing leads there anyway."""
    scenario = base().change("ssm", private_dns=False).change("EndpointGroupIngress", exists=_SOMETHING)
    assert scenario.ask().verdict is Verdict.BLOCKED
    assert (
        base()
        .change("EndpointGroupIngress", cidr=None, peer="EndpointGroup")
        .plus(https("EndpointGroup", id="Maybe", peer="sg-0123456789abcdef0", exists=_SOMETHING))
        .ask()
        .verdict
        is Verdict.BLOCKED
    )


def test_what_an_unknown_verdict_depends_on_is_said() -> None:
    path = base().change("EndpointGroupIngress", exists=Unknown(frozenset({"Condition IsProd"}))).ask()
    assert path.verdict is Verdict.UNKNOWN
    assert path.unknowns == ("Condition IsProd",)
    assert {one.code for one in path.blockers} == {"ingress-refused"}
