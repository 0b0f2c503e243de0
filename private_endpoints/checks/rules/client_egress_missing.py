"""The endpoint admits a client that cannot get out."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.calls import is_about, is_kept_in, port_of
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.needs import why_needed
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, Workload

__all__ = ["ClientEgressMissing"]


class ClientEgressMissing(Rule):
    """The endpoint admits a client that cannot get out."""

    id = "client-egress-missing"
    title = "The endpoint admits a security group that has no way out to it"
    rationale = (
        "A connection needs both ends: the inbound rule of the endpoint and an outbound rule of the client. As soon as "
        "a group has any outbound rule of its own, it allows nothing else"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Client:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the client
      VpcId: !Ref Vpc
      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 10.0.0.0/16}]  # bad
      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]  # good
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref Client}]
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref Group]
  Worker:
    Type: AWS::EC2::Instance
    Properties: {ImageId: ami-1, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Client]}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Clients that an endpoint admits by their group, and whose groups do not let them out to it."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            reported: set[str] = set()
            for group, client in _admitted(survey, endpoint):
                if group not in reported and is_kept_in(survey, client, endpoint):
                    reported.add(group)
                    named = survey.get(group)
                    # Where others that wear the group get out, it is admitted for them, and this one may call nothing.
                    wearers = [one for one in survey.wearers.get(group, ()) if isinstance(one, Workload)]
                    certain = _calls(survey, client, endpoint) or all(
                        is_kept_in(survey, one, endpoint) for one in wearers
                    )
                    yield self.finding(
                        client,
                        f"{endpoint} admits {named or group}, and no security group of {client} lets it out to the "
                        "endpoint",
                        f"allow outbound TCP {port_of(survey, endpoint)} to the endpoint's security group",
                        endpoint,
                        severity=None if certain else Severity.WARNING,
                    )


def _calls(survey: Survey, client: Workload, endpoint: Endpoint) -> bool:
    service = survey.service(endpoint)
    return service is not None and why_needed(survey, client, service.row.name) is not None


def _admitted(survey: Survey, endpoint: Endpoint) -> Iterator[tuple[str, Workload]]:
    """Workloads that an endpoint admits by name of their group, with that group."""
    vpc = survey.vpc(endpoint)
    for own in (survey.groups_of(endpoint, vpc) if vpc is not None else None) or ():
        for rule, truth in survey.index.ingress.at(own):
            # A group may be there for others than the endpoint, on ports of their own.
            if truth is True and isinstance(rule.peer, str) and is_about(survey, rule, endpoint):
                for client in survey.wearers.get(rule.peer, ()):
                    if isinstance(client, Workload):
                        yield rule.peer, client
