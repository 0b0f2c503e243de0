"""Private DNS in a VPC that resolves no private names."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType, Vpc

__all__ = ["DnsAttributesOff"]


class DnsAttributesOff(Rule):
    """Private DNS in a VPC that resolves no private names."""

    id = "dns-attributes-off"
    title = "Private DNS needs both DNS attributes of the VPC"
    rationale = (
        "EnableDnsHostnames is off unless a template turns it on. Without it, or without EnableDnsSupport, AWS refuses "
        "private DNS, and names would resolve to public addresses"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html"
    example = Example("""
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
      EnableDnsHostnames: false  # bad
      EnableDnsHostnames: true  # good
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints with private DNS in a VPC with an attribute off."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            vpc = survey.vpc(endpoint)
            if endpoint.private_dns is not True or vpc is None or survey.index.doubt(Vpc, vpc.id) is not None:
                continue
            given = {"EnableDnsSupport": vpc.dns_support, "EnableDnsHostnames": vpc.dns_hostnames}
            off = [name for name, value in given.items() if value is False]
            if off:
                yield self.finding(
                    endpoint,
                    f"private DNS of {endpoint} needs EnableDnsSupport and EnableDnsHostnames of {vpc}, and "
                    f"{' and '.join(off)} is off",
                    f"turn {' and '.join(off)} of {vpc} on",
                    vpc,
                )
