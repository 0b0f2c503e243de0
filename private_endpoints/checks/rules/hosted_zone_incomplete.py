"""A hosted zone that takes a service's domain and answers for a part of it only."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, HostedZone, Record
from private_endpoints.network.paths.dns.hosts import private_names
from private_endpoints.network.paths.dns.names import Labels, ends_with, labels_of, same_name
from private_endpoints.network.paths.services import Service
from private_endpoints.values import Unknown

__all__ = ["HostedZoneIncomplete"]


class HostedZoneIncomplete(Rule):
    """A hosted zone that takes a service's domain and answers for a part of it only."""

    id = "hosted-zone-incomplete"
    title = "A hosted zone for the endpoint lacks a record that the service needs"
    rationale = (
        "A private hosted zone answers for all of its domain: what it has no record for does not resolve at all. "
        "Registries, buckets and APIs are called by names of their own, so their zones need a wildcard"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Registry:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ecr.dkr
  Zone:
    Type: AWS::Route53::HostedZone
    Properties:
      Name: !Sub dkr.ecr.${AWS::Region}.amazonaws.com
      VPCs: [{VPCId: !Ref Vpc, VPCRegion: !Ref AWS::Region}]
  Name:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: !Ref Zone
      Name: !Sub dkr.ecr.${AWS::Region}.amazonaws.com  # bad
      Name: !Sub "*.dkr.ecr.${AWS::Region}.amazonaws.com"  # good
      Type: A
      AliasTarget:
        DNSName: !Select [1, !Split [":", !Select [0, !GetAtt Registry.DnsEntries]]]
        HostedZoneId: !Select [0, !Split [":", !Select [0, !GetAtt Registry.DnsEntries]]]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Zones of a service's own domain without one of the service's names in it."""
        for zone in survey.network.of(HostedZone):
            if survey.index.doubt(HostedZone, zone.id) is not None or isinstance(zone.name, Unknown):
                continue
            if zone.private is not True or survey.may_have(Record, "zone", zone.id):
                continue
            records = [record for record, _ in survey.index.records.at(zone.id)]
            names = [None if isinstance(one.name, Unknown) else labels_of(one.name) for one in records]
            if None in names:
                continue
            domain = labels_of(zone.name)
            for endpoint, service in _led_to(survey, records).values():
                for needed in _needed(service, domain):
                    if all(_is_another(needed, name) for name in names if name is not None):
                        yield self._missing(zone, endpoint, service, needed)

    def _missing(self, zone: HostedZone, endpoint: Endpoint, service: Service, needed: Labels) -> Finding:
        wildcard = needed[:1] == ("*",)
        return self.finding(
            zone,
            f"{zone} takes the domain of {service.row.name} and has no record for "
            f"{'names in it' if wildcard else 'the domain itself'}, so these do not resolve",
            f"add an alias record for {'*.' if wildcard else ''}the zone's name that leads to {endpoint}",
            endpoint,
            severity=self.severity if wildcard else Severity.WARNING,
        )


def _is_another(needed: Labels, name: Labels) -> bool:
    """Whether a record is of no use for a name; a record for one registry or API may be all that is called."""
    if needed[:1] == ("*",) and len(name) >= len(needed) and ends_with(name, needed[1:]) is not False:
        return False
    return same_name(needed, name) is False


def _led_to(survey: Survey, records: list[Record]) -> dict[str, tuple[Endpoint, Service]]:
    found: dict[str, tuple[Endpoint, Service]] = {}
    for record in records:
        endpoint = survey.get(record.endpoint)
        if isinstance(endpoint, Endpoint) and endpoint.type is EndpointType.INTERFACE:
            service = survey.service(endpoint)
            if service is not None:
                found[endpoint.id] = (endpoint, service)
    return found


def _needed(service: Service, domain: Labels) -> Iterator[Labels]:
    """The names of a service that are a zone's own domain, or any name in it."""
    row = service.row
    if "private_dns_names" in row.assumed:
        return
    for pattern, name in zip(row.private_dns_names, private_names(service), strict=True):
        labels = labels_of(name)
        if pattern not in row.assumed_dns_names and domain in (labels, labels[1:] if labels[:1] == ("*",) else labels):
            yield labels
