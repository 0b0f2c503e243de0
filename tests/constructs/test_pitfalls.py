"""What is known to hurt is warned of, whoever asked; and what does not hurt is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_logs as logs
from aws_cdk import aws_ssm as ssm

from private_endpoints import (
    EndpointPolicy,
    PrivateS3Access,
    PrivateServiceAccess,
    PrivateVpc,
    PrivateWorkloadAccess,
    SessionLogging,
    SsmPrivateAccess,
    VpcEndpoints,
)
from support.annotations import warned_of, warnings
from support.vpcs import ACCOUNT, CASES, ENV, Case, agnostic_stack, dummy, import_vpc, new_stack, owned

Do = Callable[[Case], object]


def services(*names: str, **props: Any) -> Do:
    return lambda case: PrivateServiceAccess(case.stack, f"For-{names[0]}", vpc=case.vpc, services=names, **props)


def workload(*names: str, **props: Any) -> Do:
    return lambda case: PrivateWorkloadAccess(case.stack, f"For-{names[0]}", vpc=case.vpc, workloads=names, **props)


def s3_of_the_account(case: Case) -> None:
    PrivateS3Access(case.stack, "S3", vpc=case.vpc)


def s3_with_layers(case: Case) -> None:
    PrivateS3Access(case.stack, "Layers", vpc=case.vpc, owned_buckets=["ecr-layers"])


def s3_of_other_code(case: Case) -> None:
    case.vpc.add_gateway_endpoint("Theirs", service=ec2.GatewayVpcEndpointAwsService.S3)


def s3_of_other_code_in_another_stack(case: Case) -> None:
    stack = cdk.Stack(case.app, "Another", env=ENV)
    ec2.GatewayVpcEndpoint(stack, "Theirs", vpc=case.vpc, service=ec2.GatewayVpcEndpointAwsService.S3)


def s3_adopted(case: Case) -> None:
    endpoint = ec2.GatewayVpcEndpoint.from_gateway_vpc_endpoint_id(case.stack, "Theirs", "vpce-0123456789abcdef0")
    VpcEndpoints.of(case.vpc).adopt("s3", endpoint)


def logs_of_other_code(case: Case) -> None:
    case.vpc.add_interface_endpoint("Logs", service=ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS)


def cache_rule(case: Case) -> None:
    rule = {"ecr_repository_prefix": "public", "upstream_registry_url": "public.ecr.aws"}
    ecr.CfnPullThroughCacheRule(case.stack, "Cache", **rule)


def cache_rule_of_another_region(case: Case) -> None:
    elsewhere = cdk.Stack(case.app, "Elsewhere", env=cdk.Environment(account=ACCOUNT, region="eu-west-1"))
    cache_rule(Case(case.vpc, elsewhere, elsewhere))


def session_document(**inputs: object) -> Do:
    content = {"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": inputs}
    return lambda case: ssm.CfnDocument(case.stack, "Document", document_type="Session", content=content)


def another_document(case: Case) -> None:
    ssm.CfnDocument(case.stack, "Document", content={"schemaVersion": "2.2", "mainSteps": []})


def logging_of_another_vpc(case: Case) -> None:
    SsmPrivateAccess(
        case.stack,
        "OfAnotherVpc",
        vpc=PrivateVpc(case.stack, "Another", flow_logs={}),
        session_logging=SessionLogging(log_group=logs.LogGroup(case.stack, "Group")),
    )


def task(value: str) -> Do:
    def make(case: Case) -> None:
        definition = ecs.FargateTaskDefinition(case.stack, f"Task-{value}")
        image = ecs.ContainerImage.from_registry("image")
        definition.add_container("Main", image=image, environment={"AWS_STS_REGIONAL_ENDPOINTS": value})

    return make


def with_a_way_out() -> Case:
    stack = new_stack()
    return Case(ec2.Vpc(stack, "Vpc"), stack, stack)


def in_region(region: str) -> Callable[[], Case]:
    def make() -> Case:
        stack = cdk.Stack(cdk.App(), "App", env=cdk.Environment(account=ACCOUNT, region=region))
        return Case(PrivateVpc(stack, "Vpc", flow_logs={}), stack, stack)

    return make


def anywhere() -> Case:
    stack = agnostic_stack()
    return Case(PrivateVpc(stack, "Vpc", flow_logs={}), stack, stack)


HURTS: dict[str, tuple[str, Callable[[], Case], list[Do]]] = {
    "private DNS for all APIs": ("execute-api-private-dns", owned, [services("execute-api")]),
    "private DNS for all APIs, asked for": (
        "execute-api-private-dns",
        owned,
        [services("execute-api", private_dns=True)],
    ),
    "the global name of STS": ("global-sts", owned, [services("sts")]),
    "the global name of STS in a stack without a region": ("global-sts", anywhere, [services("sts")]),
    "a task that asks for the global name": ("global-sts", owned, [services("sts"), task("legacy")]),
    "one task of two that asks for the global name": (
        "global-sts",
        owned,
        [services("sts"), task("legacy"), task("regional")],
    ),
    "a pull through cache without a way out": ("pull-through-cache", owned, [workload("ecr"), cache_rule]),
    "session logs without an endpoint": (
        "session-logs-without-endpoint",
        owned,
        [workload("session-manager"), session_document(cloudWatchLogGroupName="transcripts")],
    ),
    "session logs without an endpoint, by the other construct": (
        "session-logs-without-endpoint",
        owned,
        [
            lambda case: SsmPrivateAccess(case.stack, "Ssm", vpc=case.vpc),
            session_document(cloudWatchLogGroupName="transcripts"),
        ],
    ),
    "ECR without S3": ("image-layers-without-endpoint", owned, [services("ecr.api", "ecr.dkr")]),
    "ECR without S3 where there is NAT": ("image-layers-without-endpoint", with_a_way_out, [services("ecr.dkr")]),
    "a workload that pulls images, S3 excluded": (
        "image-layers-without-endpoint",
        owned,
        [workload("ecr", exclude=["s3"])],
    ),
    "ECR with an S3 interface endpoint that nothing resolves to": (
        "image-layers-without-endpoint",
        owned,
        [services("ecr.dkr"), lambda case: VpcEndpoints.of(case.vpc).add_interface("s3")],
    ),
    "ECR with S3 for the account's own buckets": (
        "image-layers-refused",
        owned,
        [services("ecr.dkr"), s3_of_the_account],
    ),
    "ECR with S3 for the account's own buckets in a stack without a region": (
        "image-layers-refused",
        anywhere,
        [services("ecr.dkr"), s3_of_the_account],
    ),
    "an S3 interface endpoint that refuses the layers beside a gateway that does not": (
        "image-layers-refused",
        owned,
        [
            services("ecr.dkr"),
            s3_with_layers,
            lambda case: VpcEndpoints.of(case.vpc).add_interface("s3", private_dns=True),
        ],
    ),
}

HARMLESS: dict[str, tuple[str, Callable[[], Case], list[Do]]] = {
    "execute-api without private DNS": ("execute-api-private-dns", owned, [services("execute-api", private_dns=False)]),
    "STS without private DNS": ("global-sts", owned, [services("sts", private_dns=False)]),
    "STS in a region that no SDK calls by the global name": ("global-sts", in_region("ca-west-1"), [services("sts")]),
    "STS in China": ("global-sts", in_region("cn-north-1"), [services("sts")]),
    "a task that asks for the regional name": ("global-sts", owned, [services("sts"), task("regional")]),
    "no cache": ("pull-through-cache", owned, [workload("ecr")]),
    "a cache of another region": ("pull-through-cache", owned, [workload("ecr"), cache_rule_of_another_region]),
    "a cache with a way out": ("pull-through-cache", with_a_way_out, [workload("ecr"), cache_rule]),
    "no session logs": ("session-logs-without-endpoint", owned, [workload("session-manager")]),
    "session logs with the endpoint": (
        "session-logs-without-endpoint",
        owned,
        [
            workload("session-manager", include=["logs"]),
            session_document(cloudWatchLogGroupName="transcripts"),
        ],
    ),
    "session logs with an endpoint of other code": (
        "session-logs-without-endpoint",
        owned,
        [
            workload("session-manager"),
            session_document(cloudWatchLogGroupName="transcripts"),
            logs_of_other_code,
        ],
    ),
    "session logs with a way out": (
        "session-logs-without-endpoint",
        with_a_way_out,
        [workload("session-manager"), session_document(cloudWatchLogGroupName="transcripts")],
    ),
    "session logs to a bucket": (
        "session-logs-without-endpoint",
        owned,
        [
            workload("session-manager"),
            session_document(s3BucketName="transcripts", cloudWatchLogGroupName=""),
        ],
    ),
    "a document of another type": (
        "session-logs-without-endpoint",
        owned,
        [workload("session-manager"), another_document],
    ),
    "session logs of another VPC": (
        "session-logs-without-endpoint",
        owned,
        [workload("session-manager"), logging_of_another_vpc],
    ),
    "ECR with the S3 gateway": ("image-layers-without-endpoint", owned, [workload("ecr")]),
    "ECR with the S3 gateway of other code": (
        "image-layers-without-endpoint",
        owned,
        [services("ecr.dkr"), s3_of_other_code],
    ),
    "ECR with the S3 gateway of other code in another stack": (
        "image-layers-without-endpoint",
        owned,
        [services("ecr.dkr"), s3_of_other_code_in_another_stack],
    ),
    "ECR with an adopted gateway": ("image-layers-without-endpoint", owned, [s3_adopted, services("ecr.dkr")]),
    "ECR with an S3 interface endpoint that S3's names resolve to": (
        "image-layers-without-endpoint",
        owned,
        [
            services("ecr.dkr"),
            lambda case: VpcEndpoints.of(case.vpc).add_interface(
                "s3", private_dns=True, policy=EndpointPolicy.owned_buckets("ecr-layers")
            ),
        ],
    ),
    "ECR without private DNS": ("image-layers-without-endpoint", owned, [services("ecr.dkr", private_dns=False)]),
    "S3 for somebody else too": (
        "image-layers-refused",
        owned,
        [services("ecr.dkr"), s3_of_the_account, s3_with_layers],
    ),
    "a gateway that nothing resolves to": (
        "image-layers-refused",
        owned,
        [
            services("ecr.dkr"),
            s3_of_the_account,
            lambda case: VpcEndpoints.of(case.vpc).add_interface(
                "s3", private_dns=True, policy=EndpointPolicy.owned_buckets("ecr-layers")
            ),
        ],
    ),
    "S3 with full access": (
        "image-layers-refused",
        owned,
        [
            services("ecr.dkr"),
            lambda case: PrivateS3Access(case.stack, "S3", vpc=case.vpc, policy=EndpointPolicy.full_access()),
        ],
    ),
    "an adopted gateway, whose policy nobody knows": (
        "image-layers-refused",
        owned,
        [s3_adopted, services("ecr.dkr")],
    ),
    "layers in a stack without a region": ("image-layers-refused", anywhere, [workload("ecr")]),
    "S3 without ECR": ("image-layers-refused", owned, [s3_of_the_account]),
}


@pytest.mark.parametrize("reverse", [False, True], ids=["in order", "in reverse"])
@pytest.mark.parametrize(("id", "make", "steps"), HURTS.values(), ids=HURTS)
def test_what_hurts_is_warned_of_once_whatever_came_first(
    id: str, make: Callable[[], Case], steps: list[Do], *, reverse: bool
) -> None:
    case = make()
    for step in reversed(steps) if reverse else steps:
        step(case)
    (text,) = warned_of(case.home, id)
    assert " [ack: private-endpoints:" in text


@pytest.mark.parametrize(("id", "make", "steps"), HARMLESS.values(), ids=HARMLESS)
def test_what_does_not_hurt_is_not_warned_of(id: str, make: Callable[[], Case], steps: list[Do]) -> None:
    case = make()
    for step in steps:
        step(case)
    assert warned_of(case.home, id) == []


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_warnings_hold_on_every_kind_of_vpc(make: Callable[[], Case]) -> None:
    case = make()
    services("ecr.dkr", "execute-api", "sts")(case)
    for one in ("image-layers-without-endpoint", "execute-api-private-dns", "global-sts"):
        assert warned_of(case.home, one)


def test_of_a_vpc_that_is_yet_to_be_looked_up_nothing_is_said() -> None:
    case = dummy()
    services("ecr.dkr", "execute-api", "sts")(case)
    ids = ("image-layers-without-endpoint", "execute-api-private-dns", "global-sts")
    assert [warned_of(case.home, one) for one in ids] == [[], [], []]


@pytest.mark.parametrize("id", ["image-layers-without-endpoint", "execute-api-private-dns", "global-sts"])
def test_a_warning_is_acknowledged_by_its_id(id: str) -> None:
    case = owned()
    services("ecr.dkr", "execute-api", "sts")(case)
    cdk.Annotations.of(VpcEndpoints.of(case.vpc)).acknowledge_warning(f"private-endpoints:{id}", "known")
    assert warned_of(case.home, id) == []
    assert warnings(case.home)


def test_the_policy_is_judged_as_it_is_at_synth_whoever_changed_it() -> None:
    case = owned()
    access = PrivateS3Access(case.stack, "S3", vpc=case.vpc)
    services("ecr.dkr")(case)
    cfn = access.endpoint.node.default_child
    assert isinstance(cfn, ec2.CfnVPCEndpoint)
    cfn.policy_document = {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}}
    assert warned_of(case.home, "image-layers-refused") == []


def test_a_gateway_in_an_application_stack_does_not_count_for_another_vpc() -> None:
    app = cdk.App()
    one, two = cdk.Stack(app, "One", env=ENV), cdk.Stack(app, "Two", env=ENV)
    PrivateS3Access(one, "S3", vpc=PrivateVpc(one, "Vpc", flow_logs={}), owned_buckets=["ecr-layers"])
    PrivateServiceAccess(two, "Ecr", vpc=import_vpc(two), services=["ecr.dkr"])
    assert warned_of(two, "image-layers-without-endpoint")


def test_the_tasks_that_ask_for_the_global_name_of_sts_are_named() -> None:
    case = owned()
    services("sts")(case)
    task("legacy")(case)
    (text,) = warned_of(case.home, "global-sts")
    assert text.startswith("App/Task-legacy/Resource calls sts.amazonaws.com")
