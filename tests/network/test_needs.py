"""What a workload needs, and the paths to all of it."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from private_endpoints.catalog import (
    action_prefixes_of,
    made_by_service,
    public_names,
    service,
    services,
    services_of_action,
)
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import PathEngine, Requirement, Role, Verdict, Workload, needs_of
from support.networks import Scenario, base


def allowing(*actions: str) -> Role:
    return Role(id="Role", policies=({"Statement": {"Effect": "Allow", "Action": list(actions), "Resource": "*"}},))


def needs(scenario: Scenario) -> dict[str, str]:
    workload = scenario.network.find(Workload, "Worker")
    assert workload is not None
    return {one.service: one.reason for one in needs_of(scenario.network, workload)}


def test_nothing_is_needed_that_nobody_says() -> None:
    assert needs(base()) == {}


def test_what_is_declared_is_needed() -> None:
    scenario = base().change("Worker", requires=(Requirement(service="s3", reason="declared"),))
    assert needs(scenario) == {"s3": "declared"}


def test_what_a_workload_is_says_what_it_needs() -> None:
    found = needs(base().change("Worker", uses=("ecs-fargate",)))
    assert {"ecr.api", "ecr.dkr", "s3", "logs"} <= found.keys()
    assert all(reason.startswith("ecs-fargate: ") for reason in found.values())


def test_what_a_role_allows_is_needed() -> None:
    found = needs(base().plus(allowing("sqs:SendMessage", "cloudwatch:PutMetricData")))
    assert found == {"sqs": "Role allows sqs:SendMessage", "monitoring": "Role allows cloudwatch:PutMetricData"}


def test_a_star_says_nothing_of_what_is_called() -> None:
    assert needs(base().plus(allowing("*"))) == {}


def test_what_a_role_denies_is_not_needed() -> None:
    denying = Role(id="Role", policies=({"Statement": {"Effect": "Deny", "Action": "sqs:*", "Resource": "*"}},))
    assert needs(base().plus(denying)) == {}


def test_keys_are_mostly_used_by_other_services() -> None:
    assert needs(base().plus(allowing("kms:Decrypt", "kms:Sign"))).keys() == {"kms"}
    assert needs(base().plus(allowing("kms:Decrypt"))) == {}


def test_a_function_does_not_send_its_logs_itself() -> None:
    scenario = base().plus(allowing("logs:PutLogEvents", "ec2:CreateNetworkInterface"))
    assert needs(scenario).keys() == {"ec2", "logs"}
    assert needs(scenario.change("Worker", kind="AWS::Lambda::Function")) == {}


def test_outside_any_vpc_only_what_is_declared_is_needed() -> None:
    scenario = base().plus(allowing("sqs:SendMessage")).change("Worker", subnets=())
    assert needs(scenario) == {}


def test_the_first_reason_is_the_one_that_is_told() -> None:
    scenario = base().plus(allowing("s3:GetObject")).change("Worker", requires=(Requirement(service="s3", reason="D"),))
    assert needs(scenario) == {"s3": "D"}


def test_paths_of_a_workload_are_those_to_what_it_needs() -> None:
    scenario = base().plus(allowing("ssm:GetParameter", "sqs:SendMessage"))
    found = {path.service: path.verdict for path in PathEngine(scenario.network).paths_of("Worker")}
    assert found == {"ssm": Verdict.PRIVATE, "sqs": Verdict.BLOCKED}
    assert {path.service for path in PathEngine(scenario.network).paths()} == {"ssm", "sqs"}


def test_an_instance_that_may_register_with_a_cluster_is_one_of_its_container_instances() -> None:
    """As the CDK writes it: with statements of its own, and without AWS's managed policy."""
    found = needs(base().plus(allowing("ecs:RegisterContainerInstance")))
    assert {"ecs", "ecs-agent", "ecs-telemetry", "ecr.dkr", "s3"} <= set(found)
    assert "ecs-agent" not in needs(base().plus(allowing("ecs:ListTasks")))


