"""What each sample promises, read from its template."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk.assertions import Annotations, Match
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from private_endpoints.local.node import node_binary
from private_endpoints.samples import SAMPLES
from support.templates import service_of
from support.vpcs import ENV

Templates = dict[str, dict[str, Any]]
REPOSITORY = Path(__file__).parents[2]

ENDPOINTS = {
    "AirGapped": ["ec2messages", "kms", "logs", "s3", "secretsmanager", "ssm", "ssmmessages"],
    "DataPerimeter": ["kms", "s3", "secretsmanager", "sqs"],
    "DataPipeline": ["s3"],
    "PrivateBedrock": ["bedrock-runtime"],
    "PrivateCodeBuild": ["codebuild", "ecr.api", "ecr.dkr", "logs", "s3"],
    "PrivateDynamoDb": ["dynamodb"],
    "PrivateEcs": ["ecr.api", "ecr.dkr", "logs", "s3", "secretsmanager"],
    "PrivateEks": ["ec2", "ecr.api", "ecr.dkr", "s3"],
    "PrivateLambda": ["dynamodb", "secretsmanager", "sqs"],
    "PrivateS3": ["s3"],
    "PrivateSageMaker": ["s3", "sagemaker.api", "sagemaker.runtime"],
    "SecretsApp": ["secretsmanager"],
    "SsmSession": ["ec2messages", "logs", "ssm", "ssmmessages"],
}


def of_type(template: dict[str, Any], *types: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in template["Resources"].values() if one["Type"] in types]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_the_endpoints_that_its_workload_needs_and_no_other(name: str, templates: Templates) -> None:
    found = of_type(templates[name], "AWS::EC2::VPCEndpoint")
    assert sorted(service_of(one["ServiceName"]) for one in found) == ENDPOINTS[name]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("which", ["templates", "agnostic_templates"])
def test_a_sample_has_no_way_to_the_internet(name: str, which: str, request: pytest.FixtureRequest) -> None:
    template = request.getfixturevalue(which)[name]
    ways_out = ("InternetGateway", "NatGateway", "EgressOnlyInternetGateway", "EIP", "Route", "VPCPeeringConnection")
    assert not of_type(template, *(f"AWS::EC2::{way}" for way in ways_out))
    assert all(not one["MapPublicIpOnLaunch"] for one in of_type(template, "AWS::EC2::Subnet"))


@pytest.mark.parametrize("name", SAMPLES)
def test_no_group_of_a_sample_lets_anybody_in_or_anything_out(name: str, templates: Templates) -> None:
    everywhere = ("0.0.0.0/0", "::/0")
    # A group without any egress rule, inline or standing alone, lets everything out:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html
    with_rule = [str(one["GroupId"]) for one in of_type(templates[name], "AWS::EC2::SecurityGroupEgress")]
    groups = {k: v for k, v in templates[name]["Resources"].items() if v["Type"] == "AWS::EC2::SecurityGroup"}
    for logical_id, group in groups.items():
        inline = group["Properties"].get("SecurityGroupEgress", [])
        rules = [*group["Properties"].get("SecurityGroupIngress", []), *inline]
        assert all(rule.get("CidrIp") not in everywhere for rule in rules)
        assert inline or any(logical_id in one for one in with_rule), logical_id
    rules = of_type(templates[name], "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress")
    assert all("CidrIp" not in rule and "CidrIpv6" not in rule for rule in rules)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_endpoint_of_a_sample_lets_strangers_through(name: str, templates: Templates) -> None:
    for endpoint in of_type(templates[name], "AWS::EC2::VPCEndpoint"):
        for statement in endpoint["PolicyDocument"]["Statement"]:
            narrow = statement["Resource"] != "*" or "Condition" in statement
            assert statement["Effect"] == "Allow"
            assert narrow, statement["Sid"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_leaves_nothing_behind_when_it_is_destroyed(name: str, templates: Templates) -> None:
    kept = {
        key: one["DeletionPolicy"]
        for key, one in templates[name]["Resources"].items()
        if one.get("DeletionPolicy", "Delete") != "Delete"
    }
    assert kept == {}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_synthesizes_without_warnings(name: str) -> None:
    stack = SAMPLES[name](cdk.App(), name, env=ENV)
    assert [one.entry.data for one in Annotations.from_stack(stack).find_warning("*", Match.any_value())] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_snapshot_of_a_sample(name: str, templates: Templates, snapshot: SnapshotAssertion) -> None:
    assert templates[name] == snapshot.use_extension(JSONSnapshotExtension)


def test_app_py_lists_all_samples(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, str(REPOSITORY / "app.py")],
        env={
            "CDK_OUTDIR": str(tmp_path),
            "PATH": "/nonexistent",
            "JSII_NODE": str(node_binary()),
            "CDK_VALIDATION": "false",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {path.name.removesuffix(".template.json") for path in tmp_path.glob("*.template.json")} == set(SAMPLES)
