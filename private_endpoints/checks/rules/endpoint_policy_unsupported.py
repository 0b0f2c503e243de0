"""A policy on an endpoint whose service takes none."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["EndpointPolicyUnsupported"]


class EndpointPolicyUnsupported(Rule):
    """A policy on an endpoint whose service takes none."""

    id = "endpoint-policy-unsupported"
    title = "The service takes no endpoint policy"
    rationale = (
        "Some services have no endpoint policies: AWS refuses one, or gives full access whatever it says. Services "
        "gain support over time, so this is a warning"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Mail:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.email-smtp
      PrivateDnsEnabled: true
      PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "*", Resource: "*"}]}  # bad
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints with a policy whose service has none, on the date of the catalog."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            service = survey.service(endpoint)
            if endpoint.policy is not None and service is not None and service.row.policy_supported is False:
                yield self.finding(
                    endpoint,
                    f"{endpoint} has a policy, and {service.row.name} took none on {service.row.as_of}",
                    "remove PolicyDocument, or acknowledge this if the service takes policies now",
                )
