"""What cannot be used is said before anything is made, all of it at once."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.policy.organization import (
    Exemptions,
    IdentityPerimeter,
    NetworkPerimeter,
    Perimeters,
    ResourcePerimeter,
    control_policies,
)
from private_endpoints.policy.organization.ids import target_problems
from support.organizations import ORGANIZATION, VPC

BAD: dict[str, tuple[dict[str, Any], str]] = {
    "nothing to refuse": ({}, "no-perimeter"),
    "no perimeter": ({"identity": True}, "not-a-perimeter"),
    "another perimeter": ({"identity": NetworkPerimeter()}, "not-a-perimeter"),
    "a text for a list": ({"identity": IdentityPerimeter(services="s3")}, "not-a-list"),
    "no text in a list": ({"identity": IdentityPerimeter(trusted_accounts=[123456789012])}, "not-a-text"),  # type: ignore[list-item]
    "no service": ({"identity": IdentityPerimeter(services=[])}, "no-services"),
    "a service without RCPs": ({"identity": IdentityPerimeter(services=["sns"])}, "no-resource-control"),
    "a short account": ({"identity": IdentityPerimeter(trusted_accounts=["1234"])}, "not-an-account"),
    "no tag": ({"identity": IdentityPerimeter(excluded_by="aws:mine")}, "not-a-tag"),
    "no workload": ({"resource": ResourcePerimeter(workloads=["sesion-manager"])}, "unknown-workload"),
    "no region": ({"resource": ResourcePerimeter(regions=["eu-west-99"])}, "unknown-region"),
    "buckets anywhere": ({"resource": ResourcePerimeter(workloads=["patch-manager"])}, "no-regions"),
    "any bucket": ({"resource": ResourcePerimeter(trusted_resources=["arn:aws:s3:::data-*"])}, "not-an-exact-owner"),
    "anybody's": ({"resource": ResourcePerimeter(trusted_resources=["arn:aws:sqs:*:*:x"])}, "not-an-exact-owner"),
    "no service principal": ({"resource": ResourcePerimeter(called_via=["athena"])}, "not-a-service-principal"),
    "no range": ({"network": NetworkPerimeter(corporate_cidrs=["203.0.113.7/24"])}, "not-a-cidr"),
    "a private range": ({"network": NetworkPerimeter(corporate_cidrs=["10.0.0.0/8"])}, "private-cidr"),
    "a private range of IPv6": ({"network": NetworkPerimeter(corporate_cidrs=["fd00::/8"])}, "private-cidr"),
    "around a private range": ({"network": NetworkPerimeter(corporate_cidrs=["8.0.0.0/6"])}, "private-cidr"),
    "everywhere": ({"network": NetworkPerimeter(corporate_cidrs=["0.0.0.0/0"])}, "everywhere"),
    "VPCs without region": ({"network": NetworkPerimeter(vpcs=[VPC])}, "not-a-mapping"),  # type: ignore[arg-type]
    "a region without VPCs": ({"network": NetworkPerimeter(vpcs={"eu-west-1": []})}, "no-vpcs"),
    "no VPC": ({"network": NetworkPerimeter(vpcs={"eu-west-1": ["vpc-0"]})}, "not-a-vpc"),
    "no region of VPCs": ({"network": NetworkPerimeter(vpcs={"mars": [VPC]})}, "unknown-region"),
    "no prefix": ({"network": NetworkPerimeter(services=["s4"])}, "unknown-prefix"),
    "no key to tell": ({"network": NetworkPerimeter(services=["secretsmanager"])}, "no-network-key"),
    "in and out": ({"network": NetworkPerimeter(included_by="Dp:x", excluded_by="dp:X")}, "contradicting-tags"),
    "a pattern of roles": (
        {"identity": IdentityPerimeter(), "exempt": Exemptions(roles=["cdk-*"])},
        "not-an-exact-role",
    ),
    "a pattern of ARNs": (
        {"identity": IdentityPerimeter(), "exempt": Exemptions(break_glass=["arn:aws:iam::*:role/x"])},
        "not-an-exact-arn",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_problem_with_its_code_and_what_to_do(name: str) -> None:
    given, code = BAD[name]
    (problem,) = Perimeters(**given).problems()
    assert problem.code == code
    assert problem.given
    assert problem.fix


def test_all_problems_are_found_at_once() -> None:
    chosen = Perimeters(
        identity=IdentityPerimeter(services=["sns"], trusted_accounts=["1"]),
        network=NetworkPerimeter(corporate_cidrs=["192.168.0.0/16"]),
        exempt=Exemptions(roles=["*"]),
    )
    codes = ["no-resource-control", "not-an-account", "private-cidr", "not-an-exact-role"]
    assert [one.code for one in chosen.problems()] == codes


@pytest.mark.parametrize("target", ["r-exam", "ou-exam-12345678", "111122223333", "${Token[AWS.AccountId.4]}"])
def test_what_a_policy_can_be_attached_to_is_accepted(target: str) -> None:
    assert list(target_problems([target])) == []


@pytest.mark.parametrize("target", ["", "root", "o-exampleorgid", "ou-exam", "1234", "arn:aws:organizations::1:root"])
def test_what_a_policy_cannot_be_attached_to_is_refused(target: str) -> None:
    assert [one.code for one in target_problems([target])] == ["not-a-target"]


def test_what_cannot_be_split_is_refused_with_what_to_cut() -> None:
    vpcs = {"us-east-1": [f"vpc-{number:017x}" for number in range(400)]}
    _, problems = control_policies(Perimeters(network=NetworkPerimeter(vpcs=vpcs)), ORGANIZATION)
    assert {one.code for one in problems} == {"policy-too-long"}
    assert all("OnlyOurVpcs" in one.given and "fewer vpcs" in one.fix for one in problems)


def test_more_policies_than_a_target_takes_are_refused() -> None:
    vpcs = {
        region: [f"vpc-{at:017x}"]
        for at, region in enumerate(
            [
                "us-east-1",
                "us-east-2",
                "us-west-1",
                "us-west-2",
                "eu-west-1",
                "eu-west-2",
                "eu-west-3",
                "eu-north-1",
                "eu-central-1",
                "ap-south-1",
                "sa-east-1",
                "ca-central-1",
            ]
        )
    }
    chosen = Perimeters(identity=IdentityPerimeter(), network=NetworkPerimeter(vpcs=vpcs, included_by=None))
    _, problems = control_policies(chosen, ORGANIZATION)
    assert {one.code for one in problems} <= {"too-many-policies", "policy-too-long"}
    assert problems
