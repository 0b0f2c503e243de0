"""What holds of every network: taking away never makes a path better, and names and order mean nothing."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.network import (
    Element,
    Endpoint,
    GatewayAttachment,
    HostedZone,
    Network,
    NetworkAcl,
    NetworkAclAssociation,
    NetworkAclEntry,
    PathEngine,
    Protocol,
    Question,
    Role,
    Route,
    RouteTable,
    RouteTableAssociation,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    TargetKind,
    UnknownResource,
    Verdict,
    Vpc,
    Workload,
)
from private_endpoints.values import Reference, Unknown, join
from support.hubs import PEERED, PROFILED, TABLES, TRANSIT
from support.networks import Scenario, base, https, interface_endpoint, route, with_nat, zone

# Private is best; of the others none is better than another.
_QUESTIONS: tuple[dict[str, Any], ...] = (
    {"service": "ssm"},
    {"service": "s3"},
    {"service": "s3", "host": "data.s3.dualstack.us-east-1.amazonaws.com"},
    {"service": "logs"},
    {"service": "ssm", "host": "endpoint:ssm"},
)
_LEAVES = (
    Endpoint,
    GatewayAttachment,
    NetworkAclAssociation,
    NetworkAclEntry,
    Route,
    RouteTableAssociation,
    SecurityGroupRule,
)
_SOMETHING = Unknown(frozenset({"something"}))


def private_scenarios() -> list[Scenario]:
    """Networks with private paths, each with lines of defence of its own."""
    narrow = base().plus(
        https("WorkerGroup", egress=True, peer="EndpointGroup"),
        https("WorkerGroup", id="ToS3", egress=True, prefix_list="pl-63a5400a"),
    )
    walled = base().plus(
        NetworkAcl(id="Acl", vpc="Vpc"),
        NetworkAclAssociation(id="AclOfA", network_acl="Acl", subnet="SubnetA"),
        NetworkAclEntry(id="Out", network_acl="Acl", number=100, egress=True, allow=True, cidr="0.0.0.0/0"),
        NetworkAclEntry(id="In", network_acl="Acl", number=100, egress=False, allow=True, cidr="0.0.0.0/0"),
    )
    allowed = base().change(
        "S3Gateway",
        policy={"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]},
    )
    return [base(), with_nat(base()), narrow, with_nat(narrow), walled, allowed]


def verdict(scenario: Scenario, question: dict[str, Any]) -> Verdict:
    if question.get("host") == "endpoint:ssm" and "ssm" not in scenario.elements:
        return Verdict.BLOCKED
    return scenario.ask(**question).verdict


def never_better(before: Scenario, after: Scenario) -> None:
    for question in _QUESTIONS:
        if verdict(before, question) is not Verdict.PRIVATE:
            assert verdict(after, question) is not Verdict.PRIVATE, question


scenarios = st.sampled_from(private_scenarios())


@given(scenarios, st.data())
@settings(max_examples=80, deadline=None)
def test_taking_away_what_opens_a_path_never_makes_one_better(scenario: Scenario, data: st.DataObject) -> None:
    """Endpoints, their routes, rules that allow, and entries that allow."""
    opens = [
        one.id
        for one in scenario.elements.values()
        if isinstance(one, Endpoint | NetworkAclEntry)
        or (isinstance(one, SecurityGroupRule) and (not one.egress or one.id == "ToS3"))
    ]
    taken = data.draw(st.lists(st.sampled_from(sorted(opens)), unique=True, min_size=1))
    once = scenario.without(*taken[:1])
    never_better(scenario, once)
    never_better(once, scenario.without(*taken))


@given(scenarios, st.sampled_from(["dns_support", "dns_hostnames"]))
@settings(max_examples=20, deadline=None)
def test_turning_dns_off_never_makes_a_path_better(scenario: Scenario, flag: str) -> None:
    never_better(scenario, scenario.change("Vpc", **{flag: False}))


@given(scenarios, st.integers(1, 99), st.booleans(), st.sampled_from(["0.0.0.0/0", "10.0.2.0/24", "52.0.0.0/8"]))
@settings(max_examples=40, deadline=None)
def test_a_denying_entry_never_makes_a_path_better(scenario: Scenario, number: int, egress: bool, cidr: str) -> None:  # noqa: FBT001 - drawn
    denied = scenario.plus(
        NetworkAclEntry(
            id="Denied",
            network_acl="Acl" if "Acl" in scenario.elements else "Vpc.DefaultNetworkAcl",
            number=number,
            egress=egress,
            allow=False,
            cidr=cidr,
        )
    )
    never_better(scenario, denied)


@given(scenarios, st.sampled_from(["52.216.0.0/15", "10.0.2.0/24", "0.0.0.0/0", "0.0.0.0/1", "16.0.0.0/5"]))
@settings(max_examples=40, deadline=None)
def test_a_blackhole_never_makes_a_path_better(scenario: Scenario, cidr: str) -> None:
    never_better(scenario, scenario.plus(route("Hole", "TableA", cidr, TargetKind.BLACKHOLE)))


@given(scenarios, st.sampled_from(["s3:*", "s3:GetObject", "*", "ssm:*"]))
@settings(max_examples=40, deadline=None)
def test_a_deny_never_makes_a_path_better(scenario: Scenario, action: str) -> None:
    allow = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    deny = {"Effect": "Deny", "Principal": "*", "Action": action, "Resource": "*"}
    opened = scenario.per(Endpoint, lambda one: replace(one, policy={"Statement": [allow]}))
    never_better(opened, opened.per(Endpoint, lambda one: replace(one, policy={"Statement": [allow, deny]})))
    never_better(opened, opened.per(Endpoint, lambda one: replace(one, policy={"Statement": [deny]})))


@given(scenarios, st.data())
@settings(max_examples=60, deadline=None)
def test_what_may_be_missing_is_worth_no_more_than_what_is_there(scenario: Scenario, data: st.DataObject) -> None:
    """Unknown is sound: a verdict holds for both of the things that the unknown may be."""
    # What others name has to be there, else they could not be made.
    leaves = [one.id for one in scenario.elements.values() if isinstance(one, _LEAVES)]
    name = data.draw(st.sampled_from(sorted(leaves)))
    doubtful = scenario.change(name, exists=_SOMETHING)
    for question in _QUESTIONS:
        answer = verdict(doubtful, question)
        if answer is not Verdict.UNKNOWN:
            assert answer is verdict(scenario, question), (name, question)
            assert answer is verdict(scenario.without(name), question), (name, question)


# What may be unknown of elements; names and origins are never.
_ALWAYS_KNOWN = {
    "arn", "boundary", "egress", "forwards", "id", "imported", "kind", "managed_policies", "origin", "policies",
    "policy", "private_ip", "propagated", "region", "account", "requires", "route", "routes", "serves", "type",
    "uses", "value",
}  # fmt: skip


def unknown_in(one: Element, name: str) -> Element:
    """The element with something about it unknown."""
    given: Any = _SOMETHING
    if name == "protocol":
        given = Protocol(number=_SOMETHING, first=_SOMETHING, last=_SOMETHING)
    elif name == "target":
        given = replace(getattr(one, name), id=_SOMETHING)
    elif name in ("cidrs", "ipv6_cidrs"):
        given = (_SOMETHING,)
    return replace(one, **{name: given})


def uncertain(scenario: Scenario) -> list[tuple[str, str]]:
    found = []
    for one in scenario.elements.values():
        for field in fields(one):
            known = field.name in _ALWAYS_KNOWN and not (field.name == "type" and isinstance(one, Endpoint))
            if not known and getattr(one, field.name) not in (None, ()):
                found.append((one.id, field.name))
    return sorted(found)


@pytest.mark.parametrize(
    "scenario", [*private_scenarios(), PEERED, TRANSIT, TABLES, PROFILED], ids=lambda one: str(len(one.elements))
)
def test_whatever_is_unknown_a_verdict_is_given_only_if_it_holds(scenario: Scenario) -> None:
    """For every attribute of every element."""
    known = {index: verdict(scenario, question) for index, question in enumerate(_QUESTIONS)}
    for id, name in uncertain(scenario):  # noqa: A001 - what it is called
        doubtful = scenario.plus(unknown_in(scenario.elements[id], name))
        for index, question in enumerate(_QUESTIONS):
            assert verdict(doubtful, question) in (known[index], Verdict.UNKNOWN), (id, name, question)


@given(scenarios, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_order_means_nothing(scenario: Scenario, shuffle: random.Random) -> None:
    elements = list(scenario.elements.values())
    shuffle.shuffle(elements)
    again = Scenario(elements)
    for question in _QUESTIONS:
        assert verdict(again, question) is verdict(scenario, question)


def renamed(scenario: Scenario) -> Network:
    """Every id with a prefix."""

    def rename(value: Any) -> Any:
        if isinstance(value, str) and value.split(".")[0] in scenario.elements:
            return f"Stage.{value}"
        if isinstance(value, tuple):
            return tuple(rename(one) for one in value)
        if hasattr(value, "kind") and hasattr(value, "id") and not isinstance(value, Element):
            return replace(value, id=rename(value.id))
        return value

    elements = []
    for one in scenario.elements.values():
        names = [name for kind in type(one).__mro__ for name in getattr(kind, "__slots__", ())]
        elements.append(replace(one, **{name: rename(getattr(one, name)) for name in names}))
    return Network(elements, region=scenario.region)


@given(scenarios)
@settings(max_examples=10, deadline=None)
def test_names_mean_nothing(scenario: Scenario) -> None:
    engine = PathEngine(renamed(scenario))
    for question in _QUESTIONS:
        host = question.get("host", "").replace("endpoint:", "endpoint:Stage.")
        asked = Question(source="Stage.Worker", service=question["service"], host=host)
        assert engine.path(asked).verdict is verdict(scenario, question)


UNRELATED: tuple[Element, ...] = (
    Vpc(id="Far", cidrs=("10.0.0.0/16",), dns_hostnames=True),
    Subnet(id="FarSubnet", vpc="Far", zone=zone("a"), cidr="10.0.1.0/24"),
    RouteTable(id="FarTable", vpc="Far"),
    RouteTableAssociation(id="FarTableOf", route_table="FarTable", subnet="FarSubnet"),
    Route(
        id="FarDefault",
        route_table="FarTable",
        cidr="0.0.0.0/0",
        target=route("x", "y", None, TargetKind.BLACKHOLE).target,
    ),
    SecurityGroup(id="FarGroup", vpc="Far"),
    https("FarGroup", cidr="0.0.0.0/0"),
    interface_endpoint("logs", id="FarLogs", vpc="Far", subnets=("FarSubnet",), groups=("FarGroup",)),
    interface_endpoint("ssm", id="FarSsm", vpc="Far", subnets=("FarSubnet",), groups=("FarGroup",)),
    HostedZone(id="FarZone", name="amazonaws.com", vpcs=("Far",)),
    NetworkAcl(id="FarAcl", vpc="Far"),
    NetworkAclEntry(id="FarDeny", network_acl="FarAcl", number=1, allow=False, cidr="0.0.0.0/0"),
    Role(id="FarRole"),
    UnknownResource(id="FarCustom", type="Custom::Thing", touches=frozenset({"Far", "FarTable", "FarGroup"})),
    Workload(id="FarWorker", kind="AWS::EC2::Instance", subnets=("FarSubnet",), groups=("FarGroup",)),
)


@given(scenarios, st.lists(st.sampled_from(UNRELATED), unique_by=lambda one: one.id))
@settings(max_examples=60, deadline=None)
def test_what_is_unrelated_never_changes_a_verdict(scenario: Scenario, more: list[Element]) -> None:
    larger = scenario.plus(*more)
    for question in _QUESTIONS:
        assert verdict(larger, question) is verdict(scenario, question)


@pytest.mark.parametrize("question", _QUESTIONS)
def test_a_region_that_nobody_said_gives_the_same_answers(question: dict[str, Any]) -> None:
    if "host" in question and not question["host"].startswith("endpoint:"):
        return
    here = base()
    region = Reference("AWS::Region")
    symbolic = here.change("ssm", service_name=join(["com.amazonaws.", region, ".ssm"])).change(
        "S3Gateway", service_name=join(["com.amazonaws.", region, ".s3"])
    )
    assert verdict(Scenario(symbolic.elements.values(), region=None), question) is verdict(here, question)
