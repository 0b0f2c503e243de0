"""An endpoint that no name leads to."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, ProfileResource, Record, Vpc
from private_endpoints.network.paths.services import Service, is_for
from private_endpoints.values import Unknown

__all__ = ["PrivateDnsOff"]


class PrivateDnsOff(Rule):
    """An endpoint that no name leads to."""

    id = "private-dns-off"
    title = "No name of the service leads to the endpoint"
    rationale = (
        "Without private DNS the names that SDKs use resolve to public addresses: calls go past the endpoint, unless "
        "each caller is told the endpoint's own name"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: false  # bad
      PrivateDnsEnabled: true  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints without private DNS that no record and no other endpoint makes up for."""
        named = {one.endpoint for one in survey.network.of(Record)}
        carried = {one.resource for one in survey.network.of(ProfileResource)}
        if any(isinstance(one, Unknown) for one in (*named, *carried)):
            return
        # A record that holds a name instead of an alias may hold that of any endpoint.
        if any(isinstance(one.values, Unknown) for one in survey.network.of(Record)):
            return
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            service, vpc = survey.service(endpoint), survey.vpc(endpoint)
            if endpoint.private_dns is not False or service is None or vpc is None:
                continue
            # Without private DNS an API is called by a name with the endpoint's id in it, or by the endpoint's own
            # (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html).
            if service.row.name == "execute-api":
                continue
            if not service.row.private_dns_supported or endpoint.id in named | carried:
                continue
            if not _has_another(survey, endpoint, service, vpc):
                yield self.finding(
                    endpoint,
                    f"private DNS of {endpoint} is off, and no hosted zone leads to it: names of {service.row.name} "
                    "keep resolving to public addresses",
                    "set PrivateDnsEnabled to true, or add a private hosted zone that leads to the endpoint",
                )


def _has_another(survey: Survey, endpoint: Endpoint, service: Service, vpc: Vpc) -> bool:
    """Whether another endpoint of the VPC may serve the names."""
    return any(
        (one is not endpoint and one.private_dns is not False) or one.type is not EndpointType.INTERFACE
        for one in survey.endpoints_of(vpc)
        if is_for(one, service, vpc, survey.network) is not False
    )
