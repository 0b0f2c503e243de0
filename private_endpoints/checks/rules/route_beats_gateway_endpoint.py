"""A route to public addresses beside a gateway endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType, Route
from private_endpoints.network.paths.hops.place import is_not_public
from private_endpoints.network.paths.hops.ranges import parse_range
from private_endpoints.network.paths.hops.routing import WIDER_THAN_ANY_SERVICE

__all__ = ["RouteBeatsGatewayEndpoint"]


class RouteBeatsGatewayEndpoint(Rule):
    """A route to public addresses beside a gateway endpoint."""

    id = "route-beats-gateway-endpoint"
    title = "A route to a public range may win over the gateway endpoint"
    rationale = (
        "The most specific route wins, and of two for the same range a static one before a prefix list. A route for "
        "addresses of the service takes its traffic past the endpoint"
    )
    severity = Severity.INFO
    source_url = "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
  Out:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref Table
      DestinationCidrBlock: 52.218.0.0/17  # bad
      DestinationCidrBlock: 172.16.0.0/12  # good
      TransitGatewayId: tgw-0a1b2c3d4e5f60718
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Static routes for public ranges, narrower than all, in the tables of a gateway endpoint."""
        for endpoint in survey.endpoints(EndpointType.GATEWAY):
            for table in survey.tables(endpoint) or ():
                for route, truth in survey.index.routes.at(table):
                    if truth is True and _is_narrow_and_public(route):
                        yield self.finding(
                            route,
                            f"the route to {route.cidr} is for public addresses, and wins over {endpoint} for those of "
                            "them that are the service's",
                            "remove the route if the range holds addresses of the service",
                            endpoint,
                        )


def _is_narrow_and_public(route: Route) -> bool:
    found = parse_range(route.cidr) if isinstance(route.cidr, str) else None
    return found is not None and found.length > WIDER_THAN_ANY_SERVICE and not is_not_public(str(route.cidr))
