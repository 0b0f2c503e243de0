"""An endpoint for a service that the region does not have."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["ServiceNotInRegion"]


class ServiceNotInRegion(Rule):
    """An endpoint for a service that the region does not have."""

    id = "service-not-in-region"
    title = "The region does not have the service"
    rationale = (
        "Not every region has every service: ec2messages exists only in regions launched before 2024. Asking for an "
        "endpoint that does not exist fails the deployment"
    )
    severity = Severity.WARNING
    source_url = (
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html"
    )
    example = Example(
        """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Messages:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ec2messages  # bad
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssmmessages  # good
      PrivateDnsEnabled: true
""",
        region="mx-central-1",
    )

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints in regions that the catalog knows to lack the service."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            service = survey.service(endpoint)
            if service is not None and service.row.available_in(service.text_region) is False:
                yield self.finding(
                    endpoint,
                    f"{service.text_region} did not have {service.row.name} on {service.row.as_of}",
                    "leave the endpoint out in this region",
                )
