"""A policy that breaks one promise of its perimeter does not synthesize; its twin, which differs in one thing, does."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from aws_cdk.assertions import Annotations, Match

from private_endpoints import EndpointPolicy, PrivateDynamoDbAccess, PrivateServiceAccess, SourceVpceResourcePolicy
from support.perimeters import KINDS, Kind
from support.templates import template_of
from support.vpcs import ACCOUNT, Case, owned

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
ELSEWHERE = {"StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}
ROLE = f"arn:aws:iam::{ACCOUNT}:role/BreakGlass"


def perimeter(case: Case, kind: Kind, **props: Any) -> Any:
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=kind.services)
    resource = kind.make(case.stack)
    SourceVpceResourcePolicy(case.stack, "Only", resource=resource, access=[access], **props)
    return resource


def statement(kind: Kind, *, actions: list[str] | None = None, **fields: Any) -> iam.PolicyStatement:
    given: dict[str, Any] = {
        "Sid": "Added",
        "Effect": "Deny",
        "Principal": "*",
        "Action": actions or list(kind.actions),
        **fields,
    }
    if kind.type != "AWS::ECR::Repository":
        given["Resource"] = ["*"]
    return iam.PolicyStatement.from_json(given)


def refused(case: Case, *texts: str) -> None:
    with pytest.raises(RuntimeError) as caught:
        template_of(case.stack)
    for text in ("[broken-promise]", *texts):
        assert text in str(caught.value)


@each_kind
def test_a_second_perimeter_that_somebody_wrote_by_hand_refuses_the_callers_of_the_first(kind: Kind) -> None:
    case = owned()
    perimeter(case, kind).add_to_resource_policy(statement(kind, Condition=ELSEWHERE))
    refused(case, "through endpoint", "does not hold", "statement Added")


@each_kind
def test_a_hand_written_deny_of_something_else_is_none_of_its_business(kind: Kind) -> None:
    case = owned()
    condition = {"StringEquals": {"aws:PrincipalTag/stage": "test"}}
    perimeter(case, kind).add_to_resource_policy(statement(kind, Condition=condition))
    template_of(case.stack)
    assert_silent(case)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.administration])
def test_a_deny_that_locks_out_the_author_is_refused(name: str) -> None:
    kind = KINDS[name]
    case = owned()
    perimeter(case, kind).add_to_resource_policy(statement(kind, actions=[kind.administration[0]], Condition=ELSEWHERE))
    refused(case, "can change and delete the policy", "statement Added")


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.administration])
def test_a_deny_that_only_asks_the_administrator_for_more_is_not(name: str) -> None:
    kind = KINDS[name]
    case = owned()
    perimeter(case, kind).add_to_resource_policy(
        statement(
            kind,
            actions=[kind.administration[0]],
            Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
        )
    )
    template_of(case.stack)
    assert_silent(case)


@each_kind
def test_an_exempt_role_that_another_statement_refuses_is_no_exemption(kind: Kind) -> None:
    case = owned()
    perimeter(case, kind, break_glass=[ROLE]).add_to_resource_policy(
        statement(kind, Condition={"ArnEquals": {"aws:PrincipalArn": ROLE}})
    )
    refused(case, f"{ROLE} is never refused")


def test_a_deny_removed_from_the_document_leaves_the_outside_in() -> None:
    case = owned()
    bucket = perimeter(case, KINDS["bucket"])
    assert isinstance(bucket, s3.Bucket)
    assert bucket.policy is not None
    cfn = bucket.policy.node.default_child
    assert isinstance(cfn, s3.CfnBucketPolicy)
    cfn.policy_document = {"Version": "2012-10-17", "Statement": []}
    refused(case, "the same caller without an endpoint is denied the bucket does not hold", "is allowed")


def test_an_operator_with_for_any_value_in_place_of_the_deny_opens_the_perimeter() -> None:
    case = owned()
    bucket = perimeter(case, KINDS["bucket"])
    cfn = bucket.policy.node.default_child
    document = case.stack.resolve(cfn.policy_document)
    (deny,) = document["Statement"]
    deny["Condition"]["ForAnyValue:StringNotEquals"] = deny["Condition"].pop("StringNotEquals")
    cfn.policy_document = document
    refused(case, "without an endpoint")


def test_another_endpoint_in_the_list_of_a_replaced_document_lets_the_wrong_one_in() -> None:
    case = owned()
    bucket = perimeter(case, KINDS["bucket"])
    cfn = bucket.policy.node.default_child
    document = case.stack.resolve(cfn.policy_document)
    document["Statement"][0]["Condition"] = {"Null": {"aws:SourceVpce": "true"}}
    cfn.policy_document = document
    refused(case, "through another endpoint")


def test_a_key_that_grants_nobody_anything_is_refused_and_one_that_grants_a_role_is_not() -> None:
    def synth(*principals: iam.IPrincipal) -> Case:
        case = owned()
        statements = [
            iam.PolicyStatement(
                principals=[iam.ArnPrincipal(f"arn:aws:iam::{ACCOUNT}:role/Admin")],
                actions=["kms:PutKeyPolicy", "kms:GetKeyPolicy", "kms:ScheduleKeyDeletion"],
                resources=["*"],
            )
        ]
        if principals:
            statements.append(iam.PolicyStatement(principals=list(principals), actions=["kms:*"], resources=["*"]))
        key = kms.Key(case.stack, "Key", policy=iam.PolicyDocument(statements=statements))
        access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["kms"])
        SourceVpceResourcePolicy(case.stack, "Only", resource=key, access=[access])
        return case

    refused(synth(), "a caller of the account reaches the key", "no statement allows it")
    template_of(synth(iam.ArnPrincipal(f"arn:aws:iam::{ACCOUNT}:role/Reader")).stack)


def test_what_depends_on_a_parameter_is_a_warning() -> None:
    case = owned()
    parameter = cdk.CfnParameter(case.stack, "Endpoint")
    condition = {"StringNotEquals": {"aws:SourceVpce": parameter.value_as_string}}
    perimeter(case, KINDS["queue"]).add_to_resource_policy(statement(KINDS["queue"], Condition=condition))
    template_of(case.stack)
    warned(case, "private-endpoints:perimeter-unproven", "depends on Endpoint")


def test_a_grant_to_everybody_inside_is_a_warning() -> None:
    case = owned()
    bucket = perimeter(case, KINDS["bucket"])
    bucket.add_to_resource_policy(statement(KINDS["bucket"], Effect="Allow"))
    template_of(case.stack)
    warned(case, "private-endpoints:perimeter-open-to-strangers", "statement Added")


def test_a_policy_that_is_too_long_is_refused() -> None:
    case = owned()
    roles = [f"arn:aws:iam::{ACCOUNT}:role/{'a' * 50}{index}" for index in range(120)]
    perimeter(case, KINDS["queue"], service_roles=roles)
    with pytest.raises(RuntimeError, match=r"policy-too-long.*8,192"):
        template_of(case.stack)


@pytest.mark.parametrize("name", ["key", "table", "repository"])
def test_an_endpoint_whose_policy_names_the_resource_would_be_a_circle_by_endpoint_and_is_none_by_vpc(
    name: str,
) -> None:
    kind = KINDS[name]
    for by_vpc in (False, True):
        case = owned()
        resource = kind.make(case.stack)
        arn = getattr(resource, f"{name}_arn")
        policy = EndpointPolicy.resources("One", actions=[kind.actions[0]], resources=[arn])
        access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=[kind.services[0]], policy=policy)
        networks: dict[str, Any] = {"vpcs": [case.vpc]} if by_vpc else {"access": [access]}
        SourceVpceResourcePolicy(case.stack, "Only", resource=resource, **networks)
        if by_vpc:
            template_of(case.stack)
        else:
            with pytest.raises(RuntimeError, match=r"circular-reference.*vpcs="):
                template_of(case.stack)


def test_a_table_whose_name_is_known_at_synth_and_its_endpoint_name_each_other_without_a_circle() -> None:
    case = owned()
    key = dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
    table = dynamodb.TableV2(case.stack, "Table", partition_key=key, table_name="orders")
    access = PrivateDynamoDbAccess(case.stack, "Access", vpc=case.vpc, tables=[table])
    SourceVpceResourcePolicy(case.stack, "Only", resource=table, access=[access])
    template_of(case.stack)


def test_a_perimeter_in_a_stack_for_any_account_and_region_is_proven_too() -> None:
    stack = cdk.Stack(cdk.App(), "App")
    queue = sqs.Queue(stack, "Queue")
    SourceVpceResourcePolicy(stack, "Only", resource=queue, organization_id="o-a1b2c3d4e5", service_roles=[ROLE])
    template_of(stack)
    Annotations.from_stack(stack).has_no_warning("*", Match.string_like_regexp(".*perimeter.*"))


def assert_silent(case: Case) -> None:
    Annotations.from_stack(case.stack).has_no_warning("*", Match.string_like_regexp(".*perimeter.*"))


def warned(case: Case, code: str, text: str) -> None:
    Annotations.from_stack(case.stack).has_warning("*", Match.string_like_regexp(rf"[\s\S]*{text}[\s\S]*{code}.*"))
