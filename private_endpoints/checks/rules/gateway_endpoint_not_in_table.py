"""A workload beside a gateway endpoint whose route table does not lead to it."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.needs import why_needed
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, RouteTable, Vpc
from private_endpoints.network.paths.services import Service, is_for

__all__ = ["GatewayEndpointNotInTable"]


class GatewayEndpointNotInTable(Rule):
    """A workload beside a gateway endpoint whose route table does not lead to it."""

    id = "gateway-endpoint-not-in-table"
    title = "The route table of a workload's subnet does not lead to the gateway endpoint"
    rationale = (
        "A gateway endpoint serves the subnets of its route tables and no others. A workload that calls the service "
        "from another subnet goes out through the NAT gateway, or nowhere"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Other: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Use: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Other]  # bad
      RouteTableIds: [!Ref Table]  # good
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
        """Subnets with a workload that calls the service, in the VPC of a gateway endpoint but not in its tables."""
        for endpoint in survey.endpoints(EndpointType.GATEWAY):
            service, vpc = survey.service(endpoint), survey.whole_vpc(endpoint)
            if service is None or vpc is None or survey.tables(endpoint) in (None, ()):
                continue
            if not _is_only_way(survey, endpoint, service, vpc):
                continue
            tables = {
                table
                for one in survey.endpoints_of(vpc)
                if is_for(one, service, vpc, survey.network) is not False
                for table in survey.tables(one) or ()
            }
            for subnet, _ in survey.index.subnets_of_vpc.at(vpc.id):
                table = survey.table_of(subnet)
                if (
                    table is None
                    or table in tables
                    or survey.index.doubt(RouteTable, table, by_default=True) is not None
                ):
                    continue
                for workload in survey.workloads_of_subnet.get(subnet.id, ()):
                    reason = why_needed(survey, workload, service.row.name)
                    if reason:
                        yield self.finding(
                            workload,
                            f"{workload} calls {service.row.name} ({reason}) from {subnet}, whose route table does not "
                            f"lead to {endpoint}",
                            f"add the route table of {subnet} to RouteTableIds of {endpoint}",
                            endpoint,
                            subnet,
                        )


def _is_only_way(survey: Survey, endpoint: Endpoint, service: Service, vpc: Vpc) -> bool:
    """Whether all endpoints of the service in the VPC are gateways whose tables are known."""
    return all(
        one is endpoint or (one.type is EndpointType.GATEWAY and survey.tables(one) is not None)
        for one in survey.endpoints_of(vpc)
        if is_for(one, service, vpc, survey.network) is not False
    )
