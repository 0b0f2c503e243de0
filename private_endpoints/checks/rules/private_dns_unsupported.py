"""Private DNS for a service that has none."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["PrivateDnsUnsupported"]


class PrivateDnsUnsupported(Rule):
    """Private DNS for a service that has none."""

    id = "private-dns-unsupported"
    title = "The service has no private DNS"
    rationale = "AWS refuses an endpoint with private DNS for a service that has no private DNS name"
    # A service may get private DNS after the catalog was read.
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Table:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.dynamodb
      PrivateDnsEnabled: true  # bad
      PrivateDnsEnabled: false  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints with private DNS whose service has none."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            service = survey.service(endpoint)
            if endpoint.private_dns is not True or service is None or service.row.private_dns_supported:
                continue
            yield self.finding(
                endpoint,
                f"{endpoint} has private DNS on, and {service.row.name} had none on {service.row.as_of}",
                "turn PrivateDnsEnabled off, and call the endpoint by its own DNS name",
            )
