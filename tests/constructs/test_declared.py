"""allow_from writes into templates what a client needs, for the proof to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_eks as eks
from aws_cdk import aws_lambda as lambda_
from constructs import IConstruct
from hypothesis import given
from hypothesis import strategies as st

from private_endpoints import (
    EndpointKind,
    InvalidInputError,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateWorkloadAccess,
    SsmPrivateAccess,
    VpcEndpoints,
)
from private_endpoints.network.declared import DECLARED, DeclaredNeed, declared_needs, merge_needs, needs_metadata
from support.templates import resources, template_of
from support.vpcs import CASES, Case, import_vpc, imported, new_stack, of_another_stack, owned

ISOLATED = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)


def function(case: Case, id: str = "Worker", **props: Any) -> lambda_.Function:
    return lambda_.Function(
        case.stack,
        id,
        vpc=case.vpc,
        vpc_subnets=ISOLATED,
        runtime=lambda_.Runtime.PYTHON_3_14,
        handler="index.handler",
        code=lambda_.Code.from_inline("..."),
        **props,
    )


def declared(stack: cdk.Stack) -> dict[str, tuple[DeclaredNeed, ...]]:
    """The needs by the type of the resource that carries them."""
    return {
        resource["Type"]: declared_needs(resource["Metadata"][DECLARED], where=logical_id)
        for logical_id, resource in resources(stack).items()
        if carries(resource)
    }


def carries(resource: dict[str, Any]) -> bool:
    return DECLARED in resource.get("Metadata", {})


def _texts(value: Any) -> Iterator[str]:
    """All keys and texts of a JSON value."""
    if isinstance(value, str):
        yield value
    for one in value if isinstance(value, dict | list) else ():
        yield from _texts(one)
        if isinstance(value, dict):
            yield from _texts(value[one])


def ids(stack: cdk.Stack, type_: str) -> list[str]:
    """What the proof calls the resources of a type."""
    return [f"{stack.node.path}.{logical_id}" for logical_id in resources(stack, type_)]


def id_of(construct: IConstruct) -> str:
    """What the proof calls the main resource of a construct."""
    stack, main = cdk.Stack.of(construct), construct.node.default_child
    assert isinstance(main, cdk.CfnResource)
    return f"{stack.node.path}.{stack.resolve(main.logical_id)}"


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_the_group_of_a_client_tells_what_it_is_let_into_and_by_whom(make: Callable[[], Case]) -> None:
    case = make()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs", "s3"])
    client = function(case)
    access.allow_from(client)
    found, worker = declared(case.stack)["AWS::EC2::SecurityGroup"], id_of(client)
    assert [(need.service, need.kind, need.client, need.by) for need in found] == [
        ("s3", EndpointKind.GATEWAY, worker, ("App/Access",)),
        ("sqs", EndpointKind.INTERFACE, worker, ("App/Access",)),
    ]


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_a_declared_endpoint_is_a_resource_of_the_stack_that_it_says(make: Callable[[], Case]) -> None:
    case = make()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs", "s3"])
    access.allow_from(function(case))
    named = {need.endpoint for needs in declared(case.stack).values() for need in needs}
    assert named == set(ids(case.home, "AWS::EC2::VPCEndpoint"))


def test_nothing_is_declared_before_a_client_is_let_in() -> None:
    case = owned()
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    function(case)
    assert declared(case.stack) == {}


def test_a_client_that_is_refused_declares_nothing() -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    worker = function(case)
    outside = lambda_.Function(
        case.stack,
        "Outside",
        runtime=lambda_.Runtime.PYTHON_3_14,
        handler="index.handler",
        code=lambda_.Code.from_inline("..."),
    )
    with pytest.raises(InvalidInputError):
        access.allow_from(worker, outside)
    assert declared(case.stack) == {}


def test_who_is_let_in_twice_declares_a_need_once_with_all_who_say_so() -> None:
    case = owned()
    worker = function(case)
    for name in ("Second", "First"):
        PrivateServiceAccess(case.stack, name, vpc=case.vpc, services=["sqs"]).allow_from(worker, worker)
    (need,) = declared(case.stack)["AWS::EC2::SecurityGroup"]
    assert need.by == ("App/First", "App/Second")


def test_the_order_of_letting_in_changes_nothing() -> None:
    rendered = []
    for order in permutations(range(3)):
        case = owned()
        worker = function(case)
        one = PrivateS3Access(case.stack, "S3", vpc=case.vpc)
        two = SsmPrivateAccess(case.stack, "Ssm", vpc=case.vpc)
        three = PrivateWorkloadAccess(case.stack, "Ecs", vpc=case.vpc, workloads=["ecs-fargate"])
        accesses = [one, two, three]
        for index in order:
            accesses[index].allow_from(worker)
        rendered.append(template_of(case.stack))
    assert all(template == rendered[0] for template in rendered)


def test_a_group_that_is_let_in_itself_speaks_for_all_that_wear_it() -> None:
    case = owned()
    group = ec2.SecurityGroup(case.stack, "Group", vpc=case.vpc)
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"]).allow_from(group)
    (need,) = declared(case.stack)["AWS::EC2::SecurityGroup"]
    assert need.client == ""


def test_each_group_of_a_client_tells_it() -> None:
    case = owned()
    groups: list[ec2.ISecurityGroup] = [ec2.SecurityGroup(case.stack, name, vpc=case.vpc) for name in ("One", "Two")]
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    access.allow_from(function(case, security_groups=groups))
    carriers = [one for one in resources(case.stack, "AWS::EC2::SecurityGroup").values() if carries(one)]
    assert len(carriers) == 2


def test_a_service_of_containers_tells_it_under_its_own_name() -> None:
    case = owned()
    task = ecs.FargateTaskDefinition(case.stack, "Task")
    task.add_container("App", image=ecs.ContainerImage.from_registry("example.com/app"))
    cluster = ecs.Cluster(case.stack, "Cluster", vpc=case.vpc)
    service = ecs.FargateService(
        case.stack,
        "Service",
        cluster=cluster,
        task_definition=task,
        vpc_subnets=ISOLATED,
        min_healthy_percent=100,
    )
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"]).allow_from(service)
    (need,) = declared(case.stack)["AWS::EC2::SecurityGroup"]
    assert [need.client] == ids(case.stack, "AWS::ECS::Service")


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_for_a_group_made_elsewhere_the_endpoint_tells_it(make: Callable[[], Case]) -> None:
    case = make()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs", "s3"])
    group = ec2.SecurityGroup.from_security_group_id(case.stack, "Imported", "sg-0123456789abcdef0")
    worker = function(case, security_groups=[group])
    access.allow_from(worker)
    carriers = resources(case.home, "AWS::EC2::VPCEndpoint")
    assert len(carriers) == 2
    for logical_id, carrier in carriers.items():
        (need,) = declared_needs(carrier["Metadata"][DECLARED], where=logical_id)
        assert need.endpoint == f"{case.home.node.path}.{logical_id}"
        assert (need.group, need.client) == ("sg-0123456789abcdef0", id_of(worker))


def test_for_a_group_that_comes_from_a_resource_the_resource_tells_it() -> None:
    case = owned()
    cluster = eks.CfnCluster(
        case.stack,
        "Cluster",
        role_arn="arn:aws:iam::111111111111:role/cluster",
        resources_vpc_config=eks.CfnCluster.ResourcesVpcConfigProperty(subnet_ids=["subnet-a", "subnet-b"]),
    )
    nodes = ec2.SecurityGroup.from_security_group_id(case.stack, "Nodes", cluster.attr_cluster_security_group_id)
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"]).allow_from(nodes)
    assert list(declared(case.stack)) == ["AWS::EKS::Cluster"]


def test_a_range_of_addresses_declares_nothing_because_nobody_knows_who_is_in_it() -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    access.allow_from(ec2.Peer.ipv4("10.1.0.0/16"), case.vpc)
    assert declared(case.stack) == {}


def test_an_adopted_endpoint_is_declared_by_its_id() -> None:
    case = imported()
    endpoint = ec2.InterfaceVpcEndpoint.from_interface_vpc_endpoint_attributes(
        case.stack,
        "Endpoint",
        port=443,
        vpc_endpoint_id="vpce-0123456789abcdef0",
        security_groups=[ec2.SecurityGroup.from_security_group_id(case.stack, "OfEndpoint", "sg-0fedcba9876543210")],
    )
    VpcEndpoints.of(case.vpc).adopt("sqs", endpoint)
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"]).allow_from(function(case))
    (need,) = declared(case.stack)["AWS::EC2::SecurityGroup"]
    assert need.endpoint == "vpce-0123456789abcdef0"


def test_where_group_and_endpoint_were_both_made_elsewhere_there_is_nowhere_to_write() -> None:
    case = imported()
    gateway = ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(case.stack, "Endpoint", "vpce-0123456789abcdef0")
    VpcEndpoints.of(case.vpc).adopt("s3", gateway)
    group = ec2.SecurityGroup.from_security_group_id(case.stack, "Imported", "sg-0123456789abcdef0")
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["s3"]).allow_from(group)
    assert declared(case.stack) == {}


def test_a_declaration_makes_no_stack_depend_on_another() -> None:
    case = of_another_stack()
    access = PrivateServiceAccess(case.home, "Access", vpc=case.vpc, services=["s3"])
    access.allow_from(function(case, allow_all_outbound=True))
    (carrier,) = [one for one in resources(case.stack).values() if carries(one)]
    assert carrier["Metadata"][DECLARED]["needs"][0]["by"] == ["Network/Access"]
    assert set(_texts(carrier["Metadata"][DECLARED])).isdisjoint({"Ref", "Fn::GetAtt", "Fn::ImportValue"})


def test_what_else_a_resource_says_of_itself_is_kept() -> None:
    stack = new_stack()
    case = Case(import_vpc(stack), stack, stack)
    group = ec2.SecurityGroup(stack, "Group", vpc=case.vpc)
    own = group.node.default_child
    assert isinstance(own, cdk.CfnResource)
    own.add_metadata("private-endpoints", {"acknowledge": [{"id": "some-rule", "reason": "by design"}]})
    PrivateServiceAccess(stack, "Access", vpc=case.vpc, services=["sqs"]).allow_from(group)
    (metadata,) = [one["Metadata"] for one in resources(stack, "AWS::EC2::SecurityGroup").values() if carries(one)]
    assert metadata["private-endpoints"] == {"acknowledge": [{"id": "some-rule", "reason": "by design"}]}


# What follows holds for the schema alone.

_WORDS = st.text("abcxyz:/.*-", min_size=1, max_size=8)
NEEDS = st.builds(
    DeclaredNeed,
    service=_WORDS,
    kind=st.none() | st.sampled_from(EndpointKind),
    endpoint=st.just("") | _WORDS,
    client=st.just("") | _WORDS,
    group=st.just("") | _WORDS,
    by=st.lists(_WORDS, unique=True, max_size=3).map(lambda by: tuple(sorted(by))),
    action=st.none() | _WORDS,
    resource=st.none() | _WORDS,
    host=st.just("") | _WORDS,
    port=st.none() | st.integers(1, 65535),
)


@given(st.lists(NEEDS, max_size=5))
def test_what_is_written_is_read_back(needs: list[DeclaredNeed]) -> None:
    assert declared_needs(needs_metadata(needs), where="Worker") == merge_needs(needs)


@given(st.lists(NEEDS, max_size=4), st.lists(NEEDS, max_size=4), st.lists(NEEDS, max_size=4))
def test_merging_is_idempotent_commutative_and_associative(
    one: list[DeclaredNeed], two: list[DeclaredNeed], three: list[DeclaredNeed]
) -> None:
    assert merge_needs(one, one) == merge_needs(one)
    assert merge_needs(one, two) == merge_needs(two, one)
    assert merge_needs(merge_needs(one, two), three) == merge_needs(one, merge_needs(two, three))


def test_one_service_is_enough_where_a_person_writes_it() -> None:
    (need,) = declared_needs({"version": 1, "needs": [{"service": "s3"}]}, where="Worker")
    assert need == DeclaredNeed(service="s3")
    assert need.reason == "declared in the template"


def test_no_metadata_declare_nothing() -> None:
    assert declared_needs(None, where="Worker") == ()


@pytest.mark.parametrize(
    "metadata",
    [
        "s3",
        [],
        {},
        {"version": 1},
        {"version": 1, "needs": "s3"},
        {"version": 2, "needs": []},
        {"needs": []},
        {"version": 1, "needs": ["s3"]},
        {"version": 1, "needs": [{}]},
        {"version": 1, "needs": [{"service": ""}]},
        {"version": 1, "needs": [{"service": ["s3"]}]},
        {"version": 1, "needs": [{"service": "s3", "services": ["s3"]}]},
        {"version": 1, "needs": [{"service": "s3", "kind": "Portal"}]},
        {"version": 1, "needs": [{"service": "s3", "kind": ["Gateway"]}]},
        {"version": 1, "needs": [{"service": "s3", "by": "App/S3"}]},
        {"version": 1, "needs": [{"service": "s3", "by": [1]}]},
        {"version": 1, "needs": [{"service": "s3", "resource": 5}]},
        {"version": 1, "needs": [{"service": "s3", "port": 0}]},
        {"version": 1, "needs": [{"service": "s3", "port": 65536}]},
        {"version": 1, "needs": [{"service": "s3", "port": True}]},
        {"version": 1, "needs": [{"service": "s3", "port": "https"}]},
        {"version": 1, "needs": [{"service": "s3", "port": 1e9}]},
    ],
    ids=repr,
)
def test_a_bad_declaration_is_one_error_that_names_the_resource(metadata: object) -> None:
    with pytest.raises(InvalidInputError, match=r"template\.json:7 \(Worker\).*\[bad-declaration\]") as caught:
        declared_needs(metadata, where="template.json:7 (Worker)")
    assert all(problem.fix for problem in caught.value.problems)
