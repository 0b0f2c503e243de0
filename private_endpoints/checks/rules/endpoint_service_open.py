"""An endpoint service that everybody may connect to."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointService
from private_endpoints.values import Unknown

__all__ = ["EndpointServiceOpen"]


class EndpointServiceOpen(Rule):
    """An endpoint service that everybody may connect to."""

    id = "endpoint-service-open"
    title = "Every AWS account may use the endpoint service"
    rationale = (
        "With the principal * any account can ask for an endpoint to the service, and without acceptance it is "
        "connected at once. What is behind the load balancer is then open to strangers"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html"
    example = Example("""
Resources:
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: network, Subnets: [subnet-0a1b2c3d]}}
  Service:
    Type: AWS::EC2::VPCEndpointService
    Properties: {NetworkLoadBalancerArns: [!Ref Balancer], AcceptanceRequired: false}
  Permissions:
    Type: AWS::EC2::VPCEndpointServicePermissions
    Properties:
      ServiceId: !Ref Service
      AllowedPrincipals: ["*"]  # bad
      AllowedPrincipals: ["arn:aws:iam::111122223333:root"]  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoint services with the principal `*`."""
        for service in survey.network.of(EndpointService):
            if service.principals is None or isinstance(service.principals, Unknown) or "*" not in service.principals:
                continue
            accepted = service.acceptance_required is not False
            yield self.finding(
                service,
                f"every AWS account may ask for an endpoint to {service}"
                + (", and somebody has to refuse each of them" if accepted else ", and gets it unasked"),
                "name the accounts that may connect in AllowedPrincipals"
                + ("" if accepted else ", or set AcceptanceRequired"),
                severity=Severity.WARNING if accepted else None,
            )
