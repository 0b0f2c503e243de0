"""A user names workloads and gets their endpoints and policies, each with its reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints import (
    EndpointPolicy,
    InvalidInputError,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
    PrivateWorkloadAccess,
    SsmPrivateAccess,
    VpcEndpoints,
)
from private_endpoints.catalog import LeftOut, left_out, owned_buckets, resolve, workloads
from private_endpoints.policy.evaluation import Decision, Policies, Request, evaluate
from support.annotations import warned_of, warnings
from support.templates import endpoints, paths, resources, statements, template_of
from support.vpcs import ACCOUNT, CASES, REGION, Case, agnostic_stack, dummy, import_vpc, owned

NAMES = [row.name for row in workloads()]
ORGANIZATION = "o-a1b2c3d4e5"
GRANTED = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
OPEN = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}


def ask(case: Case, *names: str, id: str = "Access", **props: Any) -> PrivateWorkloadAccess:
    return PrivateWorkloadAccess(case.stack, id, vpc=case.vpc, workloads=names, **props)


def s3_decision(case: Case, bucket: str, *, action: str = "s3:GetObject", caller: str | None = None) -> Decision:
    """What the S3 endpoint says to a caller to whom everything else says yes. Default: one of the account's roles."""
    policies = Policies.compile(
        identity=[GRANTED],
        resource=OPEN,
        endpoint=endpoints(case.home)["s3 Gateway"]["PolicyDocument"],
        bindings={"AWS::Partition": "aws"},
    )
    principal = caller or f"arn:aws:iam::{ACCOUNT}:role/worker"
    owner = {"aws:ResourceAccount": "999999999999" if bucket.startswith("foreign") else ACCOUNT}
    return evaluate(Request.of(principal, action, f"arn:aws:s3:::{bucket}/key", context=owner), policies)


def uses_s3(name: str) -> bool:
    return any(need.service == "s3" for need in resolve([name], REGION))


@pytest.mark.parametrize("name", NAMES)
def test_a_workload_gets_the_endpoints_that_the_catalog_says_and_no_other(name: str) -> None:
    case = owned()
    explanation = ask(case, name).explain()
    assert all(one.reasons and one.name in str(one) for one in explanation)
    wanted = sorted(f"{need.service} {need.kind.value}" for need in resolve([name], REGION))
    assert sorted(endpoints(case.home)) == wanted


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("region", ["ca-west-1", "cn-north-1", "us-gov-west-1"])
def test_a_workload_can_be_asked_for_in_any_region_with_all_that_it_could_use(name: str, region: str) -> None:
    stack = cdk.Stack(cdk.App(), "App", env=cdk.Environment(account=ACCOUNT, region=region))
    optional = [one.name for one in left_out([name], region) if one.why is LeftOut.OPTIONAL]
    access = PrivateWorkloadAccess(stack, "Access", vpc=import_vpc(stack), workloads=[name], include=optional)
    assert set(access.endpoints) == {need.service for need in resolve([name], region, include=optional)}


@pytest.mark.parametrize("name", [name for name in NAMES if uses_s3(name)])
def test_the_s3_endpoint_lets_through_what_the_workload_needs_of_aws_and_no_foreign_bucket(name: str) -> None:
    case = owned()
    ask(case, name)
    (need,) = (one for one in resolve([name], REGION) if one.service == "s3")
    rows = [row for group in need.buckets for row in owned_buckets(group) if not row.regions or REGION in row.regions]
    for row in rows:
        caller = "anonymous" if row.anonymous else None
        bucket = row.bucket_in(REGION).replace("*", "x")
        for action in row.actions:
            assert s3_decision(case, bucket, action=action, caller=caller).is_allowed, (row, action)
    assert s3_decision(case, "foreign").is_denied
    assert s3_decision(case, "foreign", action="s3:PutObject").is_denied
    assert s3_decision(case, "foreign", caller="anonymous").is_denied
    assert s3_decision(case, "foreign", caller="arn:aws:iam::999999999999:role/thief").is_denied


def test_a_workload_that_only_pulls_images_reaches_no_bucket_of_the_account() -> None:
    case = owned()
    ask(case, "ecs-fargate")
    assert s3_decision(case, "mine").is_denied
    assert s3_decision(case, f"prod-{REGION}-starport-layer-bucket", caller="anonymous").is_allowed


