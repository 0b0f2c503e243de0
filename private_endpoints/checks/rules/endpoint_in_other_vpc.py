"""An endpoint with parts in another VPC than its own."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Element, Endpoint, EndpointType, RouteTable, SecurityGroup, Subnet, Vpc
from private_endpoints.values import Unknown

__all__ = ["EndpointInOtherVpc"]


class EndpointInOtherVpc(Rule):
    """An endpoint with parts in another VPC than its own."""

    id = "endpoint-in-other-vpc"
    title = "A subnet, security group or route table of the endpoint is in another VPC"
    rationale = "An endpoint is in one VPC. AWS refuses subnets, security groups and route tables of another one"
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16, EnableDnsHostnames: true}}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      CidrBlock: 10.0.1.0/24
      VpcId: !Ref Other  # bad
      VpcId: !Ref Vpc  # good
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SubnetIds: [!Ref Subnet]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints and their parts, both made here, in two VPCs made here."""
        for endpoint in survey.endpoints(*EndpointType):
            home = None if isinstance(endpoint.vpc, Unknown) else survey.network.find(Vpc, endpoint.vpc)
            for part in _parts(survey, endpoint) if home is not None else ():
                other = survey.network.find(Vpc, part.vpc) if isinstance(part.vpc, str) else None
                # Two VPCs that were made elsewhere may be one under two names.
                if home is None or other is None or other is home or home.imported or other.imported:
                    continue
                yield self.finding(
                    endpoint,
                    f"{endpoint} is in {home}, and its {_word(part)} {part} is in {other}",
                    f"use a {_word(part)} of {home}",
                    part,
                )


def _parts(survey: Survey, endpoint: Endpoint) -> Iterator[Subnet | SecurityGroup | RouteTable]:
    for ids in (endpoint.subnets, endpoint.groups, endpoint.route_tables):
        for one in ids if isinstance(ids, tuple) else ():
            found = survey.get(one)
            if isinstance(found, Subnet | SecurityGroup | RouteTable):
                yield found


def _word(part: Element) -> str:
    return {Subnet: "subnet", SecurityGroup: "security group", RouteTable: "route table"}[type(part)]
