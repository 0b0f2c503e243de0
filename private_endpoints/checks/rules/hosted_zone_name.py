"""A hosted zone for an endpoint whose names are none of the service's."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import public_names
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, HostedZone, Record
from private_endpoints.network.paths.dns.hosts import private_names
from private_endpoints.network.paths.dns.names import Labels, ends_with, labels_of, same_name
from private_endpoints.network.paths.services import Service
from private_endpoints.values import Truth, Unknown, any_of

__all__ = ["HostedZoneName"]

_COM = ("amazonaws", "com")
_DUAL_STACK = ("api", "aws")
_OF_AWS = (_COM, ("amazonaws", "com", "cn"), _DUAL_STACK, ("on", "aws"), ("sagemaker", "aws"))


class HostedZoneName(Rule):
    """A hosted zone for an endpoint whose names are none of the service's."""

    id = "hosted-zone-name"
    title = "A record leads to the endpoint under a name that the service does not have"
    rationale = (
        "DNS names are not made of service names: ecr.api is api.ecr, kinesis-firehose is firehose. A record of "
        "another name is never asked for, and callers go on to public addresses"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Registry:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ecr.api
  Zone:
    Type: AWS::Route53::HostedZone
    Properties:
      Name: !Sub ecr.${AWS::Region}.amazonaws.com  # bad
      Name: !Sub api.ecr.${AWS::Region}.amazonaws.com  # good
      VPCs: [{VPCId: !Ref Vpc, VPCRegion: !Ref AWS::Region}]
  Name:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneId: !Ref Zone
      Name: !Sub ecr.api.${AWS::Region}.amazonaws.com  # bad
      Name: !Sub api.ecr.${AWS::Region}.amazonaws.com  # good
      Type: A
      AliasTarget:
        DNSName: !Select [1, !Split [":", !Select [0, !GetAtt Registry.DnsEntries]]]
        HostedZoneId: !Select [0, !Split [":", !Select [0, !GetAtt Registry.DnsEntries]]]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Records in AWS's own domains that lead to an endpoint of a service without such a name."""
        for record in survey.network.of(Record):
            endpoint = survey.get(record.endpoint)
            zone = survey.get(record.zone)
            if not isinstance(endpoint, Endpoint) or endpoint.type is not EndpointType.INTERFACE:
                continue
            service = survey.service(endpoint)
            if service is None or isinstance(record.name, Unknown) or not isinstance(zone, HostedZone):
                continue
            labels = labels_of(record.name)
            if not any(labels[-len(domain) :] == domain for domain in _OF_AWS) or not _confirmed(service):
                continue
            names = [labels_of(name) for name in private_names(service)]
            # More and more services have their name in AWS's dual-stack domain, too; the catalog may be older.
            names += [(*name[: -len(_COM)], *_DUAL_STACK) for name in names if name[-len(_COM) :] == _COM]
            if any_of(_is_name(labels, pattern) for pattern in names) is False:
                yield self.finding(
                    record,
                    f"{record} leads to {endpoint} under a name that {service.row.name} does not have",
                    f"name zone and record {_known(service)}",
                    endpoint,
                    zone,
                )


def _confirmed(service: Service) -> bool:
    row = service.row
    in_partition = row.confirmed_in is None or service.partition in row.confirmed_in
    # Services with further public names have more names than private DNS has.
    return (
        bool(row.private_dns_names)
        and "private_dns_names" not in row.assumed
        and in_partition
        and (public_names(row.name) is None)
    )


def _is_name(labels: Labels, pattern: Labels) -> Truth:
    """Whether a record's name is a name of the service, one in its domain, or a wildcard over it."""
    plain = pattern[1:] if pattern[:1] == ("*",) else pattern
    if labels[:1] == ("*",):
        return any_of((ends_with(plain, labels[1:]), ends_with(labels[1:], plain)))
    return any_of((same_name(labels, plain), ends_with(labels, plain)))


def _known(service: Service) -> str:
    return " or ".join(service.row.private_dns_names_in(service.text_region))
