"""A client's security group that has lost its outbound rules, and so lets everything out."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType, SecurityGroup, SecurityGroupRule, Vpc, Workload
from private_endpoints.network.paths.hops.ranges import EVERY_IPV4, EVERY_IPV6

__all__ = ["GroupWithoutEgressRules"]


class GroupWithoutEgressRules(Rule):
    """A client's security group that has lost its outbound rules, and so lets everything out."""

    id = "group-without-egress-rules"
    title = "A security group without outbound rules lets everything out"
    rationale = (
        "AWS gives a group without outbound rules one that allows everything. Where the other groups of the VPC say "
        "what may leave, one that says nothing is easily taken for one that lets nothing out"
    )
    severity = Severity.INFO
    source_url = (
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html"
    )
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Client: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: of the client, VpcId: !Ref Vpc}}
  ToEndpoint:  # good
    Type: AWS::EC2::SecurityGroupEgress  # good
    Properties:  # good
      GroupId: !Ref Client  # good
      DestinationSecurityGroupId: !Ref Group  # good
      IpProtocol: tcp  # good
      FromPort: 443  # good
      ToPort: 443  # good
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref Client}]
      SecurityGroupEgress: [{IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32}]
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
        """Groups of workloads without an outbound rule, in a VPC with endpoints whose other groups have narrow ones."""
        careful = _careful_vpcs(survey)
        for group in survey.network.of(SecurityGroup) if careful else ():
            vpc = survey.vpc(group)
            wearer = next((one for one in survey.wearers.get(group.id, ()) if isinstance(one, Workload)), None)
            if vpc is None or vpc.id not in careful or wearer is None or group.egress_by_default is not True:
                continue
            if _lets_everything_out(survey, group, vpc):
                yield self.finding(
                    group,
                    f"{group} of {wearer} has no outbound rule, so it lets everything out",
                    "allow what it has to reach, such as TCP 443 to the group of the endpoints",
                    wearer,
                )


def _lets_everything_out(survey: Survey, group: SecurityGroup, vpc: Vpc) -> bool:
    return survey.is_whole_group(group.id, vpc) and not any(True for _ in survey.index.egress.at(group.id))


def _careful_vpcs(survey: Survey) -> set[str]:
    """VPCs with interface endpoints, and with a group that does not let everything out."""
    with_endpoints = {one.vpc for one in survey.endpoints(EndpointType.INTERFACE) if isinstance(one.vpc, str)}
    found: set[str] = set()
    for group in survey.network.of(SecurityGroup) if with_endpoints else ():
        rules = [rule for rule, _ in survey.index.egress.at(group.id)]
        if isinstance(group.vpc, str) and group.vpc in with_endpoints and rules and not any(map(_is_open, rules)):
            found.add(group.vpc)
    return found


def _is_open(rule: SecurityGroupRule) -> bool:
    return rule.cidr == EVERY_IPV4 or rule.ipv6_cidr == EVERY_IPV6
