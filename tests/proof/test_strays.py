"""Stacks that get by parameters what others make."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Prover
from support.small_app import small_app

_ENDPOINT = {
    "Type": "AWS::EC2::VPCEndpoint",
    "Properties": {
        "VpcId": {"Ref": "Network"},
        "VpcEndpointType": "Interface",
        "ServiceName": "com.amazonaws.eu-west-1.kms",
        "PrivateDnsEnabled": True,
        "SubnetIds": [{"Ref": "Subnet"}],
        "SecurityGroupIds": [{"Ref": "Group"}],
    },
}
_PARAMETERS = {
    "Network": {"Type": "AWS::EC2::VPC::Id"},
    "Subnet": {"Type": "AWS::EC2::Subnet::Id"},
    "Group": {"Type": "AWS::EC2::SecurityGroup::Id"},
}
_OPTIONS = {"Type": "AWS::EC2::DHCPOptions", "Properties": {"DomainNameServers": ["192.0.2.53"]}}
_USE = {
    "Type": "AWS::EC2::VPCDHCPOptionsAssociation",
    "Properties": {"VpcId": {"Ref": "Network"}, "DhcpOptionsId": {"Ref": "Options"}},
}


def _verdict(service: str, resources: dict[str, Any], **parameters: str) -> Verdict:
    """Of a question about a stack beside which another one makes resources in the network that it gets."""
    other = {"Parameters": _PARAMETERS, "Resources": resources}
    templates = {"App": small_app(), "Other": other}
    prover = Prover.of(Deployment.of(templates, parameters=parameters, region="eu-west-1"))
    return prover.answer({"source": "Worker", "service": service}, "here").path.verdict


@pytest.mark.parametrize(
    ("service", "resources", "given", "verdict"),
    [
        pytest.param("kms", {"Kms": _ENDPOINT}, "", Verdict.UNKNOWN, id="an endpoint may be in this network"),
        pytest.param("kms", {"Kms": _ENDPOINT}, "vpc-1", Verdict.BLOCKED, id="an endpoint is in another network"),
        pytest.param("ssm", {"Kms": _ENDPOINT}, "", Verdict.PRIVATE, id="an endpoint for another service"),
        pytest.param(
            "ssm", {"Options": _OPTIONS, "Use": _USE}, "", Verdict.UNKNOWN, id="servers may be this network's"
        ),
        pytest.param("ssm", {"Options": _OPTIONS, "Use": _USE}, "vpc-1", Verdict.PRIVATE, id="servers are another's"),
    ],
)
def test_what_another_stack_gets_by_a_parameter_may_be_what_this_one_makes(
    service: str, resources: dict[str, Any], given: str, verdict: Verdict
) -> None:
    assert _verdict(service, resources, **({"Network": given} if given else {})) is verdict


def test_a_custom_resource_of_another_stack_may_change_what_it_gets() -> None:
    custom = {"Type": "Custom::Thing", "Properties": {"ServiceToken": "arn", "Network": {"Ref": "Network"}}}
    assert _verdict("ssm", {"Custom": custom}) is Verdict.UNKNOWN
    assert _verdict("ssm", {"Custom": custom}, Network="vpc-1") is Verdict.PRIVATE


def test_what_a_stack_makes_itself_cannot_be_given_to_it() -> None:
    template = small_app()
    template["Parameters"]["Network"] = {"Type": "AWS::EC2::VPC::Id"}
    template["Resources"]["Kms"] = _ENDPOINT
    prover = Prover.of(Deployment.of({"App": template}, region="eu-west-1"))
    assert prover.answer({"source": "Worker", "service": "kms"}, "here").path.verdict is Verdict.BLOCKED


_WAY_OUT: dict[str, Any] = {
    "Gateway": {"Type": "AWS::EC2::InternetGateway"},
    "Attachment": {
        "Type": "AWS::EC2::VPCGatewayAttachment",
        "Properties": {"VpcId": {"Ref": "Network"}, "InternetGatewayId": {"Ref": "Gateway"}},
    },
    "Route": {
        "Type": "AWS::EC2::Route",
        "Properties": {
            "RouteTableId": {"Ref": "Table"},
            "DestinationCidrBlock": "0.0.0.0/0",
            "GatewayId": {"Ref": "Gateway"},
        },
    },
}


def test_what_another_stack_attaches_may_lead_out() -> None:
    app = small_app()
    app["Resources"]["Subnet"]["Properties"]["MapPublicIpOnLaunch"] = True
    app["Resources"]["Machine"] = {
        "Type": "AWS::EC2::Instance",
        "Properties": {"SubnetId": {"Ref": "Subnet"}, "SecurityGroupIds": [{"Ref": "Group"}]},
    }
    parameters = {**_PARAMETERS, "Table": {"Type": "String"}}
    templates = {"App": app, "Other": {"Parameters": parameters, "Resources": _WAY_OUT}}
    for given, verdict in (({}, Verdict.UNKNOWN), ({"Network": "vpc-1", "Table": "rtb-1"}, Verdict.BLOCKED)):
        prover = Prover.of(Deployment.of(templates, parameters=given, region="eu-west-1"))
        assert prover.answer({"source": "Machine", "service": "sqs"}, "here").path.verdict is verdict
