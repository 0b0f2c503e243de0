"""Two endpoints of a VPC answer for one name."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType
from private_endpoints.network.paths.dns.hosts import private_names
from private_endpoints.values import Value

__all__ = ["DuplicatePrivateDns"]


class DuplicatePrivateDns(Rule):
    """Two endpoints of a VPC answer for one name."""

    id = "duplicate-private-dns"
    title = "Two endpoints of a VPC have private DNS for one service"
    rationale = (
        "A VPC resolves a name to one endpoint only. AWS refuses the second one: private-dns-enabled cannot be set "
        "because there is already a conflicting DNS domain"
    )
    severity = Severity.ERROR
    source_url = "https://repost.aws/knowledge-center/vpc-interface-endpoint-domain-conflict"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  First:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
  Second:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true  # bad
      PrivateDnsEnabled: false  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints whose private DNS has a name that an earlier one has."""
        taken: dict[tuple[str, Value], Endpoint] = {}
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            if endpoint.private_dns is not True or not isinstance(endpoint.vpc, str):
                continue
            for name in _names(survey, endpoint):
                first = taken.setdefault((endpoint.vpc, name), endpoint)
                if first is not endpoint:
                    yield self.finding(
                        endpoint,
                        f"{endpoint} and {first} both have private DNS for {endpoint_name(survey, endpoint)} in one "
                        "VPC",
                        "make one endpoint and share it, or turn PrivateDnsEnabled off on one of them",
                        first,
                    )
                    break


def endpoint_name(survey: Survey, endpoint: Endpoint) -> str:
    """What messages call the service of an endpoint."""
    service = survey.service(endpoint)
    return service.row.name if service is not None else str(endpoint.service_name)


def _names(survey: Survey, endpoint: Endpoint) -> tuple[Value, ...]:
    service = survey.service(endpoint)
    if service is not None:
        return private_names(service) if "private_dns_names" not in service.row.assumed else (service.row.name,)
    # Of somebody else's service: two endpoints to it have the one name that it has.
    return (endpoint.service_name,) if isinstance(endpoint.service_name, str) and endpoint.service_name else ()
