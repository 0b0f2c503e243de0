"""A workload beside a gateway endpoint whose security groups do not let it out to the service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.needs import why_needed
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, Vpc, Workload
from private_endpoints.network.paths.hops.flow import Flow, Ports
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.services import Service, is_for

__all__ = ["PrefixListEgressMissing"]

_HTTPS = Ports(443, 443)


class PrefixListEgressMissing(Rule):
    """A workload beside a gateway endpoint whose security groups do not let it out to the service."""

    id = "prefix-list-egress-missing"
    title = "No outbound rule lets the workload reach the gateway endpoint's service"
    rationale = (
        "A gateway endpoint changes the route, not the addresses: packets go to public addresses of the service. A "
        "group with outbound rules of its own needs one for the service's prefix list"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Use: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the worker
      VpcId: !Ref Vpc
      SecurityGroupEgress:
      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}
      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: pl-6da54004}  # good
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
      - PolicyName: reads
        PolicyDocument: {Statement: [{Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::example/*"}]}
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: ""}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Workloads in the subnets of a gateway endpoint that call the service and may not go out to it."""
        for endpoint in survey.endpoints(EndpointType.GATEWAY):
            service, vpc = survey.service(endpoint), survey.whole_vpc(endpoint)
            if service is None or vpc is None or _has_interfaces(survey, service, vpc):
                continue
            for workload in _beside(survey, endpoint):
                reason = why_needed(survey, workload, service.row.name)
                if reason is not None and _is_kept_in(survey, workload, vpc, service):
                    yield self.finding(
                        workload,
                        f"{workload} calls {service.row.name} ({reason}), and no outbound rule of its security "
                        "groups allows that",
                        f"allow outbound TCP 443 to the prefix list of {service.row.name}",
                        endpoint,
                        severity=None if reason.declared else Severity.WARNING,
                    )


def _beside(survey: Survey, endpoint: Endpoint) -> Iterable[Workload]:
    """What runs in a subnet whose table has the endpoint, and has IPv4 addresses only there."""
    tables = survey.tables(endpoint) or ()
    subnets = [one for table in tables for one in survey.subnets_of_table.get(table, ()) if one.ipv6_cidr is None]
    return {one.id: one for subnet in subnets for one in survey.workloads_of_subnet.get(subnet.id, ())}.values()


def _has_interfaces(survey: Survey, service: Service, vpc: Vpc) -> bool:
    """Whether the VPC may reach the service over an interface endpoint as well."""
    return any(
        one.type is not EndpointType.GATEWAY and is_for(one, service, vpc, survey.network) is not False
        for one in survey.endpoints_of(vpc)
    )


def _is_kept_in(survey: Survey, workload: Workload, vpc: Vpc, service: Service) -> bool:
    groups = survey.groups_of(workload, vpc)
    if groups is None or not all(survey.is_whole_group(one, vpc) for one in groups):
        return False
    here = Place(family=4, name=str(workload), vpc=vpc.id, groups=workload.groups)
    name = service.row.name
    there = Place(family=4, name=name, public=True, service=name, region=service.region)
    return survey.groups.let_out(Flow(source=here, destination=there, ports=_HTTPS)) is False