def test_a_workload_with_data_in_s3_reaches_the_buckets_of_the_account() -> None:
    case = owned()
    ask(case, "codebuild")
    assert s3_decision(case, "mine", action="s3:PutObject").is_allowed
    assert s3_decision(case, "foreign", action="s3:PutObject").is_denied


def test_buckets_that_are_named_take_the_place_of_all_buckets_of_the_account() -> None:
    case = owned()
    ask(case, "codebuild", buckets=[s3.Bucket.from_bucket_name(case.stack, "Artifacts", "artifacts")])
    assert s3_decision(case, "artifacts", action="s3:PutObject").is_allowed
    assert s3_decision(case, "mine").is_denied
    assert s3_decision(case, "artifacts", action="s3:PutBucketPolicy").is_denied


def test_buckets_pass_beside_what_aws_owns() -> None:
    case = owned()
    ask(case, "ecs-fargate", buckets=[s3.Bucket.from_bucket_name(case.stack, "Data", "data-of-mine")])
    assert s3_decision(case, "data-of-mine").is_allowed
    assert s3_decision(case, f"prod-{REGION}-starport-layer-bucket", caller="anonymous").is_allowed
    assert s3_decision(case, "mine").is_denied


def test_with_the_service_owned_buckets_excluded_the_perimeter_is_left_and_not_full_access() -> None:
    case = owned()
    ask(case, "ecr", exclude=["ecr-layers"])
    assert s3_decision(case, "mine").is_allowed
    assert s3_decision(case, "foreign").is_denied
    assert s3_decision(case, f"prod-{REGION}-starport-layer-bucket", caller="anonymous").is_denied


def test_of_the_resources_of_aws_only_those_pass_that_the_workloads_need() -> None:
    def sids(*names: str) -> set[str]:
        case = owned()
        ask(case, *names)
        return set(statements(endpoints(case.home)["ecr.api Interface"]))

    assert "EksImages" in sids("eks")
    assert "EksImages" not in sids("ecr")
    assert sids("eks", "ecr") == sids("eks") | sids("ecr")


def test_an_organization_takes_the_place_of_the_account() -> None:
    case = owned()
    bucket = s3.Bucket.from_bucket_name(case.stack, "Artifacts", "artifacts")
    ask(case, "codebuild", organization_id=ORGANIZATION, buckets=[bucket])
    for endpoint in endpoints(case.home).values():
        text = str(endpoint["PolicyDocument"])
        assert ORGANIZATION in text
        assert "aws:PrincipalAccount" not in text


def test_a_policy_takes_the_place_of_the_perimeter_and_what_aws_owns_still_passes() -> None:
    case = owned()
    ask(case, "ecs-fargate", policy=EndpointPolicy.full_access())
    found = endpoints(case.home)
    assert list(statements(found["logs Interface"])) == ["FullAccess"]
    assert set(statements(found["s3 Gateway"])) == {"FullAccess", "OwnedBucketsEcrLayersAnonymous"}


def test_what_is_included_is_asked_for_and_what_is_excluded_is_not() -> None:
    case = owned()
    access = ask(case, "ecs-fargate", include=["secretsmanager", "kms"], exclude=["logs"])
    assert sorted(access.endpoints) == ["ecr.api", "ecr.dkr", "kms", "s3", "secretsmanager"]


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_workloads_share_endpoints_with_each_other_and_with_whoever_asked_before(make: Callable[[], Case]) -> None:
    case = make()
    before = SsmPrivateAccess(case.stack, "Ssm", vpc=case.vpc)
    access = ask(case, "session-manager", "ecs-fargate")
    again = ask(case, "ecs-fargate", id="Again")
    assert access.endpoints["ssm"] is before.endpoints["ssm"]
    assert all(again.endpoints[name] is access.endpoints[name] for name in again.endpoints)
    assert len(resources(case.home, "AWS::EC2::VPCEndpoint")) == 7


@given(st.permutations(["ecs-fargate", "session-manager", "codebuild"]), st.data())
@settings(max_examples=8, deadline=None)
def test_the_order_of_asking_changes_nothing_in_the_template(names: list[str], data: st.DataObject) -> None:
    def template(*groups: list[str]) -> dict[str, Any]:
        case = owned()
        for group in groups:
            ask(case, *group, id="-".join(sorted(group)))
        return template_of(case.home)

    cut = data.draw(st.integers(1, 2))
    groups = [names[:cut], names[cut:]]
    assert template(*groups) == template(*([*reversed(one)] for one in reversed(groups)))


