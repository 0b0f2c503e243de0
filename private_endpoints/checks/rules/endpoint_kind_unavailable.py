"""An endpoint of a type that its service does not have."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["EndpointKindUnavailable"]


class EndpointKindUnavailable(Rule):
    """An endpoint of a type that its service does not have."""

    id = "endpoint-kind-unavailable"
    title = "The service has no endpoints of this type"
    rationale = (
        "Without VpcEndpointType CloudFormation asks for a gateway endpoint, which only S3 and DynamoDB have. AWS "
        "refuses it for any other service"
    )
    severity = Severity.ERROR
    source_url = (
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html"
    )
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      VpcEndpointType: Interface  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints whose type is none of their service's."""
        for endpoint in survey.endpoints(EndpointType.GATEWAY, EndpointType.INTERFACE):
            service = survey.service(endpoint)
            if service is None:
                continue
            kinds = [kind.value for kind in service.row.kinds]
            if str(endpoint.type) not in kinds and "kinds" not in service.row.assumed:
                yield self.finding(
                    endpoint,
                    f"{endpoint} is of type {endpoint.type}, and {service.row.name} has {' and '.join(kinds)} "
                    "endpoints only",
                    f"set VpcEndpointType to {kinds[0]}",
                    # A service may get interface endpoints after the catalog was read; gateways were never added.
                    severity=Severity.WARNING if endpoint.type is EndpointType.INTERFACE else None,
                )
