"""An endpoint for a service of another region that does not say so, or cannot."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import is_region_code
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType
from private_endpoints.network.paths.services import region_of

__all__ = ["ServiceOfOtherRegion"]


class ServiceOfOtherRegion(Rule):
    """An endpoint for a service of another region that does not say so, or cannot."""

    id = "service-of-other-region"
    title = "The service is in another region than the VPC"
    rationale = (
        "A region has no endpoint service with the name of another region. Few services can be reached across regions, "
        "by interface endpoints with ServiceRegion; gateway endpoints never can"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html"
    example = Example("""
Parameters:
  Region: {Type: String, Default: eu-west-1}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.s3  # bad
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3  # good
      RouteTableIds: [!Ref Table]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints whose service's region is known to differ from the VPC's, without ServiceRegion or in vain."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            service, vpc = survey.service(endpoint), survey.vpc(endpoint)
            if service is None or vpc is None or service.row.is_global:
                continue
            home, there = region_of(vpc, survey.network), service.region
            if not isinstance(home, str) or not isinstance(there, str) or home == there or not is_region_code(there):
                continue
            if endpoint.service_region is None or endpoint.type is EndpointType.GATEWAY:
                yield self.finding(
                    endpoint,
                    f"{endpoint} asks for {service.row.name} of {there}, and {vpc} is in {home}",
                    "name the service of the VPC's own region; for another one an interface endpoint needs "
                    "ServiceRegion",
                    vpc,
                )
            elif not service.row.cross_region:
                yield self.finding(
                    endpoint,
                    f"{service.row.name} could not be reached from other regions on {service.row.as_of}, and "
                    f"{endpoint} asks for it in {there} from {home}",
                    "use an endpoint in the service's own region, and route to it",
                    vpc,
                    severity=Severity.WARNING,
                )
