# ruff: noqa: INP001 - a script, in no package
"""A path that is proven private: by the synth, and by tests."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints import PrivatePaths, PrivatePathValidation, PrivateS3Access, PrivateVpc


class Orders(cdk.Stack):
    """A function that keeps orders in a bucket."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")
        orders = s3.Bucket(self, "Orders")
        access = PrivateS3Access(self, "S3", vpc=vpc, buckets=[orders])

        worker = lambda_.Function(
            self,
            "Worker",
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            allow_all_outbound=False,
            runtime=lambda_.Runtime.PYTHON_3_14,
            handler="index.handler",
            code=lambda_.Code.from_inline("def handler(event, context): ..."),
        )
        orders.grant_read_write(worker)
        access.allow_from(worker)


class Crawler(cdk.Stack):
    """A function that reads the web, and for which that is all right."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        crawler = lambda_.Function(
            self,
            "Crawler",
            vpc=ec2.Vpc(self, "Vpc", nat_gateways=1),
            runtime=lambda_.Runtime.PYTHON_3_14,
            handler="index.handler",
            code=lambda_.Code.from_inline("def handler(event, context): ..."),
        )
        cdk.Validations.of(crawler).acknowledge(
            cdk.Acknowledgment(id="private-endpoints::path-public", reason="it reads public pages")
        )


def test_the_worker_reaches_its_bucket_and_nothing_else() -> None:
    """What a path has to be."""
    paths = PrivatePaths.from_stack(Orders(cdk.App(), "Orders"))
    worker = paths.of("Worker")
    worker.to("s3").assert_private()
    worker.to("s3", action="s3:GetObject", target="Orders").assert_private()
    worker.to("sqs").assert_blocked()
    worker.assert_no_internet()


def test_everything_that_is_needed_is_private() -> None:
    """What workloads are found to need, and what the rules find."""
    paths = PrivatePaths.from_stack(Orders(cdk.App(), "Orders"))
    paths.assert_all_private()
    paths.assert_no_findings()


app = cdk.App()
cdk.Validations.of(app).add_plugins(PrivatePathValidation(require={"Crawler": ["s3"], "Worker": ["s3"]}))
Orders(app, "Orders")
Crawler(app, "Crawler")
app.synth()