def test_naming_workloads_together_or_apart_comes_to_the_same_endpoints_and_policies() -> None:
    def found(*groups: tuple[str, ...]) -> dict[str, Any]:
        case = owned()
        for index, group in enumerate(groups):
            ask(case, *group, id=f"Access{index}")
        return {name: one["PolicyDocument"] for name, one in endpoints(case.home).items()}

    assert found(("eks", "patch-manager")) == found(("patch-manager",), ("eks",))


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_clients_are_let_in_at_both_ends(make: Callable[[], Case]) -> None:
    case = make()
    access = ask(case, "ecs-fargate")
    access.allow_from(ec2.SecurityGroup(case.stack, "Tasks", vpc=case.vpc, allow_all_outbound=False))
    assert len(resources(case.stack, "AWS::EC2::SecurityGroupIngress")) == 3
    rules = str(template_of(case.stack))
    assert "pl-63a5400a" in rules


@pytest.mark.parametrize("name", NAMES)
def test_a_vpc_that_is_yet_to_be_looked_up_never_raises(name: str) -> None:
    case = dummy()
    access = ask(case, name, buckets=[s3.Bucket(case.stack, "Data")] if uses_s3(name) else [])
    access.explain()
    PrivateWorkloadAccess.missing_for(case.vpc, workloads=[name])
    template_of(case.stack)


@pytest.mark.parametrize("name", NAMES)
def test_a_stack_without_a_region_asks_for_nothing_that_some_region_does_not_have(name: str) -> None:
    stack = agnostic_stack()
    access = PrivateWorkloadAccess(stack, "Access", vpc=PrivateVpc(stack, "Vpc", flow_logs={}), workloads=[name])
    assert set(access.endpoints) == {need.service for need in resolve([name], None)}
    template_of(stack)


def test_explain_says_for_each_endpoint_which_workload_needs_it_and_what_for() -> None:
    case = owned()
    SsmPrivateAccess(case.stack, "Ssm", vpc=case.vpc)
    access = ask(case, "session-manager", "ecs-fargate", include=["kms"], exclude=["logs"])
    explained = {one.name: one for one in access.explain()}
    for name, endpoint in access.endpoints.items():
        assert explained[name].endpoint == endpoint.node.path
        assert explained[name].reasons
    assert {name for name, one in explained.items() if one.left_out is None} == set(access.endpoints)
    assert explained["ssm"].shared_with == ("App/Ssm",)
    assert explained["s3"].buckets == ("ecr-layers",)
    assert [workload for workload, _ in explained["kms"].reasons] == ["ecs-fargate", "session-manager"]
    assert not explained["kms"].required
    assert (explained["logs"].left_out, explained["logs"].endpoint) == (LeftOut.EXCLUDED, None)
    assert explained["secretsmanager"].left_out is LeftOut.OPTIONAL
    assert explained["ecs"].left_out is LeftOut.NOT_NEEDED_IN_REGION


def test_an_explanation_reads_as_text_and_cannot_be_changed() -> None:
    case = owned()
    explanation = ask(case, "ecr", exclude=["s3"]).explain()
    lines = str(explanation).splitlines()
    assert lines[0] == "+ ecr.api (Interface, required): App/Vpc/PrivateEndpoints/ecr.api/Resource"
    assert lines[1].startswith("    ecr: ")
    assert "- s3 (Gateway, required): excluded" in lines
    with pytest.raises(dataclasses.FrozenInstanceError):
        explanation[0].name = "another"  # type: ignore[misc]


def test_who_shares_an_endpoint_is_told_whoever_came_first() -> None:
    case = owned()
    access = ask(case, "ecr")
    PrivateServiceAccess(case.stack, "Later", vpc=case.vpc, services=["ecr.api"])
    (one,) = (one for one in access.explain() if one.name == "ecr.api")
    assert one.shared_with == ("App/Later",)


