"""What looks harmless and would open, close or collide: each was once possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk.assertions import Annotations, Match

from private_endpoints import (
    EndpointConflictError,
    EndpointKind,
    EndpointPolicy,
    InvalidInputError,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
    SessionLogging,
    SourceVpceBucketPolicy,
    SsmPrivateAccess,
    VpcEndpoints,
)
from private_endpoints.catalog import service
from support.templates import endpoints, paths, properties, resources, statements, template_of
from support.vpcs import ACCOUNT, ENV, Case, import_vpc, imported, new_stack, of_another_stack, owned

Problems = list[str]


def problems(call: Callable[[], object]) -> Problems:
    """The codes of the problems of a call that is refused."""
    with pytest.raises(InvalidInputError) as caught:
        call()
    return [problem.code for problem in caught.value.problems]


def denies(stack: cdk.Stack) -> list[dict[str, Any]]:
    (policy,) = properties(stack, "AWS::S3::BucketPolicy")
    return [one for one in policy["PolicyDocument"]["Statement"] if one["Effect"] == "Deny"]


# ---------------------------------------------------------------- arguments


def test_any_iterable_is_a_list_and_is_taken_once() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    access = PrivateS3Access(
        case.stack,
        "S3",
        vpc=case.vpc,
        buckets=(one for one in [bucket]),  # type: ignore[arg-type]
        owned_buckets=(one for one in ["amazon-linux-2023"]),  # type: ignore[arg-type]
        route_table_ids=("rtb-1",),
    )
    SourceVpceBucketPolicy(
        case.stack,
        "Only",
        bucket=bucket,
        access=(one for one in [access]),  # type: ignore[arg-type]
        actions=(one for one in ["s3:*"]),  # type: ignore[arg-type]
        break_glass=(one for one in [f"arn:aws:iam::{ACCOUNT}:role/Admin"]),  # type: ignore[arg-type]
    )
    PrivateServiceAccess(case.stack, "Tuple", vpc=case.vpc, services=("sqs",))
    assert len(statements(endpoints(case.stack)["s3 Gateway"])) == 2
    (deny,) = denies(case.stack)
    assert len(deny["Condition"]["StringNotEquals"]["aws:SourceVpce"]) == 1
    assert f"arn:aws:iam::{ACCOUNT}:role/Admin" in deny["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]


@pytest.mark.parametrize(
    "props",
    [
        {"actions": "s3:GetObject"},
        {"owned_buckets": "amazon-linux-2023"},
        {"route_table_ids": "rtb-1"},
        {"buckets": 3},
    ],
    ids=lambda props: next(iter(props)),
)
def test_one_string_is_no_list(props: dict[str, Any]) -> None:
    case = owned()
    assert "not-a-list" in problems(lambda: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, **props))


def test_what_is_no_action_is_refused_before_a_node_exists() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    access = PrivateS3Access(case.stack, "S3", vpc=case.vpc)
    call = lambda: SourceVpceBucketPolicy(case.stack, "Bad", bucket=bucket, access=[access], actions=["GetObject"])  # noqa: E731
    assert problems(call) == ["not-an-action"]
    assert "App/Bad" not in paths(case.stack)


@pytest.mark.parametrize("empty", [EndpointPolicy.union, EndpointPolicy.owned_buckets])
def test_a_policy_of_nothing_is_refused_because_it_would_be_full_access(empty: Callable[[], EndpointPolicy]) -> None:
    assert problems(empty) == ["names-nothing"]


def test_resources_without_actions_or_resources_are_refused() -> None:
    assert problems(lambda: EndpointPolicy.resources("Sid", actions=[], resources=["*"])) == ["names-nothing"]
    assert problems(lambda: EndpointPolicy.resources("Sid", actions=["s3:*"], resources=[])) == ["names-nothing"]
    assert problems(lambda: EndpointPolicy.resources("a b", actions=["s3:*"], resources=["*"])) == ["bad-sid"]


@pytest.mark.parametrize(
    "statement",
    [
        {"Effect": "allow", "Principal": "*", "Action": "*", "Resource": "*"},
        {"Effect": "Allow", "Principal": None, "Action": "*", "Resource": "*"},
        {"Effect": "Allow", "Principal": "*", "Action": [], "Resource": "*"},
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Conditon": {}},
        {"Sid": "a b", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
    ],
    ids=["effect", "principal", "action", "element", "sid"],
)
def test_what_iam_would_not_take_as_a_statement_is_refused(statement: dict[str, Any]) -> None:
    assert set(problems(lambda: EndpointPolicy.of(statement))) & {"malformed-statement", "bad-sid"}


def test_statements_of_the_cdk_are_taken() -> None:
    case = owned()
    mine = iam.PolicyStatement(sid="Mine", principals=[iam.AnyPrincipal()], actions=["sqs:*"], resources=["*"])
    PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["sqs"], policy=EndpointPolicy.of(mine))
    assert list(statements(endpoints(case.stack)["sqs Interface"])) == ["Mine"]


def test_a_kind_may_be_given_as_its_word() -> None:
    case = owned()
    PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["s3"], kind="Gateway")  # type: ignore[arg-type]
    assert list(endpoints(case.stack)) == ["s3 Gateway"]
    call = lambda: PrivateServiceAccess(case.stack, "B", vpc=case.vpc, services=["s3"], kind="gate")  # type: ignore[arg-type]  # noqa: E731
    assert problems(call) == ["no-such-kind"]


def test_a_misspelt_choice_of_private_dns_is_refused() -> None:
    case = owned()
    call = lambda: VpcEndpoints.of(case.vpc).add_interface("s3", private_dns="inbound")  # type: ignore[arg-type]  # noqa: E731
    assert problems(call) == ["bad-private-dns"]


def test_one_prefix_list_is_not_taken_for_several_services() -> None:
    case = owned()
    call = lambda: PrivateServiceAccess(  # noqa: E731
        case.stack, "Bad", vpc=case.vpc, services=["s3", "dynamodb"], prefix_list_id="pl-1"
    )
    assert problems(call) == ["one-prefix-list-for-several"]


def test_a_misspelt_service_of_the_registry_is_an_error_with_its_path() -> None:
    case = owned()
    with pytest.raises(InvalidInputError, match=r"App/Vpc/PrivateEndpoints.add_interface: \[unknown-service\] 'smm'"):
        VpcEndpoints.of(case.vpc).add_interface("smm")


def test_a_refused_call_leaves_no_mapping_behind() -> None:
    stack = cdk.Stack(cdk.App(), "App")
    vpc = PrivateVpc(stack, "Vpc", flow_logs={})
    access = PrivateServiceAccess(stack, "A", vpc=vpc, services=["s3"])
    group = ec2.SecurityGroup(stack, "G", vpc=vpc, allow_all_outbound=False)
    assert problems(lambda: access.allow_from(group, object())) == ["not-a-client"]  # type: ignore[arg-type]
    assert "Mappings" not in template_of(stack)


# ---------------------------------------------------------------- services


@pytest.mark.parametrize("name", ["qldb.session", "elastic-inference.runtime"])
def test_a_service_that_aws_ended_is_refused(name: str) -> None:
    case = owned()
    assert problems(lambda: PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=[name])) == ["service-ended"]


def test_a_full_name_of_another_region_is_refused() -> None:
    case = owned()
    call = lambda: PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["com.amazonaws.eu-west-1.sqs"])  # noqa: E731
    assert problems(call) == ["other-region"]


def test_a_global_service_is_reached_in_its_home_region() -> None:
    stack = cdk.Stack(cdk.App(), "App", env=cdk.Environment(account=ACCOUNT, region="eu-west-1"))
    PrivateServiceAccess(stack, "A", vpc=PrivateVpc(stack, "Vpc", flow_logs={}), services=["iam"])
    (endpoint,) = properties(stack, "AWS::EC2::VPCEndpoint")
    assert (endpoint["ServiceName"], endpoint["ServiceRegion"]) == ("com.amazonaws.iam", "us-east-1")
    home = owned()
    PrivateServiceAccess(home.stack, "A", vpc=home.vpc, services=["iam"])
    (endpoint,) = properties(home.stack, "AWS::EC2::VPCEndpoint")
    assert "ServiceRegion" not in endpoint


def test_a_row_of_your_own_is_used_as_it_is() -> None:
    case = owned()
    row = replace(service("s3"), name="mys3", service_name="com.amazonaws.{region}.s3", partition_service_names={})
    PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=[row])
    (endpoint,) = properties(case.stack, "AWS::EC2::VPCEndpoint")
    assert endpoint["ServiceName"] == "com.amazonaws.us-east-1.s3"


def test_two_rows_of_one_name_are_a_conflict() -> None:
    case = owned()
    PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["sqs"])
    row = replace(service("sqs"), policy_supported=False)
    with pytest.raises(EndpointConflictError, match="the rows differ"):
        PrivateServiceAccess(case.stack, "B", vpc=case.vpc, services=[row])


def test_a_global_service_without_a_region_is_warned_about() -> None:
    stack = cdk.Stack(cdk.App(), "App")
    PrivateServiceAccess(stack, "A", vpc=PrivateVpc(stack, "Vpc", flow_logs={}), services=["iam"])
    Annotations.from_stack(stack).has_warning("*", Match.string_like_regexp("lives in one region"))


def test_two_rows_of_one_name_in_one_call_are_refused() -> None:
    case = owned()
    rows = [service("sqs"), replace(service("sqs"), policy_supported=False)]
    call = lambda: PrivateServiceAccess(case.stack, "Bad", vpc=case.vpc, services=rows)  # noqa: E731
    assert problems(call) == ["two-rows-of-one-name"]


def test_a_document_that_replaces_ours_is_checked_even_after_ours_was_rendered() -> None:
    case = owned()
    endpoint = PrivateS3Access(case.stack, "S3", vpc=case.vpc).endpoint
    cfn = endpoint.node.default_child
    assert isinstance(cfn, ec2.CfnVPCEndpoint)
    case.stack.resolve(cfn.policy_document)
    deny = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}
    cfn.policy_document = {"Version": "2012-10-17", "Statement": [deny]}
    with pytest.raises(RuntimeError, match="no-allow"):
        case.app.synth()


def test_an_interface_for_s3_does_not_take_the_vpc_off_the_gateway() -> None:
    case = owned()
    VpcEndpoints.of(case.vpc).add_interface("s3")
    assert endpoints(case.stack)["s3 Interface"]["PrivateDnsEnabled"] is False


def test_image_layers_are_let_through_on_request() -> None:
    case = owned()
    PrivateServiceAccess(
        case.stack, "A", vpc=case.vpc, services=["ecr.api", "ecr.dkr", "s3"], owned_buckets=["ecr-layers"]
    )
    assert any("starport" in str(one) for one in statements(endpoints(case.stack)["s3 Gateway"]).values())


# ---------------------------------------------------------------- policies


def test_sids_are_unique_whoever_asks_for_what() -> None:
    def built(order: list[int]) -> dict[str, Any]:
        case = owned()
        asks: list[dict[str, Any]] = [
            {},
            {"policy": EndpointPolicy.organization("o-a1b2c3d4e5")},
            {"policy": EndpointPolicy.organization("o-zzzzzzzzzz")},
            {
                "policy": EndpointPolicy.resources(
                    "Documents", actions=["ssm:GetDocument"], resources=["arn:aws:ssm:::a"]
                )
            },
            {
                "policy": EndpointPolicy.resources(
                    "Documents", actions=["ssm:GetDocument"], resources=["arn:aws:ssm:::b"]
                )
            },
        ]
        for index in order:
            PrivateServiceAccess(case.stack, f"A{index}", vpc=case.vpc, services=["ssm"], **asks[index])
        return dict(endpoints(case.stack)["ssm Interface"]["PolicyDocument"])

    one, other = built([0, 1, 2, 3, 4]), built([4, 2, 0, 3, 1])
    sids = [statement["Sid"] for statement in one["Statement"]]
    assert len(set(sids)) == len(sids)
    assert one == other


UNKNOWN = replace(service("sqs"), policy_supported=None)


def test_what_is_asked_for_by_default_is_not_refused_by_another_askers_policy() -> None:
    alone = owned()
    PrivateServiceAccess(alone.stack, "A", vpc=alone.vpc, services=[UNKNOWN])
    assert "PolicyDocument" not in endpoints(alone.stack)["sqs Interface"]
    case = owned()
    PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=[UNKNOWN])
    only = EndpointPolicy.resources("Mine", actions=["sqs:SendMessage"], resources=["*"])
    PrivateServiceAccess(case.stack, "B", vpc=case.vpc, services=[UNKNOWN], policy=only)
    assert {"Mine", "AccountPrincipalsToAccountResources"} <= set(statements(endpoints(case.stack)["sqs Interface"]))


def test_a_service_of_unknown_policy_support_is_warned_about() -> None:
    case = owned()
    PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=[UNKNOWN])
    Annotations.from_stack(case.stack).has_warning("*", Match.string_like_regexp("not known whether it takes a policy"))


# ---------------------------------------------------------------- the same VPC


def test_a_vpc_imported_by_a_token_is_one_vpc() -> None:
    stack = new_stack()
    vpcs = [import_vpc(stack, name, vpc_id=cdk.Fn.import_value("VpcId")) for name in ("First", "Second")]
    for index, vpc in enumerate(vpcs):
        PrivateServiceAccess(stack, f"A{index}", vpc=vpc, services=["sqs"])
    assert len(resources(stack, "AWS::EC2::VPCEndpoint")) == 1


def test_an_import_of_a_vpc_of_this_app_is_that_vpc() -> None:
    case = of_another_stack()
    again = import_vpc(case.stack, "Again", vpc_id=case.vpc.vpc_id)
    PrivateServiceAccess(case.home, "A", vpc=case.vpc, services=["sqs"])
    PrivateServiceAccess(case.stack, "B", vpc=again, services=["sqs"])
    assert VpcEndpoints.of(again) is VpcEndpoints.of(case.vpc)
    assert len(resources(case.home, "AWS::EC2::VPCEndpoint")) == 1


def test_a_vpc_imported_in_two_stages_is_an_error_that_names_both_imports() -> None:
    app = cdk.App()
    stacks = [cdk.Stack(cdk.Stage(app, name, env=ENV), "App") for name in ("One", "Two")]
    PrivateServiceAccess(stacks[0], "A", vpc=import_vpc(stacks[0]), services=["sqs"])
    with pytest.raises(InvalidInputError, match=r"Two/App/Vpc and One/App/Vpc import one VPC"):
        PrivateServiceAccess(stacks[1], "A", vpc=import_vpc(stacks[1]), services=["sqs"])


def test_one_subnet_through_two_imports_is_one_subnet() -> None:
    stack = new_stack()
    isolated = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
    for name in ("First", "Second"):
        vpc = import_vpc(stack, name)
        PrivateServiceAccess(stack, f"{name}Access", vpc=vpc, services=["sqs"], subnets=isolated)
    assert endpoints(stack)["sqs Interface"]["SubnetIds"] == ["subnet-a", "subnet-b"]


def test_a_vpc_that_is_really_called_like_the_dummy_is_checked_like_any_other() -> None:
    stack = new_stack()
    vpc = import_vpc(stack, vpc_id="vpc-12345", isolated_subnet_route_table_ids=None)
    assert problems(lambda: PrivateS3Access(stack, "Bad", vpc=vpc)) == ["no-route-tables"]


def test_subnets_whose_zones_are_known_only_at_deployment_are_all_taken() -> None:
    stack = new_stack()
    vpc = import_vpc(stack, availability_zones=cdk.Fn.get_azs())
    PrivateServiceAccess(stack, "A", vpc=vpc, services=["sqs"])
    assert endpoints(stack)["sqs Interface"]["SubnetIds"] == ["subnet-a", "subnet-b"]


def test_a_gateway_needs_no_zone_of_a_subnet() -> None:
    stack = new_stack()
    subnet = ec2.Subnet.from_subnet_attributes(stack, "Subnet", subnet_id="subnet-x", route_table_id="rtb-x")
    PrivateS3Access(stack, "A", vpc=import_vpc(stack), subnets=ec2.SubnetSelection(subnets=[subnet]))
    assert endpoints(stack)["s3 Gateway"]["RouteTableIds"] == ["rtb-x"]


def test_who_has_no_preference_joins_the_route_tables_of_others() -> None:
    stack = new_stack()
    vpc = import_vpc(stack, isolated_subnet_route_table_ids=None)
    PrivateS3Access(stack, "A", vpc=vpc, route_table_ids=["rtb-1"])
    PrivateServiceAccess(stack, "B", vpc=vpc, services=["s3"])
    assert endpoints(stack)["s3 Gateway"]["RouteTableIds"] == ["rtb-1"]


def test_route_tables_that_are_made_in_the_stack_stand_in_one_order() -> None:
    def built(order: list[int]) -> list[Any]:
        stack = new_stack()
        vpc = import_vpc(stack)
        tables = [ec2.CfnRouteTable(stack, f"Table{index}", vpc_id=vpc.vpc_id) for index in (0, 1)]
        for index in order:
            PrivateS3Access(stack, f"A{index}", vpc=vpc, route_table_ids=[tables[index].ref])
        return list(endpoints(stack)["s3 Gateway"]["RouteTableIds"])

    assert built([0, 1]) == built([1, 0])


def test_ranges_as_clients_leave_no_order_behind() -> None:
    def built(ranges: list[str]) -> dict[str, Any]:
        case = owned()
        access = PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["sqs"])
        for one in ranges:
            access.allow_from(ec2.Peer.ipv4(one))
        return template_of(case.stack)

    assert built(["10.1.0.0/16", "10.2.0.0/16"]) == built(["10.2.0.0/16", "10.1.0.0/16"])


def test_adopting_for_another_service_is_refused() -> None:
    case = owned()
    sqs = case.vpc.add_interface_endpoint("ByHand", service=ec2.InterfaceVpcEndpointAwsService.SQS)
    assert problems(lambda: VpcEndpoints.of(case.vpc).adopt("sns", sqs)) == ["another-service"]


def test_a_wish_for_an_adopted_endpoint_is_refused_not_dropped() -> None:
    case = imported()
    old = ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(case.stack, "Old", "vpce-1")
    VpcEndpoints.of(case.vpc).adopt("s3", old)
    call = lambda: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, route_table_ids=["rtb-1"])  # noqa: E731
    assert problems(call) == ["adopted-endpoint"]


def test_a_rule_made_from_the_clients_stack_counts_as_letting_in() -> None:
    case = of_another_stack()
    endpoint = PrivateServiceAccess(case.stack, "A", vpc=case.vpc, services=["sqs"]).endpoints["sqs"]
    assert isinstance(endpoint, ec2.InterfaceVpcEndpoint)
    client = ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc, allow_all_outbound=False)
    client.connections.allow_to_default_port(endpoint)
    Annotations.from_stack(case.home).has_no_warning("*", Match.string_like_regexp("admits nobody"))


def test_a_bucket_of_a_data_stack_that_uses_no_vpc_can_be_named() -> None:
    case = of_another_stack()
    data = cdk.Stack(case.app, "Data", env=ENV)
    PrivateS3Access(case.stack, "S3", vpc=case.vpc, buckets=[s3.Bucket(data, "Bucket")])
    case.app.synth()


def test_a_vpc_in_a_nested_stack_can_name_a_bucket_of_its_parent() -> None:
    parent = new_stack()
    nested = cdk.NestedStack(parent, "Network")
    vpc = PrivateVpc(nested, "Vpc", flow_logs={})
    PrivateS3Access(parent, "S3", vpc=vpc, buckets=[s3.Bucket(parent, "Bucket")])
    Case(vpc, parent, nested).app.synth()


def test_a_bucket_of_another_region_is_not_behind_a_gateway() -> None:
    case = owned()
    far = cdk.Stack(
        case.app, "Far", env=cdk.Environment(account=ACCOUNT, region="eu-west-1"), cross_region_references=True
    )
    bucket = s3.Bucket(far, "Bucket", bucket_name="far-away")
    assert problems(lambda: PrivateS3Access(case.stack, "A", vpc=case.vpc, buckets=[bucket])) == ["other-region"]
    access = PrivateS3Access(case.stack, "B", vpc=case.vpc)
    call = lambda: SourceVpceBucketPolicy(far, "Only", bucket=bucket, access=[access])  # noqa: E731
    assert problems(call) == ["other-region"]


# ---------------------------------------------------------------- perimeters


def test_two_perimeters_on_one_bucket_let_in_the_callers_of_both() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    for name in ("One", "Two"):
        vpc = PrivateVpc(case.stack, f"{name}Vpc", flow_logs={})
        access = PrivateS3Access(case.stack, f"{name}Access", vpc=vpc, buckets=[bucket])
        SourceVpceBucketPolicy(case.stack, f"{name}Only", bucket=bucket, access=[access])
    (deny,) = denies(case.stack)
    assert len(deny["Condition"]["StringNotEquals"]["aws:SourceVpce"]) == 2


def test_who_makes_the_first_perimeter_changes_nothing_in_the_policy() -> None:
    def built(order: list[int]) -> Any:
        case = owned()
        bucket = s3.Bucket(case.stack, "Bucket")
        roles = [f"arn:aws:iam::{ACCOUNT}:role/{name}" for name in ("One", "Two")]
        vpcs = [PrivateVpc(case.stack, f"Vpc{index}", flow_logs={}) for index in (0, 1)]
        accesses = [PrivateS3Access(case.stack, f"S3{index}", vpc=vpcs[index]) for index in (0, 1)]
        actions = [["s3:GetObject"], ["s3:PutObject"]]
        for index in order:
            SourceVpceBucketPolicy(
                case.stack,
                f"Only{index}",
                bucket=bucket,
                access=[accesses[index]],
                actions=actions[index],
                service_roles=[roles[index]],
            )
        return sorted(denies(case.stack), key=str)

    assert built([0, 1]) == built([1, 0])


def test_perimeters_of_different_actions_share_endpoints_and_exemptions() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    access = PrivateS3Access(case.stack, "S3", vpc=case.vpc, buckets=[bucket])
    role = f"arn:aws:iam::{ACCOUNT}:role/Backup"
    SourceVpceBucketPolicy(case.stack, "A", bucket=bucket, access=[access], service_roles=[role])
    SourceVpceBucketPolicy(case.stack, "B", bucket=bucket, access=[access], actions=["s3:GetObjectAcl"])
    first, second = denies(case.stack)
    assert first["Condition"] == second["Condition"]
    assert first["Sid"] != second["Sid"]


@pytest.mark.parametrize(
    "principal",
    [
        f"arn:aws:iam::{ACCOUNT}:role/cdk-*",
        f"arn:aws:iam::{ACCOUNT}:group/Admins",
        "arn:aws:iam::aws:policy/AdministratorAccess",
        f"arn:aws:iam::{ACCOUNT}:instance-profile/Worker",
        cdk.Aws.ACCOUNT_ID,
        3,
    ],
    ids=["pattern", "group", "policy", "instance profile", "token", "number"],
)
def test_what_is_never_a_principal_is_no_break_glass(principal: Any) -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    access = PrivateS3Access(case.stack, "S3", vpc=case.vpc)
    call = lambda: SourceVpceBucketPolicy(case.stack, "Bad", bucket=bucket, access=[access], break_glass=[principal])  # noqa: E731
    assert problems(call) == ["not-an-exact-arn"]


@pytest.mark.parametrize(
    "imported_role",
    [
        lambda stack: iam.Role.from_role_arn(stack, "R", f"arn:aws:iam::{ACCOUNT}:role/cdk-*"),
        lambda stack: iam.Role.from_role_name(stack, "R", "cdk-*"),
        lambda stack: iam.User.from_user_name(stack, "R", "admin?"),
    ],
    ids=["by ARN", "by name", "a user"],
)
def test_a_role_imported_by_a_pattern_is_no_break_glass(imported_role: Callable[[cdk.Stack], iam.IRole]) -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    access = PrivateS3Access(case.stack, "S3", vpc=case.vpc)
    role = imported_role(case.stack)
    call = lambda: SourceVpceBucketPolicy(  # noqa: E731
        case.stack, "Bad", bucket=bucket, access=[access], actions=["s3:*"], break_glass=[role]
    )
    assert set(problems(call)) == {"not-an-exact-arn", "lock-out"}


@pytest.mark.parametrize("action", ["*", "S3:*", "s3:?utBucketPolicy", "s3:DeleteBucket*"])
def test_every_spelling_that_covers_the_policy_needs_a_break_glass(action: str) -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Bucket")
    access = PrivateS3Access(case.stack, "S3", vpc=case.vpc)
    call = lambda: SourceVpceBucketPolicy(case.stack, "Bad", bucket=bucket, access=[access], actions=[action])  # noqa: E731
    assert problems(call) == ["lock-out"]


def test_an_endpoint_for_another_service_lets_nobody_in() -> None:
    case = owned()
    dynamodb = VpcEndpoints.of(case.vpc).add_gateway("dynamodb")
    bucket = s3.Bucket(case.stack, "Bucket")
    call = lambda: SourceVpceBucketPolicy(case.stack, "Bad", bucket=bucket, endpoints=[dynamodb])  # noqa: E731
    assert problems(call) == ["another-service"]


def test_a_bucket_that_the_endpoint_refers_to_across_stacks_is_refused_with_what_to_give() -> None:
    case = of_another_stack()
    data = cdk.Stack(case.app, "Data", env=ENV)
    bucket = s3.Bucket(data, "Bucket")
    access = PrivateS3Access(case.home, "S3", vpc=case.vpc, buckets=[bucket])
    call = lambda: SourceVpceBucketPolicy(data, "Only", bucket=bucket, access=[access])  # noqa: E731
    assert problems(call) == ["cyclic-reference"]


def test_session_logging_to_an_encrypted_bucket_asks_kms_nothing() -> None:
    case = owned()
    bucket = s3.Bucket(case.stack, "Transcripts", encryption=s3.BucketEncryption.KMS)
    SsmPrivateAccess(case.stack, "Ssm", vpc=case.vpc, session_logging=SessionLogging(bucket=bucket, key_prefix="a/"))
    assert "kms Interface" not in endpoints(case.stack)
    assert "a//" not in str(template_of(case.stack))


def test_session_logging_by_itself_names_no_kind_of_endpoint() -> None:
    case = owned()
    group = logs.LogGroup(case.stack, "Group")
    access = SsmPrivateAccess(case.stack, "Ssm", vpc=case.vpc, session_logging=SessionLogging(log_group=group))
    assert {EndpointKind.INTERFACE.value} == {
        one["VpcEndpointType"] for one in properties(case.stack, "AWS::EC2::VPCEndpoint")
    }
    assert access.session_document is not None
