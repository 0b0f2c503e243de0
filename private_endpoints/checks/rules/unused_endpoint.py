"""An endpoint that nothing can use."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import (
    Endpoint,
    EndpointType,
    Interface,
    RouteTable,
    RouteTableAssociation,
    Vpc,
    Workload,
)
from private_endpoints.values import Unknown

__all__ = ["UnusedEndpoint"]


class UnusedEndpoint(Rule):
    """An endpoint that nothing can use."""

    id = "unused-endpoint"
    title = "Nothing can use the endpoint"
    rationale = (
        "An interface endpoint is paid for by the hour in each Availability Zone, used or not. One that admits only "
        "security groups that nothing wears, or a gateway endpoint in tables of no subnet, is left over or misplaced"
    )
    severity = Severity.INFO
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Uses:  # good
    Type: AWS::EC2::SubnetRouteTableAssociation  # good
    Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}  # good
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Gateway endpoints in tables of no subnet, interface endpoints that admit only groups that nothing wears."""
        for endpoint in survey.endpoints(EndpointType.GATEWAY):
            if _is_in_idle_tables(survey, endpoint):
                yield self.finding(
                    endpoint,
                    f"no subnet uses a route table that {endpoint} is in",
                    "add the route tables of the subnets that call the service, or remove the endpoint",
                )
        wearers: list[Workload | Interface] = [*survey.network.of(Workload), *survey.network.of(Interface)]
        if any(isinstance(one.groups, Unknown) for one in wearers):
            return
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            if _admits_idle_groups(survey, endpoint):
                yield self.finding(
                    endpoint,
                    f"{endpoint} admits only security groups that nothing in these templates wears",
                    "give the group to the clients, or remove the endpoint",
                )


def _is_in_idle_tables(survey: Survey, endpoint: Endpoint) -> bool:
    tables, vpc = survey.tables(endpoint), survey.vpc(endpoint)
    if not tables or vpc is None or survey.index.doubt(Vpc, vpc.id) is not None:
        return False
    subnets = [subnet for subnet, _ in survey.index.subnets_of_vpc.at(vpc.id)]
    if any(survey.table_of(subnet) is None for subnet in subnets):
        return False
    return all(
        table not in survey.subnets_of_table
        and survey.network.find(RouteTable, table) is not None
        and survey.index.doubt(RouteTable, table) is None
        and not survey.may_have(RouteTableAssociation, "route_table", table)
        for table in tables
    )


def _admits_idle_groups(survey: Survey, endpoint: Endpoint) -> bool:
    vpc = survey.vpc(endpoint)
    groups = None if vpc is None else survey.groups_of(endpoint, vpc)
    if vpc is None or groups is None or vpc.default_security_group_id in groups:
        return False
    if not all(survey.is_whole_group(one, vpc) for one in groups):
        return False
    rules = [rule for group in groups for rule, _ in survey.index.ingress.at(group)]
    return bool(rules) and all(
        isinstance(rule.peer, str) and rule.peer not in survey.wearers and survey.is_whole_group(rule.peer, vpc)
        for rule in rules
    )