@pytest.mark.parametrize("make", [*CASES.values(), dummy], ids=[*CASES, "dummy"])
def test_missing_lists_what_a_vpc_lacks_and_makes_nothing(make: Callable[[], Case]) -> None:
    case = make()
    before = paths(case.app)
    lacks = PrivateWorkloadAccess.missing_for(case.vpc, workloads=["ecs-fargate"])
    assert [one.name for one in lacks] == ["ecr.api", "ecr.dkr", "logs", "s3"]
    assert paths(case.app) == before
    PrivateServiceAccess(case.stack, "Some", vpc=case.vpc, services=["ecr.api", "logs"])
    assert [one.name for one in PrivateWorkloadAccess.missing_for(case.vpc, workloads=["ecs-fargate"])] == [
        "ecr.dkr",
        "s3",
    ]
    ask(case, "ecs-fargate")
    assert PrivateWorkloadAccess.missing_for(case.vpc, workloads=["ecs-fargate"]) == ()


def test_another_vpc_is_asked_for_the_same_workloads() -> None:
    case = owned()
    access = PrivateWorkloadAccess(case.stack, "Work", vpc=case.vpc, workloads=["ecr"])
    other = PrivateVpc(case.stack, "Other", flow_logs={})
    assert access.missing(case.vpc) == ()
    assert [one.name for one in access.missing(other)] == ["ecr.api", "ecr.dkr", "s3"]


def test_an_adopted_endpoint_is_not_missing() -> None:
    case = owned()
    endpoint = ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(case.stack, "Theirs", "vpce-0123456789abcdef0")
    VpcEndpoints.of(case.vpc).adopt("s3", endpoint)
    assert "s3" not in [one.name for one in PrivateWorkloadAccess.missing_for(case.vpc, workloads=["ecr"])]
    (explained,) = (one for one in ask(case, "ecr").explain() if one.name == "s3")
    assert explained.adopted
    assert str(explained).splitlines()[0].endswith(", adopted")


def test_an_endpoint_that_refuses_the_buckets_of_a_workload_is_missing_in_part() -> None:
    case = owned()
    PrivateS3Access(case.stack, "S3", vpc=case.vpc)
    ask(case, "ecr", exclude=["s3"])
    (lack,) = PrivateWorkloadAccess.missing_for(case.vpc, workloads=["ecr"])
    assert (lack.name, lack.refused) == ("s3", ("ecr-layers",))
    assert "refuses the buckets of AWS ecr-layers" in str(lack)


def test_bad_names_in_missing_are_one_error_that_names_the_vpc() -> None:
    case = owned()
    with pytest.raises(InvalidInputError, match=r"^App/Vpc: PrivateWorkloadAccess\.missing_for: \[unknown-workload\]"):
        PrivateWorkloadAccess.missing_for(case.vpc, workloads=["ecs-fargat"])


def test_a_workload_that_requires_nothing_gets_nothing_and_is_told_so() -> None:
    case = owned()
    access = ask(case, "lambda")
    assert access.endpoints == {}
    assert warned_of(case.stack, "nothing-needed")


def test_a_workload_that_gets_all_it_requires_is_not_warned_about() -> None:
    case = owned()
    access = ask(case, "ecs-fargate", "session-manager", include=["logs"])
    access.allow_from(ec2.SecurityGroup(case.stack, "Tasks", vpc=case.vpc, allow_all_outbound=False))
    assert warnings(case.stack) == []


def test_without_a_region_what_some_regions_require_is_left_out_with_a_warning_or_asked_for() -> None:
    stack = agnostic_stack()
    access = PrivateWorkloadAccess(
        stack, "Access", vpc=PrivateVpc(stack, "Vpc", flow_logs={}), workloads=["ecs-fargate"]
    )
    without = {one.service for one in access.explain() if one.required and one.left_out is LeftOut.REGION_UNKNOWN}
    assert bool(warned_of(stack, "required-region-unknown")) is bool(without)


def test_workloads_on_two_imports_of_one_vpc_share_its_endpoints() -> None:
    stack = cdk.Stack(cdk.App(), "App", env=cdk.Environment(account=ACCOUNT, region=REGION))
    first, second = import_vpc(stack, "First"), import_vpc(stack, "Second")
    one = PrivateWorkloadAccess(stack, "One", vpc=first, workloads=["ecr"])
    two = PrivateWorkloadAccess(stack, "Two", vpc=second, workloads=["ecr"])
    assert one.endpoints == two.endpoints