@pytest.mark.parametrize(
    ("bucket", "verdict"),
    [
        ("prod-us-east-1-starport-layer-bucket", Verdict.PRIVATE),
        ("prod-eu-west-1-starport-layer-bucket", Verdict.BLOCKED),
    ],
)
def test_layers_of_images_are_read_from_the_bucket_of_the_region(bucket: str, verdict: Verdict) -> None:
    """https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway"""
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    scenario = base().change("Worker", uses=("ecs-fargate",)).change("S3Gateway", policy=policy)
    worker = scenario.network.find(Workload, "Worker")
    assert worker is not None
    (need,) = (one for one in needs_of(scenario.network, worker) if one.action == "s3:GetObject")
    path = scenario.ask("s3", action=need.action, resource=need.resource, role="")
    assert path.verdict is verdict, path


def test_a_call_with_another_role_is_judged_by_that_role() -> None:
    """The execution role of a task, not its own."""
    need = Requirement(service="ssm", action="ssm:GetParameters", role="Execution")
    scenario = base().change("Worker", requires=(need,)).change("ssm", policy=None)
    execution = Role(id="Execution", policies=allowing("ssm:GetParameters").policies)
    assert [one.verdict for one in PathEngine(scenario.plus(execution).network).paths_of("Worker")] == [Verdict.PRIVATE]
    nothing = scenario.plus(Role(id="Execution"), allowing("ssm:GetParameters"))
    assert [one.verdict for one in PathEngine(nothing.network).paths_of("Worker")] == [Verdict.BLOCKED]


def test_paths_of_nobody_are_one_clear_error() -> None:
    with pytest.raises(InvalidInputError, match="unknown-workload"):
        PathEngine(base().network).paths_of("Vpc")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("s3:GetObject", ("s3",)),
        ("dynamodb:GetItem", ("dynamodb",)),
        ("dynamodb:GetRecords", ("dynamodb-streams",)),
        ("ecr:GetAuthorizationToken", ("ecr.api",)),
        ("ecr:BatchGetImage", ("ecr.api", "ecr.dkr")),
        ("sagemaker:InvokeEndpoint", ("sagemaker.runtime",)),
        ("cloudwatch:PutMetricData", ("monitoring",)),
        ("ssm:GetParameter", ("ssm",)),
        ("bedrock:InvokeModel", ("bedrock-runtime",)),
        ("aps:RemoteWrite", ("aps-workspaces",)),
        ("appconfig:GetLatestConfiguration", ("appconfigdata",)),
        ("codecommit:GitPull", ("git-codecommit",)),
        ("servicediscovery:DiscoverInstances", ("data-servicediscovery",)),
        ("nothing:AtAll", ()),
        ("*", ()),
    ],
)
def test_actions_lead_to_the_services_that_serve_them(action: str, expected: tuple[str, ...]) -> None:
    assert services_of_action(action) == expected


def test_a_wildcard_of_a_prefix_leads_to_all_of_its_services() -> None:
    assert set(services_of_action("dynamodb:*")) == {"dynamodb", "dynamodb-streams"}
    assert set(services_of_action("ecr:*")) == {"ecr.api", "ecr.dkr"}


def test_prefixes_and_services_agree() -> None:
    for row in services():
        for prefix in action_prefixes_of(row.name):
            found = services_of_action(f"{prefix}:*")
            assert row.name.removesuffix("-fips") in found or row.name in found, (row.name, prefix, found)


def rows(name: str) -> list[dict[str, object]]:
    text = (files("private_endpoints.catalog") / "data" / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", ["action_prefixes.jsonl", "public_names.jsonl", "role_calls_of_services.jsonl"])
def test_every_row_says_where_it_comes_from(name: str) -> None:
    for row in rows(name):
        source = row["source"]
        assert isinstance(source, dict)
        assert {"title", "url", "as_of"} == source.keys()
        assert row["confidence"] in ("documented", "memory")


def test_rows_name_services_that_exist() -> None:
    for row in rows("action_prefixes.jsonl"):
        given, special = row["services"], row["except"]
        assert isinstance(given, list)
        assert isinstance(special, dict)
        for name in (*given, *special):
            assert service(name).name == name
    for row in rows("public_names.jsonl"):
        names = public_names(str(row["service"]))
        assert names is not None
        assert names.names
        assert service(names.service).name == names.service


def test_a_call_of_a_service_is_compared_whatever_its_case() -> None:
    assert made_by_service("AWS::Lambda::Function", "Logs:putlogevents")
    assert not made_by_service("AWS::EC2::Instance", "logs:PutLogEvents")
