"""Bad input gets one clear error that says where, what was given and what to do; and nothing is half-built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3

from private_endpoints import (
    EndpointConflictError,
    EndpointKind,
    EndpointPolicy,
    InvalidInputError,
    PrivateDynamoDbAccess,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
    PrivateWorkloadAccess,
    SessionLogging,
    SourceVpceBucketPolicy,
    SsmPrivateAccess,
    VpcEndpoints,
)
from private_endpoints.catalog import services as rows
from support.templates import endpoints, paths, resources
from support.vpcs import ENV, Case, dummy, import_vpc, imported, new_stack, of_another_stack, owned

Call = Callable[[Case], object]


def with_vpc(vpc: Callable[[cdk.Stack], ec2.IVpc]) -> Case:
    stack = new_stack()
    return Case(vpc(stack), stack, stack)


def services(*names: Any, **props: Any) -> Call:
    return lambda case: PrivateServiceAccess(case.stack, "Bad", vpc=case.vpc, services=names, **props)


def workloads(*names: Any, **props: Any) -> Call:
    return lambda case: PrivateWorkloadAccess(case.stack, "Bad", vpc=case.vpc, workloads=names, **props)


def perimeter(**props: Any) -> Call:
    def call(case: Case) -> object:
        access = case.stack.node.find_child("Access")
        given = {"bucket": case.stack.node.find_child("Bucket"), "access": [access], **props}
        return SourceVpceBucketPolicy(case.stack, "Bad", **given)

    return call


def owned_with_a_bucket() -> Case:
    case = owned()
    s3.Bucket(case.stack, "Bucket")
    PrivateS3Access(case.stack, "Access", vpc=case.vpc)
    return case


TWO_SUBNETS_OF_ONE_ZONE: dict[str, Any] = {
    "availability_zones": ["us-east-1a", "us-east-1b"],
    "isolated_subnet_ids": ["subnet-a", "subnet-b", "subnet-c", "subnet-d"],
    "isolated_subnet_names": ["One", "Two"],
    "isolated_subnet_route_table_ids": ["rtb-a", "rtb-b", "rtb-c", "rtb-d"],
}

BAD: dict[str, tuple[Callable[[], Case], Call, str, str]] = {
    "a misspelt service": (owned, services("smm"), "unknown-service", "did you mean"),
    "no services": (owned, services(), "no-services", "name at least one"),
    "one string for a list": (
        owned,
        lambda case: PrivateServiceAccess(case.stack, "Bad", vpc=case.vpc, services="ssm"),
        "not-a-list",
        "give a list: services=['ssm']",
    ),
    "a token for a service": (owned, services(cdk.Aws.REGION), "token-service", "known at synth"),
    "a service in a region without it": (
        lambda: Case(
            vpc=PrivateVpc(
                stack := cdk.Stack(
                    cdk.App(), "App", env=cdk.Environment(account="111111111111", region="mx-central-1")
                ),
                "Vpc",
                flow_logs={},
            ),
            stack=stack,
            home=stack,
        ),
        services("ec2messages"),
        "not-in-region",
        "leave it out there",
    ),
    "a kind that the service does not have": (
        owned,
        services("ssm", kind=EndpointKind.GATEWAY),
        "no-such-kind",
        "ask for its Interface endpoint",
    ),
    "private DNS on a service without it": (
        owned,
        services("dynamodb", kind=EndpointKind.INTERFACE, private_dns=True),
        "private-dns-unsupported",
        "leave private_dns out",
    ),
    "inbound-only private DNS on a service without a gateway": (
        owned,
        services("sqs", private_dns="inbound-only"),
        "inbound-only-unsupported",
        "True or False",
    ),
    "private DNS on a VPC with host names off": (
        lambda: with_vpc(lambda stack: ec2.Vpc(stack, "Vpc", enable_dns_hostnames=False)),
        services("ssm"),
        "vpc-dns-off",
        "enable_dns_hostnames=True",
    ),
    "an imported VPC without route tables": (
        lambda: with_vpc(lambda stack: import_vpc(stack, isolated_subnet_route_table_ids=None)),
        lambda case: PrivateS3Access(case.stack, "Bad", vpc=case.vpc),
        "no-route-tables",
        "isolated_subnet_route_table_ids",
    ),
    "an imported VPC without subnets": (
        lambda: with_vpc(
            lambda stack: import_vpc(stack, isolated_subnet_route_table_ids=None, isolated_subnet_ids=None)
        ),
        services("ssm"),
        "no-private-subnets",
        "isolated_subnet_ids",
    ),
    "isolated subnets in one zone only": (
        lambda: with_vpc(lambda stack: PrivateVpc(stack, "Vpc", max_azs=1, flow_logs={})),
        services("ssm"),
        "single-zone",
        "subnets=",
    ),
    "two subnets of one zone": (
        lambda: with_vpc(lambda stack: import_vpc(stack, **TWO_SUBNETS_OF_ONE_ZONE)),
        lambda case: PrivateServiceAccess(
            case.stack,
            "Bad",
            vpc=case.vpc,
            services=["ssm"],
            subnets=ec2.SubnetSelection(subnets=[case.vpc.isolated_subnets[0], case.vpc.isolated_subnets[2]]),
        ),
        "two-subnets-in-one-zone",
        "leave one of the two out",
    ),
    "subnets that the VPC does not have": (
        owned,
        services("ssm", subnets=ec2.SubnetSelection(subnet_group_name="Nowhere")),
        "no-such-subnets",
        "that the VPC has",
    ),
    "zones looked up without a region": (
        lambda: Case(
            vpc=PrivateVpc(stack := cdk.Stack(cdk.App(), "App"), "Vpc", flow_logs={}), stack=stack, home=stack
        ),
        services("ssm", supported_zones_only=True),
        "zones-unknown",
        "env=cdk.Environment",
    ),
    "no buckets": (
        owned,
        lambda case: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, buckets=[]),
        "names-nothing",
        "leave buckets out",
    ),
    "no tables": (
        owned,
        lambda case: PrivateDynamoDbAccess(case.stack, "Bad", vpc=case.vpc, tables=[]),
        "names-nothing",
        "leave tables out",
    ),
    "no route tables": (
        owned,
        lambda case: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, route_table_ids=[]),
        "no-route-tables",
        "leave it out",
    ),
    "service-owned buckets of an unknown group": (
        owned,
        lambda case: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, owned_buckets=["amazon-lynx"]),
        "unknown-owned-buckets",
        "amazon-linux-2023",
    ),
    "a bucket whose name the network stack cannot know": (
        of_another_stack,
        lambda case: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, buckets=[s3.Bucket(case.stack, "B")]),
        "cyclic-reference",
        "bucket_name=",
    ),
    "session logging to nowhere": (
        owned,
        lambda case: SsmPrivateAccess(case.stack, "Bad", vpc=case.vpc, session_logging=SessionLogging()),
        "logs-nowhere",
        "SessionLogging(log_group=...)",
    ),
    "a misspelt workload": (owned, workloads("ecs-fargat"), "unknown-workload", "did you mean 'ecs-fargate'"),
    "no workloads": (owned, workloads(), "no-workloads", "name at least one"),
    "one string for a list of workloads": (
        owned,
        lambda case: PrivateWorkloadAccess(case.stack, "Bad", vpc=case.vpc, workloads="ecr"),
        "not-a-list",
        "give a list: workloads=['ecr']",
    ),
    "one string for a list of what is included": (
        owned,
        workloads("ecs-fargate", include="kms"),
        "not-a-list",
        "give a list: include=['kms']",
    ),
    "a token for a workload": (owned, workloads(cdk.Aws.REGION), "token-name", "known at synth"),
    "a number for a workload": (owned, workloads(7), "not-a-name", "names of the catalog"),
    "an object for a workload": (owned, workloads({"name": "ecr"}), "not-a-name", "names of the catalog"),
    "including what no workload knows": (owned, workloads("ecr", include=["kms"]), "unknown-need", "allowed are"),
    "excluding a misspelt need": (
        owned,
        workloads("ecr", exclude=["ecr-dkr"]),
        "unknown-need",
        "did you mean 'ecr.dkr'",
    ),
    "including and excluding the same": (
        owned,
        workloads("ecs-fargate", include=["kms"], exclude=["kms"]),
        "included-and-excluded",
        "one of them",
    ),
    "buckets for workloads that ask for no S3": (
        owned,
        lambda case: PrivateWorkloadAccess(
            case.stack, "Bad", vpc=case.vpc, workloads=["step-functions"], buckets=[s3.Bucket(case.stack, "B")]
        ),
        "buckets-without-s3",
        "PrivateS3Access",
    ),
    "a bucket of another region": (
        owned,
        lambda case: PrivateWorkloadAccess(
            case.stack,
            "Bad",
            vpc=case.vpc,
            workloads=["codebuild"],
            buckets=[
                s3.Bucket.from_bucket_attributes(case.stack, "B", bucket_name="elsewhere", region="eu-west-1"),
            ],
        ),
        "other-region",
        "name what is there",
    ),
    "a bucket of a workload whose name the network stack cannot know": (
        of_another_stack,
        lambda case: PrivateWorkloadAccess(
            case.stack, "Bad", vpc=case.vpc, workloads=["codebuild"], buckets=[s3.Bucket(case.stack, "B")]
        ),
        "cyclic-reference",
        "bucket_name=",
    ),
    "an organization that is none": (
        owned,
        workloads("ecr", organization_id="my-organization"),
        "not-an-organization",
        "describe-organization",
    ),
    "an organization beside a policy": (
        owned,
        workloads("ecr", organization_id="o-a1b2c3d4e5", policy=EndpointPolicy.account()),
        "policy-and-organization",
        "give one of them",
    ),
    "a workload in an imported VPC without route tables": (
        lambda: with_vpc(lambda stack: import_vpc(stack, isolated_subnet_route_table_ids=None)),
        workloads("ecr"),
        "no-route-tables",
        "isolated_subnet_route_table_ids",
    ),
    "a subnet group with a way out": (
        owned,
        lambda case: PrivateVpc(
            case.stack,
            "Bad",
            subnet_configuration=[ec2.SubnetConfiguration(name="Public", subnet_type=ec2.SubnetType.PUBLIC)],
        ),
        "not-isolated",
        "use ec2.Vpc",
    ),
    "an s3:* perimeter without a break-glass principal": (
        owned_with_a_bucket,
        perimeter(actions=["s3:*"]),
        "lock-out",
        "break_glass",
    ),
    "a perimeter on the bucket's own policy without a break-glass principal": (
        owned_with_a_bucket,
        perimeter(actions=["s3:Put*"]),
        "lock-out",
        "break_glass",
    ),
    "a break-glass principal by a pattern": (
        owned_with_a_bucket,
        perimeter(break_glass=["arn:aws:iam::111111111111:role/cdk-*"]),
        "not-an-exact-arn",
        "without wildcards",
    ),
    "a perimeter without endpoints": (owned_with_a_bucket, perimeter(access=[]), "no-endpoints", "access="),
    "a perimeter of nothing": (owned_with_a_bucket, perimeter(actions=[]), "no-actions", "leave it out"),
}

ACCESSES: dict[Any, dict[str, Any]] = {
    PrivateDynamoDbAccess: {"tables": []},
    PrivateS3Access: {"buckets": []},
    PrivateServiceAccess: {"services": ["kms"]},
    PrivateWorkloadAccess: {"workloads": ["ecs-fargate"]},
    SsmPrivateAccess: {},
}


def of_no_vpc(cls: Any, vpc: Any, **props: Any) -> Call:
    return lambda case: cls(case.stack, "Bad", vpc=vpc, **props)


# Of another type than the signature says, one of each kind.
OTHER_TYPES: dict[str, tuple[Call, str, str]] = {
    **{
        f"{cls.__name__} of no VPC, but {what}": (of_no_vpc(cls, vpc, **props), "not-a-vpc", "give an ec2.IVpc")
        for cls, props in ACCESSES.items()
        for what, vpc in (("nothing", None), ("an id", "vpc-1"), ("an object", object()), ("a class", ec2.Vpc))
    },
    "a policy as a document": (services("kms", policy={"Version": "2012-10-17"}), "not-a-policy", "EndpointPolicy.of"),
    "a policy for a gateway as a document": (
        lambda case: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, policy=cast("Any", {"Version": "2012-10-17"})),
        "not-a-policy",
        "EndpointPolicy.of",
    ),
    "a policy for workloads as text": (workloads("ecs-fargate", policy="{}"), "not-a-policy", "EndpointPolicy.of"),
    "subnets without a selection": (services("kms", "sqs", subnets=["subnet-1"]), "not-a-selection", "SubnetSelection"),
    "a flag as text": (services("kms", supported_zones_only="yes"), "not-a-flag", "True or False"),
    "a bucket by its name": (
        lambda case: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, buckets=cast("Any", ["data"])),
        "not-a-resource",
        "Bucket.from_bucket_name",
    ),
    "a bucket of L1": (
        workloads("codebuild", buckets=[s3.CfnBucket(cdk.Stack(cdk.App(), "L1"), "B")]),
        "not-a-resource",
        "give L2 buckets",
    ),
    "a table by its name": (
        lambda case: PrivateDynamoDbAccess(case.stack, "Bad", vpc=case.vpc, tables=cast("Any", [None])),
        "not-a-resource",
        "Table.from_table_name",
    ),
    "a route table that is none": (
        lambda case: PrivateS3Access(case.stack, "Bad", vpc=case.vpc, route_table_ids=cast("Any", [None])),
        "not-a-route-table",
        "rtb-",
    ),
    "a prefix list that is none": (services("s3", prefix_list_id="s3"), "not-a-prefix-list", "pl-"),
    "session logging to a name": (
        lambda case: SsmPrivateAccess(case.stack, "Bad", vpc=case.vpc, session_logging=cast("Any", "log-group")),
        "not-session-logging",
        "SessionLogging(",
    ),
}

BUCKETS_OF_OTHERS: dict[str, tuple[Callable[[cdk.Stack], s3.IBucket], str]] = {
    "a bucket of another account": (
        lambda stack: s3.Bucket.from_bucket_attributes(stack, "Of", bucket_name="theirs", account="222222222222"),
        "foreign-resource",
    ),
    "an imported bucket": (lambda stack: s3.Bucket.from_bucket_name(stack, "Of", "elsewhere"), "imported-resource"),
}


@pytest.mark.parametrize(("make", "call", "code", "fix"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_one_clear_error_and_nothing_is_half_built(
    make: Callable[[], Case], call: Call, code: str, fix: str
) -> None:
    case = make()
    before = paths(case.stack.node.root)
    with pytest.raises(InvalidInputError) as caught:
        call(case)
    text = str(caught.value)
    assert text.startswith("App/Bad: ")
    assert [problem.code for problem in caught.value.problems] == [code]
    assert f"[{code}]" in text
    assert fix in text
    assert paths(case.stack.node.root) - before <= {"App/B", "App/B/Resource"}


@pytest.mark.parametrize(("call", "code", "fix"), OTHER_TYPES.values(), ids=OTHER_TYPES)
@pytest.mark.parametrize("make", [owned, dummy], ids=["owned", "first pass of a lookup"])
def test_values_of_other_types_are_refused_with_one_clear_error(
    make: Callable[[], Case], call: Call, code: str, fix: str
) -> None:
    test_bad_input_is_refused_with_one_clear_error_and_nothing_is_half_built(make, call, code, fix)


@pytest.mark.parametrize("vpc", [None, "vpc-1", 5, ec2.Vpc], ids=str)
def test_the_endpoints_of_no_vpc_are_refused(vpc: Any) -> None:
    with pytest.raises(InvalidInputError, match="not-a-vpc"):
        VpcEndpoints.of(vpc)
    with pytest.raises(InvalidInputError, match="not-a-vpc"):
        PrivateWorkloadAccess.missing_for(vpc, workloads=["ecs-fargate"])


def test_a_problem_that_several_endpoints_of_a_call_share_is_said_once() -> None:
    case = with_vpc(lambda stack: import_vpc(stack, isolated_subnet_ids=None, isolated_subnet_route_table_ids=None))
    with pytest.raises(InvalidInputError) as caught:
        services("kms", "sqs", "sns")(case)
    assert [problem.code for problem in caught.value.problems] == ["no-private-subnets"]


@pytest.mark.parametrize(("bucket", "code"), BUCKETS_OF_OTHERS.values(), ids=BUCKETS_OF_OTHERS)
def test_a_bucket_whose_policy_is_not_ours_is_refused(bucket: Callable[[cdk.Stack], s3.IBucket], code: str) -> None:
    case = owned_with_a_bucket()
    access = case.stack.node.find_child("Access")
    with pytest.raises(InvalidInputError, match=rf"App/Bad: \[{code}\]"):
        SourceVpceBucketPolicy(case.stack, "Bad", bucket=bucket(case.stack), access=[cast("PrivateS3Access", access)])
    assert "App/Bad" not in paths(case.stack)


def test_an_access_without_an_s3_endpoint_makes_no_perimeter() -> None:
    case = owned_with_a_bucket()
    other = PrivateVpc(case.stack, "Other", flow_logs={})
    access = PrivateServiceAccess(case.stack, "Sqs", vpc=other, services=["sqs"])
    with pytest.raises(InvalidInputError, match="no-endpoint-of-service"):
        SourceVpceBucketPolicy(case.stack, "Bad", bucket=s3.Bucket(case.stack, "Another"), access=[access])


def test_all_problems_of_one_call_are_in_one_error() -> None:
    stack = new_stack()
    vpc = import_vpc(stack, isolated_subnet_route_table_ids=None)
    with pytest.raises(InvalidInputError) as caught:
        PrivateServiceAccess(
            stack, "Bad", vpc=vpc, services=["smm", "s3", "dynamodb", "sqs"], subnets=None, private_dns="inbound-only"
        )
    assert [problem.code for problem in caught.value.problems] == [
        "unknown-service",
        "no-route-tables",
        "no-route-tables",
        "inbound-only-unsupported",
    ]
    assert str(caught.value).startswith("App/Bad: 4 problems\n  - [unknown-service] ")


def test_all_problems_of_one_call_for_workloads_are_in_one_error() -> None:
    stack = new_stack()
    vpc = import_vpc(stack, isolated_subnet_route_table_ids=None)
    bucket = s3.Bucket.from_bucket_attributes(stack, "B", bucket_name="elsewhere", region="eu-west-1")
    bad: dict[str, Any] = {"organization_id": "mine", "buckets": [bucket], "private_dns": "no"}
    with pytest.raises(InvalidInputError) as caught:
        PrivateWorkloadAccess(stack, "Bad", vpc=vpc, workloads=["codebuild"], **bad)
    codes = [problem.code for problem in caught.value.problems]
    assert {"not-an-organization", "other-region", "no-route-tables", "bad-private-dns"} == set(codes)
    assert str(caught.value).startswith("App/Bad: ")
    assert "App/Bad" not in paths(stack)


def test_more_interface_endpoints_than_the_quota_are_refused_and_the_context_raises_it() -> None:
    names = [row.name for row in rows() if row.status == "active" and row.regions is None][:51]
    case = owned()
    with pytest.raises(InvalidInputError, match="too-many-endpoints"):
        PrivateServiceAccess(case.stack, "Bad", vpc=case.vpc, services=names, kind=EndpointKind.INTERFACE)
    assert VpcEndpoints.of(case.vpc).node.children == []
    stack = new_stack({"private-endpoints:interface-endpoints-per-vpc": 60})
    PrivateServiceAccess(stack, "Good", vpc=import_vpc(stack), services=names, kind=EndpointKind.INTERFACE)
    assert len(endpoints(stack)) == len(names)


def test_askers_that_contradict_each_other_are_both_named() -> None:
    case = owned()
    PrivateServiceAccess(case.stack, "One", vpc=case.vpc, services=["sqs"], private_dns=True)
    with pytest.raises(EndpointConflictError) as caught:
        PrivateServiceAccess(case.stack, "Two", vpc=case.vpc, services=["sqs"], private_dns=False)
    assert "App/One" in str(caught.value)
    assert "App/Two" in str(caught.value)
    assert "App/Two" not in paths(case.stack)


def test_askers_that_want_different_subnets_are_both_named() -> None:
    case = owned()
    first, second = (ec2.SubnetSelection(subnets=[one]) for one in case.vpc.isolated_subnets[:2])
    PrivateServiceAccess(case.stack, "One", vpc=case.vpc, services=["sqs"], subnets=first)
    with pytest.raises(EndpointConflictError, match=r"App/Two wants.*App/One wants"):
        PrivateServiceAccess(case.stack, "Two", vpc=case.vpc, services=["sqs"], subnets=second)


def test_a_vpc_imported_for_two_accounts_is_an_error_that_names_both_imports() -> None:
    app = cdk.App()
    one = cdk.Stack(app, "One", env=ENV)
    two = cdk.Stack(app, "Two", env=cdk.Environment(account="222222222222", region="us-east-1"))
    PrivateServiceAccess(one, "A", vpc=import_vpc(one), services=["sqs"])
    with pytest.raises(InvalidInputError, match=r"Two/Vpc and One/Vpc import one VPC"):
        PrivateServiceAccess(two, "B", vpc=import_vpc(two), services=["sqs"])


def test_inbound_only_private_dns_without_a_gateway_is_refused_at_synth() -> None:
    case = owned()
    VpcEndpoints.of(case.vpc).add_interface("s3", private_dns="inbound-only")
    with pytest.raises(RuntimeError, match=r"inbound-only-without-gateway.*add_gateway"):
        case.app.synth()


def test_inbound_only_private_dns_with_a_gateway_comes_after_it() -> None:
    case = owned()
    VpcEndpoints.of(case.vpc).add_interface("s3", private_dns="inbound-only")
    VpcEndpoints.of(case.vpc).add_gateway("s3")
    found = resources(case.stack, "AWS::EC2::VPCEndpoint")
    (interface,) = (one for one in found.values() if one["Properties"]["VpcEndpointType"] == "Interface")
    (gateway,) = (key for key, one in found.items() if one["Properties"]["VpcEndpointType"] == "Gateway")
    assert interface["Properties"]["DnsOptions"] == {"PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"}
    assert interface["DependsOn"] == [gateway]


@pytest.mark.parametrize("make", [owned, imported], ids=["owned", "imported"])
def test_an_endpoint_that_other_code_makes_for_the_same_service_is_refused_at_synth(make: Callable[[], Case]) -> None:
    case = make()
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs", "s3"])
    case.vpc.add_interface_endpoint("ByHand", service=ec2.InterfaceVpcEndpointAwsService.SQS, open=False)
    isolated = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
    case.vpc.add_gateway_endpoint("RouteByHand", service=ec2.GatewayVpcEndpointAwsService.S3, subnets=[isolated])
    with pytest.raises(RuntimeError, match="endpoint-made-twice") as caught:
        case.app.synth()
    assert "ByHand/Resource" in str(caught.value)
    assert "conflicting domains" in str(caught.value)
    assert "RouteByHand/Resource" in str(caught.value)


def test_endpoints_that_other_code_makes_without_conflict_are_let_be() -> None:
    case = owned()
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    other = PrivateVpc(case.stack, "Other", flow_logs={})
    sqs, sns = ec2.InterfaceVpcEndpointAwsService.SQS, ec2.InterfaceVpcEndpointAwsService.SNS
    other.add_interface_endpoint("ElsewhereByHand", service=sqs)
    case.vpc.add_interface_endpoint("AnotherServiceByHand", service=sns)
    case.vpc.add_interface_endpoint("WithoutDnsByHand", service=sqs, private_dns_enabled=False)
    case.app.synth()


def test_an_endpoint_that_other_code_makes_is_shared_once_it_is_adopted() -> None:
    case = owned()
    by_hand = case.vpc.add_interface_endpoint("ByHand", service=ec2.InterfaceVpcEndpointAwsService.SQS)
    VpcEndpoints.of(case.vpc).adopt("sqs", by_hand)
    PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    case.app.synth()


def test_a_policy_without_an_allow_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="no-allow"):
        EndpointPolicy.of({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"})


def test_a_malformed_statement_is_refused() -> None:
    with pytest.raises(InvalidInputError, match=r"statement 0 \(Mine\) has no Principal or NotPrincipal, no Resource"):
        EndpointPolicy.of({"Sid": "Mine", "Effect": "Allow", "Action": "*"})


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (
            iam.PolicyStatement(
                effect=iam.Effect.DENY, principals=[iam.AnyPrincipal()], actions=["*"], resources=["*"]
            ),
            "no-allow",
        ),
        (
            iam.PolicyStatement(
                principals=[iam.AnyPrincipal()],
                actions=["s3:GetObject"],
                resources=[f"arn:aws:s3:::bucket-number-{number}/*" for number in range(700)],
            ),
            "policy-too-long",
        ),
        (
            iam.PolicyStatement(principals=[iam.AccountRootPrincipal()], actions=["s3:GetObject"], resources=["*"]),
            "gateway-principal",
        ),
    ],
    ids=["only a Deny", "over 20,480 characters", "a principal on a gateway"],
)
def test_what_aws_would_refuse_in_the_final_policy_is_refused_at_synth(
    statement: iam.PolicyStatement, code: str
) -> None:
    case = owned()
    endpoint = PrivateS3Access(case.stack, "S3", vpc=case.vpc).endpoint
    assert isinstance(endpoint, ec2.GatewayVpcEndpoint)
    if code == "no-allow":
        cfn = endpoint.node.default_child
        assert isinstance(cfn, ec2.CfnVPCEndpoint)
        cfn.policy_document = iam.PolicyDocument(statements=[statement])
    else:
        endpoint.add_to_policy(statement)
    with pytest.raises(RuntimeError, match=code):
        case.app.synth()


def test_adopting_what_is_there_already_is_a_conflict() -> None:
    case = owned()
    registry = VpcEndpoints.of(case.vpc)
    registry.add_gateway("s3")
    endpoint = ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(case.stack, "Old", "vpce-0123456789abcdef0")
    with pytest.raises(EndpointConflictError, match=r"App/Old is to be adopted .*PrivateEndpoints/s3 is there"):
        registry.adopt("s3", endpoint)


@pytest.mark.parametrize(
    ("client", "text"),
    [
        (lambda _: object(), "has no security groups"),
        (lambda case: iam.Role.from_role_arn(case.stack, "R", "arn:aws:iam::111111111111:role/r"), "has no security"),
        (
            lambda case: lambda_.Function(
                case.stack,
                "Outside",
                runtime=lambda_.Runtime.PYTHON_3_13,
                handler="index.handler",
                code=lambda_.Code.from_inline("..."),
            ),
            "App/Outside cannot be let in",
        ),
        (lambda case: import_vpc(case.stack, "Blind", vpc_cidr_block=None), "import a VPC with vpc_cidr_block="),
    ],
    ids=["anything", "a role", "a function outside the VPC", "an imported VPC without a range"],
)
def test_who_cannot_be_a_client_is_refused_before_any_rule_is_made(client: Callable[[Case], Any], text: str) -> None:
    case = imported()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    good, bad = ec2.SecurityGroup(case.stack, "Good", vpc=case.vpc), client(case)
    before = paths(case.stack)
    with pytest.raises(InvalidInputError, match=text):
        access.allow_from(good, bad)
    assert paths(case.stack) == before


def test_a_role_that_was_imported_cannot_be_granted_management() -> None:
    case = owned()
    access = SsmPrivateAccess(case.stack, "Ssm", vpc=case.vpc)
    role = iam.Role.from_role_arn(case.stack, "R", "arn:aws:iam::111111111111:role/r")
    with pytest.raises(InvalidInputError, match="not-a-role-of-this-app"):
        access.grant_managed(role)


def test_on_the_first_pass_of_a_lookup_nothing_raises() -> None:
    case = dummy()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["ssm", "s3", "dynamodb"])
    access.allow_from(ec2.SecurityGroup(case.stack, "Client", vpc=case.vpc))
    SsmPrivateAccess(
        case.stack, "Ssm", vpc=case.vpc, subnets=ec2.SubnetSelection(subnet_group_name="OnlyKnownAfterTheLookup")
    )
    PrivateS3Access(
        case.stack, "S3", vpc=case.vpc, subnets=ec2.SubnetSelection(subnet_group_name="OnlyKnownAfterTheLookup")
    )
    case.app.synth()
