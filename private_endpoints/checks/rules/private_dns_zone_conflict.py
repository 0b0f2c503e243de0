"""A hosted zone has the name that an endpoint's private DNS needs."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType
from private_endpoints.network.paths.dns.hosts import private_names
from private_endpoints.network.paths.dns.names import labels_of
from private_endpoints.values import Unknown

__all__ = ["PrivateDnsZoneConflict"]


class PrivateDnsZoneConflict(Rule):
    """A hosted zone has the name that an endpoint's private DNS needs."""

    id = "private-dns-zone-conflict"
    title = "A private hosted zone of the VPC has a name of the endpoint's service"
    rationale = (
        "Private DNS makes a hidden hosted zone of the service's name. AWS refuses it where the VPC is associated with "
        "a zone of the same name already: conflicting DNS domain"
    )
    severity = Severity.ERROR
    source_url = "https://repost.aws/knowledge-center/vpc-interface-endpoint-domain-conflict"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Zone:
    Type: AWS::Route53::HostedZone
    Properties:
      Name: !Sub ssm.${AWS::Region}.amazonaws.com
      VPCs: [{VPCId: !Ref Vpc, VPCRegion: !Ref AWS::Region}]
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true  # bad
      PrivateDnsEnabled: false  # good
  Name:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: !Ref Zone
      Name: !Sub ssm.${AWS::Region}.amazonaws.com
      Type: A
      AliasTarget:
        DNSName: !Select [1, !Split [":", !Select [0, !GetAtt Ssm.DnsEntries]]]
        HostedZoneId: !Select [0, !Split [":", !Select [0, !GetAtt Ssm.DnsEntries]]]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints with private DNS in a VPC with a zone of one of their names."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            service, vpc = survey.service(endpoint), survey.vpc(endpoint)
            if endpoint.private_dns is not True or service is None or vpc is None:
                continue
            if "private_dns_names" in service.row.assumed:
                continue
            # Labels leave the star of a wildcard in front, which is no part of the domain.
            names = zip(service.row.private_dns_names, private_names(service), strict=True)
            certain = [labels_of(name) for pattern, name in names if pattern not in service.row.assumed_dns_names]
            domains = {labels[1:] if labels[:1] == ("*",) else labels for labels in certain}
            for zone in survey.zones_of(vpc):
                if not isinstance(zone.name, Unknown) and labels_of(zone.name) in domains:
                    yield self.finding(
                        endpoint,
                        f"{endpoint} has private DNS for {service.row.name}, and {zone} is a hosted zone of that name "
                        "in the same VPC",
                        "remove the zone from this VPC, or turn PrivateDnsEnabled off",
                        zone,
                    )
