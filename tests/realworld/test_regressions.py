"""What public templates, and constructs of others, brought to light."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Prover


def _ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def _hub(alias: object) -> dict[str, Any]:
    """An endpoint without private DNS, and a zone that leads to it."""
    vpc = _ref("Vpc")
    resources: dict[str, Any] = {
        "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": True}),
        "Subnet": ("AWS::EC2::Subnet", {"VpcId": vpc, "CidrBlock": "10.0.0.0/24"}),
        "Group": (
            "AWS::EC2::SecurityGroup",
            {
                "GroupDescription": "HTTPS",
                "VpcId": vpc,
                "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}],
            },
        ),
        "Endpoint": (
            "AWS::EC2::VPCEndpoint",
            {
                "VpcId": vpc,
                "VpcEndpointType": "Interface",
                "ServiceName": "com.amazonaws.us-east-1.ssm",
                "SubnetIds": [_ref("Subnet")],
                "SecurityGroupIds": [_ref("Group")],
                "PrivateDnsEnabled": False,
            },
        ),
        "Zone": (
            "AWS::Route53::HostedZone",
            {"Name": "ssm.us-east-1.amazonaws.com", "VPCs": [{"VPCId": vpc, "VPCRegion": "us-east-1"}]},
        ),
        "Record": (
            "AWS::Route53::RecordSet",
            {
                "HostedZoneId": _ref("Zone"),
                "Name": "ssm.us-east-1.amazonaws.com",
                "Type": "A",
                "AliasTarget": {"DNSName": alias, "HostedZoneId": "Z7HUB22UULQXV"},
            },
        ),
        "Lookup": ("Custom::Lookup", {"ServiceToken": "arn:aws:lambda:us-east-1:111122223333:function:lookup"}),
        "Worker": (
            "AWS::EC2::Instance",
            {"ImageId": "ami-1", "SubnetId": _ref("Subnet"), "SecurityGroupIds": [_ref("Group")]},
        ),
    }
    return {"Resources": {name: {"Type": kind, "Properties": body} for name, (kind, body) in resources.items()}}


# As `aws_route53_targets.InterfaceVpcEndpointTarget` of the CDK writes it.
_ENTRIES = {"Fn::Select": [0, {"Fn::GetAtt": ["Endpoint", "DnsEntries"]}]}
_FIRST_NAME = {"Fn::Select": [1, {"Fn::Split": [":", _ENTRIES]}]}


def _verdict(template: dict[str, Any], stack: str = "App") -> Verdict:
    prover = Prover.of(Deployment.of({stack: template}, region="us-east-1"))
    return prover.answer({"source": "Worker", "service": "ssm"}, "here").path.verdict


@pytest.mark.parametrize("stack", ["App", "tgw-hub", "nat-test", "igw-1", "vpce-zones", "i-stack"])
def test_a_stack_may_be_named_like_an_id_of_aws(stack: str) -> None:
    assert _verdict(_hub(_FIRST_NAME), stack) is Verdict.PRIVATE


def test_a_record_that_leads_to_a_name_from_elsewhere_decides_nothing() -> None:
    assert _verdict(_hub({"Fn::GetAtt": ["Lookup", "DnsName"]})) is Verdict.UNKNOWN


def test_a_record_that_leads_to_a_public_name_does_not_lead_to_the_endpoint() -> None:
    assert _verdict(_hub("example.com")) is Verdict.BLOCKED
