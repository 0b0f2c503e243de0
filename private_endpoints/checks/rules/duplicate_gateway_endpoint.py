"""Two gateway endpoints of one service in one route table."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType
from private_endpoints.values import Value

__all__ = ["DuplicateGatewayEndpoint"]


class DuplicateGatewayEndpoint(Rule):
    """Two gateway endpoints of one service in one route table."""

    id = "duplicate-gateway-endpoint"
    title = "Two gateway endpoints of one service are in one route table"
    rationale = (
        "A route table has one route to the prefix list of a service. AWS refuses the second endpoint: route table "
        "already has a route with destination-prefix-list-id"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Other: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  First:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
  Second:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]  # bad
      RouteTableIds: [!Ref Other]  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Gateway endpoints in a route table that an earlier one of the same service and region is in."""
        taken: dict[tuple[str, str, Value], Endpoint] = {}
        for endpoint in survey.endpoints(EndpointType.GATEWAY):
            service = survey.service(endpoint)
            if service is None:
                continue
            for table in survey.tables(endpoint) or ():
                first = taken.setdefault((table, service.row.name, service.region), endpoint)
                if first is not endpoint:
                    yield self.finding(
                        endpoint,
                        f"{endpoint} and {first} are both gateway endpoints for {service.row.name} in "
                        f"{survey.get(table) or table}",
                        "make one endpoint with all route tables",
                        first,
                    )
                    break
