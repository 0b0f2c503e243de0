"""An endpoint whose security group admits every address."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.ports import may_take
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType, SecurityGroupRule
from private_endpoints.network.paths.hops.ranges import EVERY_IPV4, EVERY_IPV6
from private_endpoints.network.paths.services import Service

__all__ = ["EndpointOpenToTheWorld"]


class EndpointOpenToTheWorld(Rule):
    """An endpoint whose security group admits every address."""

    id = "endpoint-open-to-the-world"
    title = "A security group of the endpoint admits every address"
    rationale = (
        "Whatever can route to the VPC, such as peered networks and networks on premises, may use the endpoint. The "
        "clients are known: their security groups or ranges say the same and no more"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]  # bad
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]  # good
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SecurityGroupIds: [!Ref Group]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Inbound rules for every address in groups of endpoints."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.RESOURCE, EndpointType.SERVICE_NETWORK):
            vpc = survey.vpc(endpoint)
            for group in (survey.groups_of(endpoint, vpc) if vpc is not None else None) or ():
                for rule, truth in survey.index.ingress.at(group):
                    # Text only: a range that is not known is not every address.
                    wide = [one for one in (rule.cidr, rule.ipv6_cidr) if one in (EVERY_IPV4, EVERY_IPV6)]
                    if wide and truth is True and _is_about(survey.service(endpoint), rule):
                        yield self.finding(
                            rule,
                            f"a rule of {survey.get(group) or group} admits {wide[0]} to {endpoint}",
                            "admit the clients' security groups, or the ranges that they are in",
                            endpoint,
                        )


def _is_about(service: Service | None, rule: SecurityGroupRule) -> bool:
    return service is None or any(may_take(rule.protocol, one.first, one.last) for one in service.row.ports)
