"""Two subnets of one Availability Zone for one endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType, Subnet
from private_endpoints.values import Unknown, Value

__all__ = ["EndpointSubnetsShareZone"]


class EndpointSubnetsShareZone(Rule):
    """Two subnets of one Availability Zone for one endpoint."""

    id = "endpoint-subnets-share-zone"
    title = "Two subnets of the endpoint are in one Availability Zone"
    rationale = "AWS takes one subnet per Availability Zone, and refuses more with DuplicateSubnetsInSameZone"
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  A:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [0, !GetAZs ""]}
  B:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: 10.0.2.0/24
      AvailabilityZone: !Select [0, !GetAZs ""]  # bad
      AvailabilityZone: !Select [1, !GetAZs ""]  # good
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SubnetIds: [!Ref A, !Ref B]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints with two subnets that name the same zone."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            by_zone: dict[Value, Subnet] = {}
            for one in endpoint.subnets if isinstance(endpoint.subnets, tuple) else ():
                subnet = survey.get(one)
                if not isinstance(subnet, Subnet) or isinstance(subnet.zone, Unknown):
                    continue
                first = by_zone.setdefault(subnet.zone, subnet)
                if first is not subnet:
                    yield self.finding(
                        endpoint,
                        f"{endpoint} is in {first} and {subnet}, which are in one Availability Zone",
                        "give one subnet per Availability Zone",
                        first,
                        subnet,
                    )
