"""A gateway endpoint in no route table."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import EndpointKind
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["GatewayEndpointWithoutRoutes"]


class GatewayEndpointWithoutRoutes(Rule):
    """A gateway endpoint in no route table."""

    id = "gateway-endpoint-without-routes"
    title = "The gateway endpoint is in no route table"
    rationale = (
        "A gateway endpoint is nothing but a route to the service's prefix list. In no route table it carries no "
        "traffic, and calls go wherever the default route leads"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Gateway endpoints without a route table."""
        for endpoint in survey.endpoints(EndpointType.GATEWAY):
            service = survey.service(endpoint)
            # Of a service without gateways another rule speaks.
            served = service is not None and EndpointKind.GATEWAY in service.row.kinds
            if endpoint.route_tables == () and served and survey.index.changed(endpoint.id) is None:
                yield self.finding(
                    endpoint,
                    f"{endpoint} is in no route table, so no traffic goes through it",
                    "name the route tables of the subnets that use it in RouteTableIds",
                )
