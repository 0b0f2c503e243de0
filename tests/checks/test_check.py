"""Findings put together: in cases, in order, without repeating."""

from __future__ import annotations

import pytest

from private_endpoints.checks import RULES, Finding, Severity, check, check_cases
from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Network, PathEngine

ENDPOINT = """
Parameters:
  Names: {Type: String}
Conditions:
  Resolve: !Equals [!Ref Names, "yes"]
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: %s}
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
"""


def found(template: str, parameters: dict[str, str] | None = None) -> list[Finding]:
    deployment = Deployment.of({"T.yaml": template}, parameters=parameters or {})
    every = check_cases(deployment.networks())
    return [one for one in every if one.rule == "dns-attributes-off"]


def test_what_is_wrong_in_every_case_is_an_error() -> None:
    (one,) = found(ENDPOINT % "!If [Resolve, false, false]")
    assert one.severity is Severity.ERROR


def test_what_is_wrong_in_some_case_is_a_warning_that_says_so() -> None:
    (one,) = found(ENDPOINT % "!If [Resolve, true, false]")
    assert one.severity is Severity.WARNING
    assert one.message.startswith("depending on parameters that are not given")


def test_a_parameter_that_is_given_decides() -> None:
    template = ENDPOINT % "!If [Resolve, true, false]"
    assert found(template, {"Names": "yes"}) == []
    (one,) = found(template, {"Names": "no"})
    assert one.severity is Severity.ERROR


TWO_GROUPS = """
Parameters:
  Names: {Type: String}
Conditions:
  First: !Equals [!Ref Names, "yes"]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  One:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: g, VpcId: !Ref Vpc,
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16}]}
  Two:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: g, VpcId: !Ref Vpc,
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: %s, ToPort: %s, CidrIp: 10.0.0.0/16}]}
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!If [First, !Ref One, !Ref Two]]
"""


@pytest.mark.parametrize(("port", "severity"), [(81, Severity.ERROR), (443, Severity.WARNING)])
def test_what_is_wrong_in_every_case_is_an_error_though_its_words_differ(port: int, severity: Severity) -> None:
    deployment = Deployment.of({"T.yaml": TWO_GROUPS % (port, port)})
    every = [one for one in check_cases(deployment.networks()) if one.rule == "endpoint-admits-nobody"]
    assert {one.severity for one in every} == {severity}


def test_an_empty_network_has_no_findings() -> None:
    assert check(Network([])) == ()


def test_no_network_has_no_findings() -> None:
    assert check_cases([]) == ()


def test_findings_are_in_the_order_of_templates_and_resources() -> None:
    text = ENDPOINT % "false"
    networks = Deployment.of({"B.yaml": text, "A.yaml": text}, parameters={"Names": "no"}).networks()
    places = [(one.origin.template, one.origin.logical_id) for one in check_cases(networks)]
    assert places == sorted(places)
    assert {template for template, _ in places} == {"A.yaml", "B.yaml"}


@pytest.mark.parametrize("times", [1, 3])
def test_the_same_case_twice_says_nothing_twice(times: int) -> None:
    (network,) = Deployment.of({"T.yaml": ENDPOINT % "false"}, parameters={"Names": "no"}).networks()
    assert check_cases([network] * times) == check(network)


def test_an_engine_that_has_answered_before_changes_no_finding() -> None:
    rule = next(one for one in RULES if one.id == "workload-internet-path")
    networks = list(Deployment.of({"T.yaml": rule.example.bad}).networks())
    engines = [PathEngine(one) for one in networks]
    new = check_cases(networks)
    assert new
    assert check_cases(networks, engines=engines) == new
    assert check_cases(networks, engines=engines) == new
