"""An endpoint for a service that has ended."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import ServiceStatus
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["EndedService"]


class EndedService(Rule):
    """An endpoint for a service that has ended."""

    id = "ended-service"
    title = "The service has ended, or ends"
    rationale = "AWS takes no new endpoints for a service that has ended, and the old ones cost money for nothing"
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.qldb.session  # bad
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm  # good
      PrivateDnsEnabled: true
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints whose service is no longer active."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            service = survey.service(endpoint)
            if service is not None and service.row.status is not ServiceStatus.ACTIVE:
                yield self.finding(
                    endpoint,
                    f"{service.row.name} of {endpoint} has ended: {service.row.ended}",
                    "remove the endpoint",
                )
