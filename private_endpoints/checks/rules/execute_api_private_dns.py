"""Private DNS of API Gateway takes public APIs away."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["ExecuteApiPrivateDns"]


class ExecuteApiPrivateDns(Rule):
    """Private DNS of API Gateway takes public APIs away."""

    id = "execute-api-private-dns"
    title = "Private DNS of execute-api takes the names of public APIs too"
    rationale = (
        "All APIs of a region have names under execute-api. With private DNS all of them lead to the endpoint, which "
        "answers 403 for public ones: calls from the VPC to anybody's public API fail"
    )
    severity = Severity.WARNING
    source_url = "https://repost.aws/knowledge-center/api-gateway-vpc-connections"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Apis:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.execute-api
      PrivateDnsEnabled: true  # bad
      PrivateDnsEnabled: false  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints for execute-api with private DNS."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            service = survey.service(endpoint)
            if service is not None and service.row.name == "execute-api" and endpoint.private_dns is True:
                yield self.finding(
                    endpoint,
                    f"private DNS of {endpoint} takes the names of all APIs of the region, public ones too",
                    "acknowledge this if the VPC calls private APIs only, else turn PrivateDnsEnabled off",
                )
