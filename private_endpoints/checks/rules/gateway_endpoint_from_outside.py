"""Calls that end at a gateway endpoint of another VPC."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import EndpointKind, services
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.needs import why_needed
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Element, Endpoint, EndpointType, Question, Route, TargetKind, Workload

__all__ = ["GatewayEndpointFromOutside"]

_CODE = "gateway-endpoint-from-outside"


class GatewayEndpointFromOutside(Rule):
    """Calls that end at a gateway endpoint of another VPC."""

    id = "gateway-endpoint-from-outside"
    title = "Calls are routed to a gateway endpoint of another VPC"
    rationale = (
        "A gateway endpoint serves callers inside its own VPC, and nothing that comes over peering, a Transit Gateway, "
        "VPN or Direct Connect. A hub needs an interface endpoint, or each VPC a gateway endpoint of its own"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    example = Example("""
Resources:
  Hub: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  HubTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Hub}}
  HubSubnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Hub, CidrBlock: 10.0.1.0/24}}
  HubUse:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {RouteTableId: !Ref HubTable, SubnetId: !Ref HubSubnet}
  Spoke: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  SpokeTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Spoke}}
  SpokeSubnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Spoke, CidrBlock: 10.1.1.0/24}}
  SpokeUse:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {RouteTableId: !Ref SpokeTable, SubnetId: !Ref SpokeSubnet}
  Transit:
    Type: AWS::EC2::TransitGateway
    Properties: {DefaultRouteTableAssociation: disable, DefaultRouteTablePropagation: disable}
  HubAttachment:
    Type: AWS::EC2::TransitGatewayAttachment
    Properties: {TransitGatewayId: !Ref Transit, VpcId: !Ref Hub, SubnetIds: [!Ref HubSubnet]}
  SpokeAttachment:
    Type: AWS::EC2::TransitGatewayAttachment
    Properties: {TransitGatewayId: !Ref Transit, VpcId: !Ref Spoke, SubnetIds: [!Ref SpokeSubnet]}
  Routes: {Type: AWS::EC2::TransitGatewayRouteTable, Properties: {TransitGatewayId: !Ref Transit}}
  SpokeRouted:
    Type: AWS::EC2::TransitGatewayRouteTableAssociation
    Properties: {TransitGatewayRouteTableId: !Ref Routes, TransitGatewayAttachmentId: !Ref SpokeAttachment}
  ToHub:
    Type: AWS::EC2::TransitGatewayRoute
    Properties:
      TransitGatewayRouteTableId: !Ref Routes
      DestinationCidrBlock: 0.0.0.0/0
      TransitGatewayAttachmentId: !Ref HubAttachment
  Default:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref SpokeTable, DestinationCidrBlock: 0.0.0.0/0, TransitGatewayId: !Ref Transit}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      VpcId: !Ref Hub  # bad
      RouteTableIds: [!Ref HubTable]  # bad
      VpcId: !Ref Spoke  # good
      RouteTableIds: [!Ref SpokeTable]  # good
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
      - PolicyName: reads
        PolicyDocument: {Statement: [{Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::example/*"}]}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: of the worker, VpcId: !Ref Spoke}}
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: ""}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref SpokeSubnet], SecurityGroupIds: [!Ref Group]}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Workloads that call a service with gateways from a subnet that routes into other VPCs, and end at one."""
        names = [row.name for row in services() if EndpointKind.GATEWAY in row.kinds]
        if not any(True for _ in survey.endpoints(EndpointType.GATEWAY)):
            return
        for workload in _routed_away(survey):
            for name in names:
                reason = why_needed(survey, workload, name)
                if reason is None:
                    continue
                path = survey.paths.path(Question(source=workload.id, service=name))
                ends = [one.element for one in path.blockers if one.code == _CODE]
                endpoint: Element | None = survey.network.find(Endpoint, ends[0]) if ends else None
                if endpoint is not None and not path.unknowns:
                    yield self.finding(
                        workload,
                        f"{workload} calls {name} ({reason}), and its routes lead to {endpoint}, a gateway endpoint of "
                        "another VPC",
                        "add a gateway endpoint to the workload's own VPC",
                        endpoint,
                        severity=None if reason.declared else Severity.WARNING,
                    )


def _routed_away(survey: Survey) -> Iterator[Workload]:
    """Workloads in a subnet with a route to a Transit Gateway or peering connection."""
    seen: set[str] = set()
    for route in survey.network.of(Route):
        if route.target.kind not in (TargetKind.TRANSIT_GATEWAY, TargetKind.PEERING):
            continue
        for subnet in survey.subnets_of_table.get(route.route_table, ()) if isinstance(route.route_table, str) else ():
            for workload in survey.workloads_of_subnet.get(subnet.id, ()):
                if workload.id not in seen:
                    seen.add(workload.id)
                    yield workload
