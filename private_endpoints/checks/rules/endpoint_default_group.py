"""An endpoint in the default security group of its VPC."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["EndpointDefaultGroup"]


class EndpointDefaultGroup(Rule):
    """An endpoint in the default security group of its VPC."""

    id = "endpoint-default-group"
    title = "The endpoint wears the default security group of the VPC"
    rationale = (
        "An endpoint without a security group gets the VPC's default group. That one admits only what wears it too, "
        "and nobody at all where it was emptied, as good practice and the CDK have it"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SecurityGroupIds: [!Ref Group]  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints without a group, or with the default one and no other."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            vpc = survey.vpc(endpoint)
            if vpc is not None and survey.groups_of(endpoint, vpc) == (vpc.default_security_group_id,):
                yield self.finding(
                    endpoint,
                    f"{endpoint} wears the default security group of {vpc}, which admits only what wears it too",
                    "give the endpoint a security group of its own that admits its clients",
                    vpc,
                )
