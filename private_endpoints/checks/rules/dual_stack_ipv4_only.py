"""An endpoint with IPv6 addresses whose security group admits IPv4 only."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType, PrefixList, SecurityGroupRule

__all__ = ["DualStackIpv4Only"]


class DualStackIpv4Only(Rule):
    """An endpoint with IPv6 addresses whose security group admits IPv4 only."""

    id = "dual-stack-ipv4-only"
    title = "An endpoint with IPv6 addresses admits IPv4 only"
    rationale = (
        "Clients with both families try IPv6 first. Rules are per family: one for 10.0.0.0/16 admits nobody over IPv6, "
        "so those calls time out before IPv4 is tried, if it is"
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
      SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}
      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIpv6: 2001:db8:1234:1a00::/56}  # good
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      IpAddressType: dualstack
      SecurityGroupIds: [!Ref Group]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints with IPv6 addresses all of whose inbound rules are for IPv4 ranges."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            vpc = survey.vpc(endpoint)
            groups = None if vpc is None else survey.groups_of(endpoint, vpc)
            if endpoint.ip_address_type not in ("dualstack", "ipv6") or vpc is None or groups is None:
                continue
            if not all(survey.is_whole_group(one, vpc) for one in groups) or vpc.default_security_group_id in groups:
                continue
            rules = [rule for group in groups for rule, _ in survey.index.ingress.at(group)]
            if rules and all(_is_ipv4_only(survey, rule) for rule in rules):
                yield self.finding(
                    endpoint,
                    f"{endpoint} has IPv6 addresses, and its security groups admit IPv4 ranges only",
                    "add inbound rules for the IPv6 ranges of the clients, or name their security groups",
                )


def _is_ipv4_only(survey: Survey, rule: SecurityGroupRule) -> bool:
    if rule.prefix_list is not None:
        found = survey.get(rule.prefix_list)
        return isinstance(found, PrefixList) and not found.ipv6
    return rule.cidr is not None and rule.ipv6_cidr is None
