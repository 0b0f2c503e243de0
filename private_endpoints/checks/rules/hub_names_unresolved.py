"""A hub's endpoint for other VPCs, in which its names do not resolve."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.connections import vpcs_of_connections
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import (
    Endpoint,
    EndpointType,
    HostedZone,
    Vpc,
)
from private_endpoints.network.paths.dns.hosts import private_names
from private_endpoints.network.paths.dns.names import ends_with, labels_of
from private_endpoints.network.paths.hops.ranges import EVERY_IPV4, covers
from private_endpoints.network.paths.services import Service, is_for
from private_endpoints.values import Unknown

__all__ = ["HubNamesUnresolved"]


class HubNamesUnresolved(Rule):
    """A hub's endpoint for other VPCs, in which its names do not resolve."""

    id = "hub-names-unresolved"
    title = "The endpoint admits another VPC, in which the names of its service lead to public addresses"
    rationale = (
        "Private DNS works in the endpoint's own VPC and nowhere else. Other VPCs need a private hosted zone "
        "associated with them, or a Route 53 Profile that carries the endpoint"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
    example = Example("""
Resources:
  Hub: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Spoke: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16, EnableDnsHostnames: true}}
  Peering: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Hub, PeerVpcId: !Ref Spoke}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Hub
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}]
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Hub
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SecurityGroupIds: [!Ref Group]
  Profile: {Type: AWS::Route53Profiles::Profile, Properties: {Name: endpoints}}
  Carries:
    Type: AWS::Route53Profiles::ProfileResourceAssociation
    Properties: {Name: ssm, ProfileId: !Ref Profile, ResourceArn: !Sub "arn:aws:ec2:eu-west-1:1:vpc-endpoint/${Ssm}"}
  Uses:
    Type: AWS::Route53Profiles::ProfileAssociation
    Properties:
      Name: spoke
      ProfileId: !Ref Profile
      ResourceId: !Ref Hub  # bad
      ResourceId: !Ref Spoke  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints that admit the range of a connected VPC with no endpoint, zone, profile or rule for the names."""
        connected = _connected(survey)
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            service, home = survey.service(endpoint), survey.vpc(endpoint)
            if service is None or home is None or not service.row.private_dns_names:
                continue
            for vpc in sorted(connected.get(home.id, ())):
                spoke = survey.network.find(Vpc, vpc)
                if (
                    spoke is None
                    or survey.index.doubt(Vpc, vpc) is not None
                    or not _admits(survey, endpoint, home, spoke)
                ):
                    continue
                if not _resolves(survey, spoke, service):
                    yield self.finding(
                        endpoint,
                        f"{endpoint} admits {spoke}, and names of {service.row.name} resolve to public addresses there",
                        f"associate a private hosted zone that leads to the endpoint with {spoke}, or a Route 53 "
                        "Profile that carries it",
                        spoke,
                    )


def _connected(survey: Survey) -> dict[str, set[str]]:
    """VPCs that a VPC is peered with, or on one Transit Gateway with."""
    found: dict[str, set[str]] = {}
    for group in vpcs_of_connections(survey.network).values():
        for one in group:
            found.setdefault(one, set()).update(group - {one})
    return found


def _admits(survey: Survey, endpoint: Endpoint, home: Vpc, spoke: Vpc) -> bool:
    """Whether a rule is for the range of the spoke, among others but not among all."""
    if not spoke.cidrs:
        return False
    return any(
        truth is True
        and rule.cidr is not None
        and rule.cidr != EVERY_IPV4
        and all(covers(rule.cidr, one) is True for one in spoke.cidrs)
        for group in survey.groups_of(endpoint, home) or ()
        for rule, truth in survey.index.ingress.at(group)
    )


def _resolves(survey: Survey, spoke: Vpc, service: Service) -> bool:
    """Whether anything in the spoke may lead the service's names elsewhere than to public addresses."""
    index = survey.index
    if any(is_for(one, service, spoke, survey.network) is not False for one in survey.endpoints_of(spoke)):
        return True
    if any(True for _ in index.profiles_of_vpc.at(spoke.id)) or any(True for _ in index.rules_of_vpc.at(spoke.id)):
        return True
    zones = [one for one, _ in index.zones_of_vpc.at(spoke.id)]
    for association, _ in index.zone_associations.at(spoke.id):
        found = survey.get(association.zone)
        if not isinstance(found, HostedZone):
            return True
        zones.append(found)
    names = [labels_of(name) for name in private_names(service)]
    return any(
        isinstance(zone.name, Unknown) or any(ends_with(name, labels_of(zone.name)) is not False for name in names)
        for zone in zones
    )
