"""A gateway endpoint's policy that names principals."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.policies import Clause
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType
from private_endpoints.values import equal

__all__ = ["GatewayPolicyPrincipal"]


class GatewayPolicyPrincipal(Rule):
    """A gateway endpoint's policy that names principals."""

    id = "gateway-policy-principal"
    title = "The policy of a gateway endpoint names principals"
    rationale = (
        "With a gateway endpoint the Principal element has to be *, and aws:PrincipalArn says who. An account or its "
        "root as Principal lets only the root user through, and no user or role"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
      PolicyDocument:
        Statement:
        - Effect: Allow
          Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}  # bad
          Principal: "*"  # good
          Action: s3:GetObject
          Resource: "*"
          Condition: {StringEquals: {"aws:PrincipalAccount": !Ref AWS::AccountId}}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Allow statements of gateway endpoints for anybody but everybody."""
        for endpoint in survey.endpoints(EndpointType.GATEWAY):
            for clause in (None if endpoint.policy is None else survey.clauses(endpoint.policy)) or ():
                if clause.effect == "Allow" and _names_somebody(clause):
                    yield self.finding(
                        endpoint,
                        f"{clause.label} of the policy of the gateway endpoint {endpoint} names principals",
                        'set Principal to "*" and narrow it by a condition on aws:PrincipalArn or aws:PrincipalAccount',
                    )


def _names_somebody(clause: Clause) -> bool:
    values = clause.principals.get("AWS", ())
    return bool(values) and all(equal(one, "*") is False for one in values)
