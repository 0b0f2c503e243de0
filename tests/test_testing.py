"""PrivatePaths: what a test may ask of templates, and what it is told when an assertion fails."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk.assertions import Template

from private_endpoints import InvalidInputError, PrivatePaths, PrivateS3Access, PrivateServiceAccess, PrivateVpc
from private_endpoints.network.paths.verdict import Verdict
from support.vpcs import CASES, ENV, Case, agnostic_stack, new_stack

PRIVATE = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
NAT = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS)


def worker_of(stack: cdk.Stack, vpc: ec2.IVpc, id: str = "Worker", **props: Any) -> lambda_.Function:
    return lambda_.Function(
        stack,
        id,
        vpc=vpc,
        vpc_subnets=props.pop("vpc_subnets", PRIVATE),
        runtime=lambda_.Runtime.PYTHON_3_14,
        handler="index.handler",
        code=lambda_.Code.from_inline("..."),
        **props,
    )


def private_stack() -> cdk.Stack:
    stack = new_stack()
    vpc = PrivateVpc(stack, "Vpc", flow_logs={})
    files = s3.Bucket(stack, "Files")
    access = PrivateS3Access(stack, "S3", vpc=vpc, buckets=[files])
    # Of its own, because nobody reads what is in the managed policies of AWS, which the CDK gives a function.
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    worker = worker_of(stack, vpc, allow_all_outbound=False, role=role)
    files.grant_read(worker)
    access.allow_from(worker)
    return stack


def public_stack() -> cdk.Stack:
    stack = new_stack()
    vpc = ec2.Vpc(stack, "Vpc", nat_gateways=1)
    worker_of(stack, vpc, vpc_subnets=NAT)
    return stack


@pytest.fixture(scope="module")
def private() -> PrivatePaths:
    return PrivatePaths.from_stack(private_stack())


@pytest.fixture(scope="module")
def public() -> PrivatePaths:
    return PrivatePaths.from_stack(public_stack())


def test_a_path_through_an_endpoint_is_private(private: PrivatePaths) -> None:
    private.of("Worker").to("s3").assert_private()
    private.of("Worker").assert_no_internet()


def test_a_service_without_an_endpoint_is_blocked(private: PrivatePaths) -> None:
    private.of("Worker").to("sqs").assert_blocked()


def test_a_path_through_a_nat_gateway_is_public(public: PrivatePaths) -> None:
    public.of("Worker").to("s3").assert_public()


def test_a_failed_assertion_tells_verdict_hops_blockers_and_what_to_change(public: PrivatePaths) -> None:
    with pytest.raises(AssertionError) as caught:
        public.of("Worker").to("s3").assert_private()
    text = str(caught.value)
    assert text.startswith("expected PRIVATE, got PUBLIC")
    for part in ("Worker", "NAT", "[no-endpoint]", "to change: add a VPC endpoint"):
        assert part in text, part


def test_a_way_to_the_internet_is_told_hop_by_hop(public: PrivatePaths) -> None:
    with pytest.raises(AssertionError, match=r"expected BLOCKED, got PUBLIC[\s\S]+internet gateway"):
        public.of("Worker").assert_no_internet()


def test_every_assertion_fails_where_it_should(private: PrivatePaths, public: PrivatePaths) -> None:
    for path, right in (
        (private.of("Worker").to("s3"), "assert_private"),
        (private.of("Worker").to("sqs"), "assert_blocked"),
        (public.of("Worker").to("s3"), "assert_public"),
    ):
        for name in ("assert_private", "assert_blocked", "assert_public"):
            if name == right:
                getattr(path, name)()
            else:
                with pytest.raises(AssertionError, match=r"^expected"):
                    getattr(path, name)()


def test_a_path_shows_what_it_is_made_of(public: PrivatePaths) -> None:
    path = public.of("Worker").to("s3")
    assert path.verdict is Verdict.PUBLIC
    assert path.hops == path.path.hops != ()
    assert [one.code for one in path.blockers] == ["no-endpoint"]
    assert path.unknowns == ()
    assert repr(path).endswith("to s3: PUBLIC>")


def test_the_action_brings_in_the_role_of_the_workload(private: PrivatePaths) -> None:
    worker = private.of("Worker")
    worker.to("s3", action="s3:GetObject", target="Files").assert_private()
    worker.to("s3", action="s3:DeleteObject", target="Files").assert_blocked()


def test_a_bucket_is_called_by_its_name_in_the_template(private: PrivatePaths) -> None:
    private.of("Worker").to("Files", action="s3:GetObject").assert_private()


def test_an_unknown_name_comes_with_a_guess(private: PrivatePaths) -> None:
    with pytest.raises(InvalidInputError, match=r"\[unknown-source\] source 'Wroker' .*did you mean 'Worker'"):
        private.of("Wroker")
    with pytest.raises(InvalidInputError, match=r"\[unknown-target\] target 'Fils' .*did you mean 'Files'"):
        private.of("Worker").to("s3", target="Fils")
    with pytest.raises(InvalidInputError, match="did you mean"):
        private.of("Worker").to("secretmanager")


def test_nothing_called_is_an_error(private: PrivatePaths) -> None:
    with pytest.raises(InvalidInputError, match="says not what is called"):
        private.of("Worker").to()


def test_a_perimeter_may_be_asked_about_too(private: PrivatePaths) -> None:
    question = {"protect": "Files", "action": "s3:GetObject", "caller": {"source_ip": "192.0.2.1"}}
    assert private.ask(question).verdict is not Verdict.PRIVATE


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_a_stack_is_read_with_the_others_of_its_app(make: Callable[[], Case]) -> None:
    case = make()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sqs"])
    access.allow_from(worker_of(case.stack, case.vpc))
    path = PrivatePaths.from_stack(case.stack).of("Worker").to("sqs")
    if isinstance(case.vpc, PrivateVpc):
        path.assert_private()
    else:
        # Nobody knows the routes and the DNS settings of a VPC that was made elsewhere.
        assert path.verdict is Verdict.UNKNOWN


def test_the_stack_that_was_given_is_meant_where_several_have_a_name() -> None:
    app = cdk.App()
    stacks = [cdk.Stack(app, id_, env=ENV) for id_ in ("One", "Two")]
    for stack in stacks:
        worker_of(stack, PrivateVpc(stack, "Vpc", flow_logs={}))
    for stack in stacks:
        paths = PrivatePaths.from_stack(stack)
        assert paths.of("Worker").source.startswith(f"{stack.stack_name}.")
        both = paths.from_assembly(str(app.synth().directory))
        with pytest.raises(InvalidInputError, match=r"\[ambiguous-source\]"):
            both.of("Worker")
        assert both.of(f"{stack.stack_name}/Worker").source == paths.of("Worker").source


FORMS: dict[str, Callable[[Template], Any]] = {
    "Template": lambda template: template,
    "dict": lambda template: template.to_json(),
    "text": lambda template: json.dumps(template.to_json()),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_template_is_taken_in_any_form(form: Callable[[Template], Any]) -> None:
    template = Template.from_stack(private_stack())
    paths = PrivatePaths.from_template(form(template), region="us-east-1", account="111111111111")
    paths.of("Worker").to("s3").assert_private()


def test_a_file_and_a_folder_are_taken_too(tmp_path: Path) -> None:
    file = tmp_path / "app.template.json"
    file.write_text(json.dumps(Template.from_stack(private_stack()).to_json()))
    for given in (file, str(file), tmp_path):
        paths = PrivatePaths.from_assembly(given, region="us-east-1", account="111111111111")
        paths.of("Worker").to("s3").assert_private()


def test_a_stack_for_any_region_is_proven_in_all() -> None:
    stack = agnostic_stack()
    vpc = PrivateVpc(stack, "Vpc", flow_logs={})
    PrivateServiceAccess(stack, "Access", vpc=vpc, services=["sqs"]).allow_from(worker_of(stack, vpc))
    PrivatePaths.from_stack(stack).of("Worker").to("sqs").assert_private()


NAMES = {
    "logical id": "Worker11F36D0F",
    "beginning of it": "Worker11",
    "construct": "Worker",
    "id of the proof": "template.Worker11F36D0F",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_workload_is_found_by_what_people_call_it(name: str) -> None:
    template = Template.from_stack(private_stack())
    assert PrivatePaths.from_template(template).of(name).source == "template.Worker11F36D0F"


def test_a_workload_is_found_by_the_end_of_its_name() -> None:
    stack = new_stack()
    vpc = PrivateVpc(stack, "Vpc", flow_logs={})
    task = ecs.FargateTaskDefinition(stack, "Task")
    task.add_container("App", image=ecs.ContainerImage.from_registry("example.com/app"))
    cluster = ecs.Cluster(stack, "Cluster", vpc=vpc)
    ecs.FargateService(
        stack,
        "OrdersService",
        cluster=cluster,
        task_definition=task,
        vpc_subnets=PRIVATE,
        min_healthy_percent=100,
    )
    paths = PrivatePaths.from_template(Template.from_stack(stack))
    found = {paths.of(name).source for name in ("OrdersService", "Orders", "sService")}
    assert len(found) == 1


def test_a_subnet_calls_with_the_groups_that_it_is_given(private: PrivatePaths) -> None:
    subnet = private.of("App/Vpc/IsolatedSubnet1")
    subnet.to("s3", groups=["Worker"]).assert_private()


def test_what_is_declared_is_needed() -> None:
    PrivatePaths.from_stack(private_stack()).assert_all_private()


def test_a_need_that_is_not_met_is_told() -> None:
    stack = private_stack()
    endpoint = stack.node.find_child("Vpc").node.find_child("PrivateEndpoints").node.find_child("s3")
    cfn = endpoint.node.find_child("Resource").node.default_child
    assert isinstance(cfn, ec2.CfnVPCEndpoint)
    cfn.route_table_ids = []
    with pytest.raises(AssertionError, match=r"some paths are not private[\s\S]+BLOCKED  s3"):
        PrivatePaths.from_stack(stack).assert_all_private()


def test_a_template_in_which_nobody_needs_anything_proves_nothing() -> None:
    stack = new_stack()
    ec2.Vpc(stack, "Vpc", restrict_default_security_group=False)
    with pytest.raises(AssertionError, match="no workload is found to need a service"):
        PrivatePaths.from_stack(stack).assert_all_private()


def test_findings_count_from_the_severity_that_is_asked_for(private: PrivatePaths, public: PrivatePaths) -> None:
    private.assert_no_findings()
    least = {one.severity.value for one in public.findings}
    public.assert_no_findings("error")
    assert least, "the twin has findings of lower severity"
    with pytest.raises(AssertionError, match=r"\d+ findings\n- "):
        public.assert_no_findings("info")


def test_a_severity_that_there_is_not_is_refused(private: PrivatePaths) -> None:
    with pytest.raises(InvalidInputError, match=r"\[unknown-severity\] severity='warn'; give one of error, w"):
        private.assert_no_findings("warn")


def test_the_helpers_load_without_the_cdk() -> None:
    program = "import sys, private_endpoints.testing; print('aws_cdk' in sys.modules, 'jsii' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout.split() == ["False", "False"]
