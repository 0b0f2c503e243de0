"""Private DNS of an S3 endpoint for inbound queries only, and no gateway endpoint for the VPC itself."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import EndpointKind
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType
from private_endpoints.network.paths.services import is_for

__all__ = ["InboundOnlyWithoutGateway"]


class InboundOnlyWithoutGateway(Rule):
    """Private DNS of an S3 endpoint for inbound queries only, and no gateway endpoint for the VPC itself."""

    id = "inbound-only-without-gateway"
    title = "Private DNS for inbound queries only needs a gateway endpoint in the VPC"
    rationale = (
        "With PrivateDnsOnlyForInboundResolverEndpoint the VPC itself keeps resolving public addresses, which a "
        "gateway endpoint has to serve. AWS refuses the option without one"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OnPremises:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      PrivateDnsEnabled: true
      DnsOptions: {PrivateDnsOnlyForInboundResolverEndpoint: OnlyInboundResolver}
  Gateway:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.dynamodb  # bad
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3  # good
      RouteTableIds: [!Ref Table]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints with the option in a VPC that has no gateway endpoint of the service."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            service, vpc = survey.service(endpoint), survey.whole_vpc(endpoint)
            if endpoint.private_dns is not True or service is None or vpc is None:
                continue
            if EndpointKind.GATEWAY not in service.row.kinds or endpoint.private_dns_only_inbound not in (True, None):
                continue
            said = endpoint.private_dns_only_inbound is True
            gateways = (
                one
                for one in survey.endpoints_of(vpc)
                if one.type is not EndpointType.INTERFACE and is_for(one, service, vpc, survey.network) is not False
            )
            if next(gateways, None) is None:
                yield self.finding(
                    endpoint,
                    f"private DNS of {endpoint} is for inbound queries only"
                    f"{'' if said else ', as it does not say otherwise'}, and {vpc} has no gateway endpoint for "
                    f"{service.row.name}",
                    f"add a gateway endpoint for {service.row.name}, made before this one, or set "
                    "PrivateDnsOnlyForInboundResolverEndpoint to AllResolvers",
                    vpc,
                    severity=None if said else Severity.WARNING,
                )
