"""A NAT gateway does what a gateway endpoint does for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import EndpointKind, EndpointService, services
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.needs import why_needed
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import NatGateway, Route, Subnet, TargetKind, Vpc
from private_endpoints.network.paths.hops.ranges import EVERY_IPV4
from private_endpoints.network.paths.services import Service, is_for, region_of

__all__ = ["NatForGatewayService"]


class NatForGatewayService(Rule):
    """A NAT gateway does what a gateway endpoint does for nothing."""

    id = "nat-for-gateway-service"
    title = "Calls go through a NAT gateway that a gateway endpoint could serve"
    rationale = (
        "Gateway endpoints for S3 and DynamoDB cost nothing, keep the traffic off public addresses and take a policy. "
        "Through a NAT gateway every gigabyte is paid for, and any bucket of anybody is in reach"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Use: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}}
  Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Address: {Type: AWS::EC2::EIP}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Public, AllocationId: !GetAtt Address.AllocationId}}
  Out:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
  Gateway:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.dynamodb  # bad
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3  # good
      RouteTableIds: [!Ref Table]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
      - PolicyName: reads
        PolicyDocument: {Statement: [{Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::example/*"}]}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: of the worker, VpcId: !Ref Vpc}}
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: ""}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Workloads that call such a service from a subnet whose default route leads to a NAT gateway."""
        with_gateways = [row for row in services() if EndpointKind.GATEWAY in row.kinds]
        reported: set[tuple[str, str]] = set()
        for route in survey.network.of(Route):
            if not _leads_to_nat(route) or not isinstance(route.route_table, str):
                continue
            for subnet in survey.subnets_of_table.get(route.route_table, ()):
                for row in with_gateways:
                    for finding, key in self._of_subnet(survey, subnet, route, row):
                        if key not in reported:
                            reported.add(key)
                            yield finding

    def _of_subnet(
        self, survey: Survey, subnet: Subnet, route: Route, row: EndpointService
    ) -> Iterator[tuple[Finding, tuple[str, str]]]:
        vpc = survey.whole_vpc(subnet)
        if vpc is None or _has_endpoint(survey, vpc, row):
            return
        nat = survey.get(route.target.id)
        for workload in survey.workloads_of_subnet.get(subnet.id, ()):
            reason = why_needed(survey, workload, row.name)
            if reason is not None:
                finding = self.finding(
                    workload,
                    f"{workload} calls {row.name} ({reason}) through {nat or 'a NAT gateway'}, and {vpc} has no "
                    "endpoint for it",
                    f"add a gateway endpoint for {row.name} to the route tables of {vpc}",
                    *([nat] if isinstance(nat, NatGateway) else []),
                )
                yield finding, (workload.id, row.name)


def _leads_to_nat(route: Route) -> bool:
    return route.target.kind is TargetKind.NAT_GATEWAY and route.cidr == EVERY_IPV4


def _has_endpoint(survey: Survey, vpc: Vpc, row: EndpointService) -> bool:
    wanted = Service(row=row, region=region_of(vpc, survey.network))
    return any(is_for(one, wanted, vpc, survey.network) is not False for one in survey.endpoints_of(vpc))
