"""Fleets of EC2: their launches, and overrides of these."""

from __future__ import annotations

from typing import Any

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Workload
from private_endpoints.values import Unknown
from support.labelled import ref


def _fleet(*launches: dict[str, Any]) -> list[Workload]:
    resources = {
        "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Template": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"SecurityGroupIds": ["sg-1"]}}),
        "Other": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"SecurityGroupIds": ["sg-2"]}}),
        "Fleet": ("AWS::EC2::EC2Fleet", {"LaunchTemplateConfigs": list(launches)}),
    }
    template = {"Resources": {name: {"Type": type_, "Properties": more} for name, (type_, more) in resources.items()}}
    (made,) = Deployment.of({"T": template}, region="us-east-1").networks()
    return made.of(Workload)


def _launch(template: str, *subnets: str | None) -> dict[str, Any]:
    overrides = [{"SubnetId": one} if one else {"InstanceType": "m7i.large"} for one in subnets]
    return {"LaunchTemplateSpecification": {"LaunchTemplateId": ref(template), "Version": "1"}, "Overrides": overrides}


def test_launches_that_differ_in_their_subnets_only_are_one_workload() -> None:
    (fleet,) = _fleet(_launch("Template", "subnet-1,subnet-2"), _launch("Template", "subnet-3"))
    assert (fleet.id, fleet.subnets) == ("T.Fleet", ("subnet-1", "subnet-2", "subnet-3"))
    assert [one.groups for one in _fleet(_launch("Template", "subnet-1"), _launch("Other", "subnet-1"))] == [
        ("sg-1",),
        ("sg-2",),
    ]


def test_an_override_without_a_subnet_is_where_its_template_says() -> None:
    (fleet,) = _fleet(_launch("Template", "subnet-1", None))
    assert isinstance(fleet.subnets, Unknown)
