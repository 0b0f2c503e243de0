"""Sources that are alike are decided once, and told apart wherever something could tell them apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from private_endpoints.network import (
    Element,
    Interface,
    Network,
    NetworkAcl,
    NetworkAclAssociation,
    PathEngine,
    Question,
    Resource,
    Role,
    SecurityGroup,
    SecurityGroupRule,
    TargetKind,
    UnknownResource,
    Workload,
)
from private_endpoints.network.paths.path import Path
from private_endpoints.network.paths.summary import summary
from private_endpoints.values import Unknown
from support.networks import REGION, Scenario, base, https, interface_endpoint, route, with_nat

SERVICES: tuple[dict[str, Any], ...] = (
    {"service": "ssm"},
    {"service": "s3"},
    {"service": "logs"},
    {"service": "internet"},
    {"service": "s3", "action": "s3:GetObject", "target": "Bucket"},
)


def two(scenario: Scenario) -> Scenario:
    """With a second worker, just as the first, but with a group and a role of its own."""
    rules = [
        replace(one, id=f"Second{one.id}", group="SecondGroup")
        for one in scenario.elements.values()
        if isinstance(one, SecurityGroupRule) and one.group == "WorkerGroup"
    ]
    return (
        scenario.plus(
            replace(scenario.elements["WorkerGroup"], id="SecondGroup"),
            *rules,
            https("EndpointGroup", id="FromAnywhere", cidr="10.0.0.0/16"),
            Resource(id="Bucket", type="AWS::S3::Bucket", arn="arn:aws:s3:::bucket"),
            replace(scenario.elements["Role"], id="SecondRole"),
            replace(scenario.elements["Worker"], id="Second"),
        )
        .change("Second", groups=("SecondGroup",), role="SecondRole")
        .without("EndpointGroupIngress")
    )


TWO = two(with_nat(base()))
DIFFERENT: dict[str, tuple[Element, ...]] = {
    "nothing": (),
    "rules": (https("SecondGroup", egress=True, cidr="10.0.0.0/16"),),
    "a rule that names the group": (https("EndpointGroup", id="FromAnywhere", peer="SecondGroup"),),
    "a rule of its own group that names it": (
        https("EndpointGroup", id="FromAnywhere", peer="SecondGroup"),
        https("SecondGroup", egress=True, peer="SecondGroup"),
    ),
    "a group made elsewhere": (SecurityGroup(id="SecondGroup", vpc="Vpc", imported=True, egress_by_default=False),),
    "egress that is not there by default": (SecurityGroup(id="SecondGroup", vpc="Vpc", egress_by_default=False),),
    "something done to the group": (
        SecurityGroup(id="SecondGroup", vpc="Vpc", egress_by_default=False),
        UnknownResource(id="Thing", type="Some::Thing", touches=frozenset({"SecondGroup"})),
    ),
    "a role that may do nothing": (Role(id="SecondRole"), Role(id="Role", policies=({"Statement": {
        "Effect": "Allow", "Action": "*", "Resource": "*"}},))),
    "a policy that names the role": (interface_endpoint("ssm", policy={"Statement": {
        "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"ArnEquals": {
            "aws:PrincipalArn": "arn:aws:iam::111122223333:role/second"}}}}),
        Role(id="SecondRole", arn="arn:aws:iam::111122223333:role/second"),
        Role(id="Role", arn="arn:aws:iam::111122223333:role/first")),
    "a policy that names the account of the role": (interface_endpoint("ssm", policy={"Statement": {
        "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {
            "aws:PrincipalAccount": "111122223333"}}}}),
        Role(id="SecondRole", arn="arn:aws:iam::111122223333:role/second"),
        Role(id="Role", arn="arn:aws:iam::444455556666:role/first")),
    "another subnet": (
        Workload(id="Second", kind="x", subnets=("SubnetB",), groups=("SecondGroup",)),
        NetworkAcl(id="Acl", vpc="Vpc"), NetworkAclAssociation(id="AclOf", network_acl="Acl", subnet="SubnetB")),
    "a public address": (Workload(id="Second", kind="x", subnets=("PublicSubnet",), groups=("SecondGroup",)),
                         Workload(id="Worker", kind="x", subnets=("PublicSubnet",), groups=("WorkerGroup",),
                                  public_ip=False)),
    "an address that a rule names": (
        https("EndpointGroup", id="FromAnywhere", cidr="10.0.1.7/32"),
        Interface(id="Second", subnet="SubnetA", groups=("SecondGroup",), private_ip="10.0.1.7")),
    "subnets that nobody knows": (
        Workload(id="Second", kind="x", subnets=Unknown(frozenset({"S"})), groups=("SecondGroup",)),),
    "a route": (route("Hole", "TableA", "10.0.0.0/8", TargetKind.BLACKHOLE),),
}  # fmt: skip


def told(path: Path) -> tuple[object, ...]:
    return path.verdict, path.hops, path.blockers, path.unknowns


@pytest.mark.parametrize("difference", DIFFERENT)
@pytest.mark.parametrize("order", [("Worker", "Second"), ("Second", "Worker")])
def test_whoever_was_asked_first_every_source_has_its_own_path(difference: str, order: tuple[str, ...]) -> None:
    network = Network(TWO.plus(*DIFFERENT[difference]).elements.values(), region=REGION)
    shared = PathEngine(network)
    for given in SERVICES:
        for source in order:
            question = Question(source=source, **given)
            path, alone = shared.path(question), PathEngine(network).path(question)
            assert path.verdict is alone.verdict, (source, given)
            assert told(path) == told(alone)
            assert path == alone
            assert hash(path) == hash(alone)


def test_what_is_alike_is_decided_once(monkeypatch: pytest.MonkeyPatch) -> None:
    decided: list[str] = []

    def counted(source: str, *rest: Any) -> Path:
        decided.append(source)
        return summary(source, *rest)

    monkeypatch.setattr("private_endpoints.network.paths.engine.summary", counted)
    engine = PathEngine(TWO.network)
    paths = [engine.path(Question(source=source, service="logs")) for source in ("Worker", "Second")]
    assert decided == ["Worker"]
    assert paths[1].hops[0].element == "Second"
    assert decided == ["Worker", "Second"]


def test_a_path_has_no_more_attributes_than_it_says() -> None:
    path = PathEngine(TWO.network).path(Question(source="Worker", service="logs"))
    with pytest.raises(AttributeError, match="no attribute 'hop'"):
        _ = getattr(path, "hop")  # noqa: B009 - mypy knows that there is none


def test_a_path_can_go_by_another_name() -> None:
    engine = PathEngine(TWO.network)
    for source in ("Worker", "Second"):
        path = engine.path(Question(source=source, service="logs"))
        assert path.calling("logs") is path
        renamed = path.calling("the logs")
        assert renamed == replace(path, service="the logs")
        assert renamed.hops == path.hops
