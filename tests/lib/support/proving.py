"""Synthesizes apps with the proof as a validation plugin, in a process of its own, and prints the reports.

`CDK_VALIDATION` is read when aws_cdk is imported, and the other tests have it off; so this is a program.

Usage: python proving.py JSON, an object of apps by name, each with `vpc` (a name in VPCS), `acknowledge` (ids), `props`
(of the plugin) and `stage` (whether the stack is in a stage, and the plugin on the stage).
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_

from private_endpoints import PrivatePathValidation, PrivateS3Access, PrivateVpc

ENV = cdk.Environment(account="111111111111", region="us-east-1")


def worker_in(stack: cdk.Stack, *, vpc: ec2.IVpc) -> lambda_.Function:
    """A function in a VPC; where the VPC is private it is let into the endpoint for S3."""
    worker = lambda_.Function(
        stack,
        "Worker",
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnets=[*vpc.isolated_subnets, *vpc.private_subnets]),
        runtime=lambda_.Runtime.PYTHON_3_14,
        handler="index.handler",
        code=lambda_.Code.from_inline("..."),
    )
    if isinstance(vpc, PrivateVpc):
        PrivateS3Access(stack, "S3", vpc=vpc).allow_from(worker)
    return worker


def broken(stack: cdk.Stack) -> ec2.IVpc:
    """A VPC whose NACLs let nothing out of the isolated subnets."""
    vpc = PrivateVpc(stack, "Vpc", flow_logs={})
    acl = ec2.NetworkAcl(
        stack, "Acl", vpc=vpc, subnet_selection=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
    )
    acl.add_entry("In", cidr=ec2.AclCidr.any_ipv4(), rule_number=100, traffic=ec2.AclTraffic.all_traffic())
    return vpc


VPCS: dict[str, Callable[[cdk.Stack], ec2.IVpc]] = {
    "private": lambda stack: PrivateVpc(stack, "Vpc", flow_logs={}),
    "public": lambda stack: ec2.Vpc(stack, "Vpc", nat_gateways=1),
    "broken": broken,
    # The answer is not in the context, so this is the first pass.
    "looked up": lambda stack: ec2.Vpc.from_lookup(stack, "Vpc", vpc_id="vpc-0123456789abcdef0"),
}


def report(given: Mapping[str, Any]) -> dict[str, Any]:
    """The report of the plugin on an app, and `failed`: why the synth failed."""
    with tempfile.TemporaryDirectory() as folder:
        app = cdk.App(outdir=folder)
        scope = cdk.Stage(app, "Stage", env=ENV) if given.get("stage") else app
        cdk.Validations.of(scope).add_plugins(PrivatePathValidation(**given.get("props", {})))
        stack = cdk.Stack(scope, "App", env=ENV)
        worker = worker_in(stack, vpc=VPCS[given["vpc"]](stack))
        for rule in given.get("acknowledge", []):
            cdk.Validations.of(worker).acknowledge(cdk.Acknowledgment(id=rule, reason="by design"))
        failed = ""
        try:
            app.synth()
        except RuntimeError as error:
            if "ValidationFailed: " not in str(error):
                raise
            failed = str(error)
        file = Path(folder) / "validation-report.json"
        every = json.loads(file.read_text(encoding="utf-8"))["pluginReports"] if file.exists() else []
    (own,) = [one for one in every if one["pluginName"] == "private-endpoints"] or [{"violations": []}]
    return {"failed": failed, **own}


def main() -> None:
    """Print the reports by name."""
    reports = {name: report(given) for name, given in json.loads(sys.argv[1]).items()}
    print(json.dumps(reports))  # noqa: T201 - the output of this program


if __name__ == "__main__":
    main()
