"""What the CDK's own constructs make, read from cloud assemblies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3

from private_endpoints.cloudformation import Deployment
from private_endpoints.proof import Prover


@dataclass(frozen=True, kw_only=True)
class App:
    """What differs between the applications.

    Attributes:
        nat: how many NAT gateways.
        restricted: whether the default group is emptied.
        vpc: further props of the VPC.
        endpoint: props of the endpoint of Systems Manager.
        outbound: whether the function's group lets everything out.
        allowed: whether the group may open connections to the endpoint.
        stacks: whether network and function are in stacks of their own.
        then: further changes.
    """

    nat: int = 0
    restricted: bool = True
    vpc: Mapping[str, Any] = field(default_factory=dict)
    endpoint: Mapping[str, Any] = field(default_factory=dict)
    outbound: bool = True
    allowed: bool = False
    stacks: bool = False
    then: Callable[[cdk.Stack, ec2.Vpc, lambda_.Function], None] | None = None


def synthesize(given: App, folder: Path) -> Prover:
    app = cdk.App(outdir=str(folder), context={"@aws-cdk/aws-ec2:restrictDefaultSecurityGroup": given.restricted})
    environment = cdk.Environment(account="111122223333", region="eu-west-1")
    home = cdk.Stack(app, "Home", env=environment)
    away = cdk.Stack(app, "Away", env=environment) if given.stacks else home
    kind = ec2.SubnetType.PRIVATE_WITH_EGRESS if given.nat else ec2.SubnetType.PRIVATE_ISOLATED
    subnets = [ec2.SubnetConfiguration(name="Inner", subnet_type=kind, cidr_mask=24)]
    if given.nat:
        subnets.append(ec2.SubnetConfiguration(name="Outer", subnet_type=ec2.SubnetType.PUBLIC, cidr_mask=24))
    vpc = ec2.Vpc(home, "Vpc", max_azs=2, nat_gateways=given.nat, subnet_configuration=subnets, **given.vpc)
    vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
    endpoint = vpc.add_interface_endpoint("Ssm", service=ec2.InterfaceVpcEndpointAwsService.SSM, **given.endpoint)
    group = ec2.SecurityGroup(away, "Clients", vpc=vpc, allow_all_outbound=given.outbound)
    worker = lambda_.Function(
        away,
        "Worker",
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_inline("pass"),
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=kind),
        security_groups=[group],
    )
    if given.allowed:
        group.connections.allow_to(endpoint, ec2.Port.tcp(443))
    if given.then:
        given.then(away, vpc, worker)
    app.synth()
    return Prover.of(Deployment.read(folder))


def read_bucket(stack: cdk.Stack, _: ec2.Vpc, worker: lambda_.Function) -> None:
    s3.Bucket(stack, "Data").grant_read(worker)


def keep_bucket(stack: cdk.Stack, _: ec2.Vpc, __: lambda_.Function) -> None:
    s3.Bucket(stack, "Data")


def deny_bucket(stack: cdk.Stack, _: ec2.Vpc, worker: lambda_.Function) -> None:
    bucket = s3.Bucket(stack, "Data")
    bucket.grant_read(worker)
    bucket.add_to_resource_policy(
        iam.PolicyStatement(
            effect=iam.Effect.DENY,
            principals=[iam.AnyPrincipal()],
            actions=["s3:GetObject"],
            resources=[bucket.arn_for_objects("*")],
            conditions={"StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}},
        )
    )


SSM = {"source": "Away/Worker", "service": "ssm"}
S3 = {"source": "Home/Worker", "service": "s3"}
OBJECT = {**S3, "action": "s3:GetObject", "resource": "logical:DATA/x"}


@pytest.mark.parametrize(
    ("given", "ask", "verdict", "because"),
    [
        (App(), {"source": "Home/Worker", "service": "ssm"}, "PRIVATE", "open=True admits the VPC's range"),
        (App(), {"source": "Home/Worker/Resource", "service": "ssm"}, "PRIVATE", "the resource of the construct"),
        (App(), S3, "PRIVATE", "the gateway endpoint is on every table"),
        (App(), {"source": "Home/Worker", "service": "kms"}, "BLOCKED", "no endpoint, and no way out"),
        (App(nat=1), {"source": "Home/Worker", "service": "kms"}, "PUBLIC", "no endpoint, and NAT"),
        (App(nat=1), S3, "PRIVATE", "the gateway endpoint wins over NAT"),
        (
            App(endpoint={"private_dns_enabled": False}),
            {"source": "Home/Worker", "service": "ssm"},
            "BLOCKED",
            "private DNS is off",
        ),
        (
            App(nat=1, endpoint={"private_dns_enabled": False}),
            {"source": "Home/Worker", "service": "ssm"},
            "PUBLIC",
            "private DNS is off, and NAT",
        ),
        (
            App(endpoint={"private_dns_enabled": False}),
            {"source": "Home/Worker", "host": "endpoint:Home/Vpc/Ssm"},
            "PRIVATE",
            "its own name",
        ),
        (App(endpoint={"open": False}), {"source": "Home/Worker", "service": "ssm"}, "BLOCKED", "nobody is admitted"),
        (
            App(endpoint={"open": False}, allowed=True),
            {"source": "Home/Worker", "service": "ssm"},
            "PRIVATE",
            "allow_to opens both ends",
        ),
        (App(outbound=False), {"source": "Home/Worker", "service": "ssm"}, "BLOCKED", "the group lets nothing out"),
        (
            App(outbound=False, allowed=True),
            {"source": "Home/Worker", "service": "ssm"},
            "PRIVATE",
            "the group lets out to the endpoint",
        ),
        (App(outbound=False, allowed=True), S3, "BLOCKED", "the prefix list of S3 is forgotten"),
        (
            App(vpc={"enable_dns_hostnames": False}, endpoint={"private_dns_enabled": False}),
            {"source": "Home/Worker", "service": "ssm"},
            "BLOCKED",
            "private DNS is off",
        ),
        (App(stacks=True), SSM, "PRIVATE", "exports and imports are followed"),
        (App(stacks=True, endpoint={"open": False}), SSM, "BLOCKED", "nobody is admitted"),
        (App(stacks=True, endpoint={"open": False}, allowed=True), SSM, "PRIVATE", "rules in another stack count"),
        (
            App(restricted=False),
            {"source": "Home/Worker", "service": "ssm"},
            "PRIVATE",
            "the default group is not worn",
        ),
        (App(then=read_bucket), OBJECT, "PRIVATE", "the role may read"),
        (App(then=keep_bucket), OBJECT, "BLOCKED", "nothing allows the role to read"),
        (App(then=deny_bucket), OBJECT, "BLOCKED", "the bucket admits another endpoint"),
        (
            App(then=deny_bucket),
            {
                "protect": "Home/Data",
                "action": "s3:GetObject",
                "resource": "logical:DATA/x",
                "caller": {"principal_arn": "arn:aws:iam::111122223333:role/a", "source_ip": "203.0.113.1"},
            },
            "PRIVATE",
            "it comes through no endpoint",
        ),
    ],
    ids=lambda value: value.replace(" ", "_") if isinstance(value, str) else "",
)
def test_cdk_output(given: App, ask: dict[str, Any], verdict: str, because: str, tmp_path: Path) -> None:
    prover = synthesize(given, tmp_path)
    if "logical:DATA" in ask.get("resource", ""):
        (logical_id,) = [
            name
            for stack in Deployment.read(tmp_path).stacks
            for name, one in stack.resources.items()
            if one["Type"] == "AWS::S3::Bucket"
        ]
        ask = {**ask, "resource": f"logical:{logical_id}/x"}
    answered = prover.answer(ask, "question")
    assert not answered.error, answered.error
    assert answered.path.verdict == verdict, f"{because}: {answered.path}"
