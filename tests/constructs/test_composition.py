"""Any number of constructs on one VPC share its endpoints."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints import (
    EndpointPolicy,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateWorkloadAccess,
    SsmPrivateAccess,
    VpcEndpoints,
)
from support.templates import endpoints, resources, statements, template_of
from support.vpcs import CASES, ENV, Case, import_vpc, imported, new_stack, of_another_stack, owned

Ask = Callable[[Case], object]

ASKS: dict[str, Ask] = {
    "ssm": lambda case: SsmPrivateAccess(case.stack, "Ssm", vpc=case.vpc),
    "services": lambda case: PrivateServiceAccess(case.stack, "Services", vpc=case.vpc, services=["ssm", "s3", "kms"]),
    "s3": lambda case: PrivateS3Access(
        case.stack, "S3", vpc=case.vpc, buckets=[s3.Bucket(case.stack, "Data", bucket_name="data-of-this-app")]
    ),
    "workloads": lambda case: PrivateWorkloadAccess(
        case.stack, "Workloads", vpc=case.vpc, workloads=["session-manager", "patch-manager"], include=["kms"]
    ),
    "registry": lambda case: VpcEndpoints.of(case.vpc).add_interface("ssm"),
}


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_constructs_that_need_one_service_share_one_endpoint(make: Callable[[], Case]) -> None:
    case = make()
    for ask in ASKS.values():
        ask(case)
    assert sorted(endpoints(case.home)) == [
        "ec2messages Interface",
        "kms Interface",
        "s3 Gateway",
        "ssm Interface",
        "ssmmessages Interface",
    ]
    assert len(resources(case.home, "AWS::EC2::VPCEndpoint")) == 5


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_the_order_of_asking_changes_nothing_in_the_template(make: Callable[[], Case]) -> None:
    templates = []
    for order in list(permutations(ASKS))[::17]:
        case = make()
        for name in order:
            ASKS[name](case)
        templates.append(template_of(case.home))
    assert all(template == templates[0] for template in templates)


def test_a_vpc_imported_twice_is_one_vpc() -> None:
    stack = new_stack()
    first, second = import_vpc(stack, "First"), import_vpc(stack, "Second")
    PrivateServiceAccess(stack, "A", vpc=first, services=["ssm", "s3"])
    PrivateServiceAccess(stack, "B", vpc=second, services=["s3", "ssm"])
    assert VpcEndpoints.of(first) is VpcEndpoints.of(second)
    assert sorted(endpoints(stack)) == ["s3 Gateway", "ssm Interface"]


def test_which_of_two_imports_asks_first_changes_nothing_in_the_template() -> None:
    templates = []
    for order in ((0, 1), (1, 0)):
        stack = new_stack()
        vpcs = [import_vpc(stack, "First"), import_vpc(stack, "Second")]
        for index in order:
            PrivateServiceAccess(stack, f"Access{index}", vpc=vpcs[index], services=["ssm"])
        templates.append(template_of(stack))
    assert templates[0] == templates[1]


def test_a_vpc_imported_in_two_stacks_of_an_app_is_one_vpc() -> None:
    app = cdk.App()
    one, two = cdk.Stack(app, "One", env=ENV), cdk.Stack(app, "Two", env=ENV)
    PrivateServiceAccess(one, "A", vpc=import_vpc(one), services=["ssm"])
    PrivateServiceAccess(two, "B", vpc=import_vpc(two), services=["ssm"])
    assert len(resources(one, "AWS::EC2::VPCEndpoint")) == 1
    assert len(resources(two, "AWS::EC2::VPCEndpoint")) == 0


def test_the_same_vpc_in_another_app_starts_afresh() -> None:
    for _ in range(2):
        case = imported()
        PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["ssm"])
        assert list(endpoints(case.home)) == ["ssm Interface"]


def test_a_stack_without_an_app_keeps_its_registry() -> None:
    stack = cdk.Stack()
    assert VpcEndpoints.of(import_vpc(stack, "First")) is VpcEndpoints.of(import_vpc(stack, "Second"))


@given(st.permutations(["kms", "logs", "sqs", "ecr.api"]), st.sampled_from(["sts", "s3", "dynamodb", "ecr.dkr"]))
@settings(max_examples=12, deadline=None)
def test_adding_a_service_changes_no_other_logical_id(services: list[str], added: str) -> None:
    def logical_ids(names: list[str]) -> set[str]:
        case = owned()
        PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=names)
        return set(resources(case.stack))

    assert logical_ids(services) < logical_ids([added, *services])


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_what_a_user_adds_to_the_policy_is_kept(make: Callable[[], Case]) -> None:
    case = make()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    endpoint = access.endpoints["sqs"]
    assert isinstance(endpoint, ec2.InterfaceVpcEndpoint)
    endpoint.add_to_policy(
        iam.PolicyStatement(
            sid="Mine", principals=[iam.AnyPrincipal()], actions=["sqs:SendMessage"], resources=["arn:aws:sqs:*:*:mine"]
        )
    )
    PrivateServiceAccess(case.stack, "Later", vpc=case.vpc, services=["sqs"])
    policy = statements(endpoints(case.home)["sqs Interface"])
    assert set(policy) == {"Mine", "AccountPrincipalsToAccountResources", "AwsServicePrincipals"}
    assert policy["Mine"]["Action"] == "sqs:SendMessage"


def test_the_policy_is_the_union_of_what_was_asked_for() -> None:
    case = owned()
    for name in ("one", "two"):
        PrivateS3Access(
            case.stack, name, vpc=case.vpc, buckets=[s3.Bucket.from_bucket_name(case.stack, f"B{name}", name)]
        )
    named = {
        sid[:6]: statement["Resource"] for sid, statement in statements(endpoints(case.stack)["s3 Gateway"]).items()
    }
    assert {key: [arn["Fn::Join"][1][-1] for arn in arns] for key, arns in named.items()} == {
        "Appone": [":s3:::one", ":s3:::one/*"],
        "Apptwo": [":s3:::two", ":s3:::two/*"],
    }


def test_an_asker_that_names_nothing_never_loses_by_one_that_names_something() -> None:
    case = owned()
    VpcEndpoints.of(case.vpc).add_gateway("s3")
    PrivateS3Access(case.stack, "S3", vpc=case.vpc, buckets=[s3.Bucket(case.stack, "Data")])
    assert "AccountPrincipalsToAccountResources" in statements(endpoints(case.stack)["s3 Gateway"])


def test_full_access_is_an_explicit_choice_that_shows() -> None:
    case = owned()
    PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["sqs"], policy=EndpointPolicy.full_access())
    assert list(statements(endpoints(case.stack)["sqs Interface"])) == ["FullAccess"]


@pytest.mark.parametrize("first", ["default", "explicit"])
def test_whoever_states_a_preference_decides_whoever_comes_first(first: str) -> None:
    case = owned()
    one_zone = ec2.SubnetSelection(subnets=[case.vpc.isolated_subnets[0]])
    registry = VpcEndpoints.of(case.vpc)
    asks: list[dict[str, Any]] = [{}, {"private_dns": False, "subnets": one_zone}]
    for ask in asks if first == "default" else reversed(asks):
        registry.add_interface("sqs", **ask)
    endpoint = endpoints(case.stack)["sqs Interface"]
    assert endpoint["PrivateDnsEnabled"] is False
    assert len(endpoint["SubnetIds"]) == 1


def test_a_gateway_joins_the_route_tables_of_all_askers() -> None:
    stack = new_stack()
    vpc = import_vpc(stack)
    PrivateS3Access(stack, "B", vpc=vpc, subnets=ec2.SubnetSelection(subnets=[vpc.isolated_subnets[1]]))
    PrivateS3Access(stack, "A", vpc=vpc, subnets=ec2.SubnetSelection(subnets=[vpc.isolated_subnets[0]]))
    PrivateS3Access(stack, "C", vpc=vpc, route_table_ids=["rtb-z", "rtb-c"])
    assert endpoints(stack)["s3 Gateway"]["RouteTableIds"] == ["rtb-a", "rtb-b", "rtb-c", "rtb-z"]


def test_an_endpoint_of_the_other_kind_is_another_endpoint() -> None:
    case = owned()
    registry = VpcEndpoints.of(case.vpc)
    registry.add_gateway("s3")
    registry.add_interface("s3")
    assert sorted(endpoints(case.stack)) == ["s3 Gateway", "s3 Interface"]
    assert len(registry.endpoints("s3")) == 2


def test_application_stacks_share_the_endpoints_of_the_network_stack_without_a_cycle() -> None:
    case = of_another_stack()
    other = cdk.Stack(case.app, "Other", env=ENV)
    for stack in (case.stack, other):
        access = SsmPrivateAccess(stack, "Ssm", vpc=case.vpc)
        group = ec2.SecurityGroup(stack, "Client", vpc=case.vpc, allow_all_outbound=False)
        access.allow_from(group)
    assert len(resources(case.home, "AWS::EC2::VPCEndpoint")) == 3
    assert not resources(case.home, "AWS::EC2::SecurityGroupIngress")
    for stack in (case.stack, other):
        assert len(resources(stack, "AWS::EC2::SecurityGroupIngress")) == 3
        assert len(resources(stack, "AWS::EC2::SecurityGroupEgress")) == 3
