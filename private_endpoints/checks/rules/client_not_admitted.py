"""A client may call an endpoint that does not admit it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from private_endpoints.checks.calls import is_about, is_refused, port_of
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, SecurityGroupRule, Workload

__all__ = ["ClientNotAdmitted"]


class ClientNotAdmitted(Rule):
    """A client may call an endpoint that does not admit it."""

    id = "client-not-admitted"
    title = "A client has an outbound rule for the endpoint, which does not admit it"
    rationale = (
        "A connection needs both ends: the outbound rule of the client and an inbound rule of the endpoint. Without "
        "the latter every call times out"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.2.0/24}]  # bad
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.1.0/24}]  # good
  Client:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the client
      VpcId: !Ref Vpc
      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationSecurityGroupId: !Ref Group}]
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
        """Clients with an outbound rule that names the group of an endpoint which refuses them."""
        towards: dict[str, list[SecurityGroupRule]] = {}
        for rule in survey.network.of(SecurityGroupRule):
            if rule.egress and rule.exists is True and isinstance(rule.peer, str):
                towards.setdefault(rule.peer, []).append(rule)
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            vpc = survey.vpc(endpoint)
            for own in (survey.groups_of(endpoint, vpc) if vpc is not None else None) or ():
                # Where something else wears the group, the rule may be there for that.
                shared = bool(survey.wearers.get(own))
                others = [one for one in survey.endpoints(EndpointType.INTERFACE) if own in _groups(survey, one)]
                for rule in towards.get(own, ()):
                    if is_about(survey, rule, endpoint):
                        yield from self._of_rule(survey, endpoint, rule, others, shared=shared)

    def _of_rule(
        self, survey: Survey, endpoint: Endpoint, rule: SecurityGroupRule, others: Sequence[Endpoint], *, shared: bool
    ) -> Iterator[Finding]:
        for client in survey.wearers.get(rule.group, ()) if isinstance(rule.group, str) else ():
            if isinstance(client, Workload) and is_refused(survey, client, endpoint):
                meant = shared or any(not is_refused(survey, client, one) for one in others if one is not endpoint)
                yield self.finding(
                    endpoint,
                    f"{client} has an outbound rule for {endpoint}, and no security group of the endpoint admits it",
                    f"admit the client's security group on TCP {port_of(survey, endpoint)}",
                    client,
                    severity=Severity.WARNING if meant else None,
                )
                return


def _groups(survey: Survey, endpoint: Endpoint) -> tuple[str, ...]:
    vpc = survey.vpc(endpoint)
    return (None if vpc is None else survey.groups_of(endpoint, vpc)) or ()
