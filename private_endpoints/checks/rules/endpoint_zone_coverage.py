"""Workloads in an Availability Zone in which the endpoint is not."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType
from private_endpoints.values import Unknown, equal

__all__ = ["EndpointZoneCoverage"]


class EndpointZoneCoverage(Rule):
    """Workloads in an Availability Zone in which the endpoint is not."""

    id = "endpoint-zone-coverage"
    title = "The endpoint is not in every Availability Zone of its clients"
    rationale = (
        "Calls from other zones work, cost data transfer between zones, and fail with the zone that the endpoint is in"
    )
    severity = Severity.INFO
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  A:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Select [0, !GetAZs ""]}
  B:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: !Select [1, !GetAZs ""]}
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SubnetIds: [!Ref A]  # bad
      SubnetIds: [!Ref A, !Ref B]  # good
  Worker:
    Type: AWS::EC2::Instance
    Properties: {ImageId: ami-1, SubnetId: !Ref B}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints whose VPC has workloads in zones that are certainly none of the endpoint's."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            own = survey.subnets(endpoint)
            if not own or not isinstance(endpoint.vpc, str) or any(isinstance(one.zone, Unknown) for one in own):
                continue
            zones = [one.zone for one in own if not isinstance(one.zone, Unknown)]
            missing = [
                subnet
                for subnet, truth in survey.index.subnets_of_vpc.at(endpoint.vpc)
                if truth is True
                and not isinstance(subnet.zone, Unknown)
                and subnet.id in survey.workloads_of_subnet
                and subnet.zone not in zones
                and all(equal(subnet.zone, zone) is False for zone in zones)
            ]
            if missing:
                yield self.finding(
                    endpoint,
                    f"{endpoint} is not in the Availability Zone of {', '.join(map(str, missing))}, where workloads "
                    "run",
                    "add a subnet of that zone to SubnetIds, if the service is there",
                    *missing,
                )
