"""Which role jobs of Batch have."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Workload
from private_endpoints.values import Unknown
from support.labelled import att, ref


def _environment(type_: str, *jobs: dict[str, Any]) -> Workload:
    """A compute environment of Batch whose instances have the role `T.Own`, and definitions of jobs."""
    place = {"Type": type_, "Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}
    role_ = {} if type_ == "FARGATE" else {"InstanceRole": ref("Profile")}
    resources: dict[str, tuple[str, dict[str, Any]]] = {
        "X": ("AWS::Batch::ComputeEnvironment", {"Type": "MANAGED", "ComputeResources": {**place, **role_}}),
        "Profile": ("AWS::IAM::InstanceProfile", {"Roles": [ref("Own")]}),
        **{name: ("AWS::IAM::Role", {}) for name in ("Own", "One", "Two")},
        **{
            f"Job{index}": ("AWS::Batch::JobDefinition", {"Type": "container", **job}) for index, job in enumerate(jobs)
        },
    }
    template = {"Resources": {name: {"Type": one, "Properties": more} for name, (one, more) in resources.items()}}
    (made,) = Deployment.of({"T": template}, region="us-east-1").networks()
    return made.of(Workload)[0]


def _job(role_: str | None, *platforms: str) -> dict[str, Any]:
    container = {} if role_ is None else {"JobRoleArn": att(role_, "Arn")}
    return {"ContainerProperties": container, "PlatformCapabilities": list(platforms)}


@pytest.mark.parametrize(
    ("type_", "jobs", "expected"),
    [
        ("FARGATE", [_job("One", "FARGATE")], "T.One"),
        ("FARGATE", [_job("One", "FARGATE"), _job("Two")], "T.One"),
        ("EC2", [], "T.Own"),
        ("EC2", [_job(None)], "T.Own"),
        ("EC2", [_job("One"), _job("Two", "FARGATE")], "T.One"),
    ],
)
def test_jobs_of_batch_call_with_the_role_of_their_definition(type_: str, jobs: Any, expected: str | None) -> None:
    # https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
    assert _environment(type_, *jobs).role == expected


@pytest.mark.parametrize("jobs", [[_job("One"), _job("Two")], [_job("One"), _job(None)], [{"NodeProperties": {}}]])
def test_which_jobs_run_in_an_environment_is_not_known(jobs: Any) -> None:
    assert isinstance(_environment("EC2", *jobs).role, Unknown)


def test_fargate_has_no_role_but_those_of_jobs() -> None:
    assert isinstance(_environment("FARGATE").role, Unknown)
    assert isinstance(_environment("FARGATE", _job("One", "EC2")).role, Unknown)
