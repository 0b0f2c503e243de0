"""An endpoint for a service that comes close to one that there is."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from private_endpoints.catalog import is_region_code, known_as, service
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.errors import UnknownServiceError
from private_endpoints.network import EndpointType
from private_endpoints.network.paths.services import shown
from private_endpoints.values import Unknown

__all__ = ["UnknownEndpointService"]

_DOMAIN = "com.amazonaws."
# New services have names of their own; a slip of the finger changes a letter or two.
_LIKENESS = 0.9


class UnknownEndpointService(Rule):
    """An endpoint for a service that comes close to one that there is."""

    id = "unknown-endpoint-service"
    title = "The service name looks misspelt"
    rationale = "AWS refuses an endpoint for a service that does not exist, and CloudFormation takes any name"
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Secrets:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.secretmanager  # bad
      ServiceName: !Sub com.amazonaws.${AWS::Region}.secretsmanager  # good
      PrivateDnsEnabled: true
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints for services of AWS that the catalog does not have, with a name that is nearly another's."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            if isinstance(endpoint.service_name, Unknown) or survey.service(endpoint) is not None:
                continue
            name = _short(shown(endpoint.service_name))
            meant = _meant(name) if name else []
            if meant:
                yield self.finding(
                    endpoint,
                    f"{endpoint} asks for {name}, which the catalog does not have",
                    f"did you mean {' or '.join(meant)}?",
                )


def _short(full_name: str) -> str:
    """The short name in a full one of AWS; empty where it is none."""
    region, dot, name = full_name.removeprefix(_DOMAIN).partition(".")
    is_full = full_name.startswith(_DOMAIN) and dot and (is_region_code(region) or region == "${AWS::Region}")
    return name if is_full and "$" not in name else ""


def _meant(name: str) -> list[str]:
    try:
        service(name)
    except UnknownServiceError as error:
        # What people call a service, such as cloudwatch or ecr, is a slip as well.
        return get_close_matches(name, error.suggestions, n=2, cutoff=_LIKENESS) or list(known_as(name))
    return []
