"""`private-endpoints demo`."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from click.testing import CliRunner
from pytest import MonkeyPatch  # noqa: PT013 - the only name of it
from rich.console import Console

from private_endpoints.cli import main
from private_endpoints.local import LocalCloud, requirements
from private_endpoints.local.inventory import find_leftovers, read_inventory
from private_endpoints.local.summary import print_inventory
from private_endpoints.samples import SAMPLES

VPC = {"Ref": "Vpc"}
OWN_POLICY = {"Statement": [{"Sid": "Mine", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
NETWORK = {
    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": True}},
    "Subnet": {
        "Type": "AWS::EC2::Subnet",
        "Properties": {"VpcId": VPC, "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "us-east-1a"},
    },
    "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": VPC}},
    "Association": {
        "Type": "AWS::EC2::SubnetRouteTableAssociation",
        "Properties": {"SubnetId": {"Ref": "Subnet"}, "RouteTableId": {"Ref": "Table"}},
    },
    "Clients": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": VPC, "GroupDescription": "clients"}},
    "Group": {
        "Type": "AWS::EC2::SecurityGroup",
        "Properties": {
            "VpcId": VPC,
            "GroupDescription": "endpoint",
            "SecurityGroupIngress": [
                {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourceSecurityGroupId": {"Ref": "Clients"}}
            ],
        },
    },
    "S3": {
        "Type": "AWS::EC2::VPCEndpoint",
        "Properties": {
            "VpcId": VPC,
            "ServiceName": "com.amazonaws.us-east-1.s3",
            "RouteTableIds": [{"Ref": "Table"}],
            "PolicyDocument": OWN_POLICY,
        },
    },
    "Ssm": {
        "Type": "AWS::EC2::VPCEndpoint",
        "Properties": {
            "VpcId": VPC,
            "ServiceName": "com.amazonaws.us-east-1.ssm",
            "VpcEndpointType": "Interface",
            "SubnetIds": [{"Ref": "Subnet"}],
            "SecurityGroupIds": [{"Ref": "Group"}],
            "PrivateDnsEnabled": True,
        },
    },
}
# The demo in a process of its own, as a user calls it.
DEMO = [sys.executable, "-c", "from private_endpoints.cli import main; main()", "demo"]


def rendered(cloud: LocalCloud, stack: str) -> str:
    output = StringIO()
    for inventory in read_inventory(cloud, stack):
        print_inventory(Console(file=output, width=200), inventory)
    return output.getvalue()


def test_the_tables_show_what_was_deployed(cloud: LocalCloud) -> None:
    before = find_leftovers(cloud)
    stack = cloud.stacks.deploy({"Resources": NETWORK})
    try:
        text = rendered(cloud, stack.name)
        leftovers = find_leftovers(cloud)
    finally:
        cloud.stacks.delete(stack.name)

    for name in ("Vpc", "S3", "Ssm"):
        assert stack.resources[name] in text
    for shown in (
        "ssm.us-east-1.amazonaws.com",
        "443 from Clients",
        "us-east-1a",
        "1 route table",
        "Mine",
        "pl-63a5400a",
        f"{stack.resources['S3']} (s3)",
        "none  internet gateways",
        "none  NAT gateways",
    ):
        assert shown in text
    assert set(leftovers.by_kind["VPC endpoint"]) >= {stack.resources["S3"], stack.resources["Ssm"]}
    assert find_leftovers(cloud) == before


def test_a_way_to_the_internet_is_shown(cloud: LocalCloud) -> None:
    gateway = {
        "Gateway": {"Type": "AWS::EC2::InternetGateway"},
        "Attachment": {
            "Type": "AWS::EC2::VPCGatewayAttachment",
            "Properties": {"VpcId": VPC, "InternetGatewayId": {"Ref": "Gateway"}},
        },
    }
    stack = cloud.stacks.deploy({"Resources": {"Vpc": NETWORK["Vpc"], **gateway}})
    try:
        assert f"{stack.resources['Gateway']}  internet gateways" in rendered(cloud, stack.name)
    finally:
        cloud.stacks.delete(stack.name)


def test_list_names_each_sample_and_says_what_it_is() -> None:
    result = CliRunner().invoke(main, ["demo", "--list"])

    assert result.exit_code == 0
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert names == list(SAMPLES)
    assert all(len(line.split()) > 3 for line in result.stdout.splitlines())
    assert result.stderr == ""


def test_a_sample_that_does_not_exist_is_an_error_with_a_guess() -> None:
    result = CliRunner().invoke(main, ["demo", "--stack", "Airgaped"])

    assert result.exit_code == 2
    assert "there is no sample 'Airgaped', did you mean AirGapped?" in result.stderr
    assert result.stdout == ""


def test_without_the_extra_it_says_what_to_install(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "find_spec", lambda _: None)
    result = CliRunner().invoke(main, ["demo"])

    assert result.exit_code == 1
    assert 'pip install "private-endpoints[local]"' in result.stderr
    assert "Traceback" not in result.output


def test_it_deploys_shows_destroys_and_leaves_nothing(tmp_path: Path) -> None:
    folders = {name: tmp_path / name for name in ("home", "temporary", "current")}
    for folder in folders.values():
        folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_", "JSII_"))}
    environment |= {"HOME": str(folders["home"]), "TMPDIR": str(folders["temporary"])}
    # jsii keeps the packages that it unpacked: that of this machine's user has them already.
    environment["JSII_RUNTIME_PACKAGE_CACHE_ROOT"] = str(Path.home() / ".cache/aws/jsii/package-cache")

    command = [*DEMO, "--stack", "PrivateS3"]
    done = subprocess.run(  # noqa: S603 - our own program
        command, cwd=folders["current"], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "pl-63a5400a" in done.stdout
    assert "0 stacks, 0 VPC endpoints" in done.stdout
    assert "Deploying PrivateS3 (cdk deploy)" in done.stderr
    for unwanted in ("Traceback", "Warning", "end-of-life"):
        assert unwanted not in done.stdout + done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
