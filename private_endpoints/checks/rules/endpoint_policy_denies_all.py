"""An endpoint policy that allows nothing."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.policies import Clause
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["EndpointPolicyDeniesAll"]


class EndpointPolicyDeniesAll(Rule):
    """An endpoint policy that allows nothing."""

    id = "endpoint-policy-denies-all"
    title = "The endpoint policy has no Allow"
    rationale = (
        "An endpoint policy takes the place of full access and refuses what it does not allow. With Deny statements "
        "only it refuses every call"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Secrets:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.secretsmanager
      PrivateDnsEnabled: true
      PolicyDocument:
        Statement:
        - {Effect: Deny, Principal: "*", Action: secretsmanager:DeleteSecret, Resource: "*"}
        - {Effect: Allow, Principal: "*", Action: "secretsmanager:*", Resource: "*"}  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoint policies all of whose statements are known and none of which allows a call that can be made."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            found = None if endpoint.policy is None else survey.clauses(endpoint.policy)
            if found is None:
                continue
            if all(one.effect == "Deny" for one in found):
                yield self.finding(
                    endpoint,
                    f"the policy of {endpoint} has no Allow, so it refuses every call",
                    "add a statement that allows what the clients do",
                )
            elif all(one.effect == "Deny" or _asks_for_public_address(one) for one in found):
                yield self.finding(
                    endpoint,
                    f"the policy of {endpoint} allows by aws:SourceIp only, which no request through an endpoint has, "
                    "so it refuses every call",
                    "test aws:VpcSourceIp instead",
                )


def _asks_for_public_address(clause: Clause) -> bool:
    """Whether a statement asks for a key that is missing on every request through an endpoint."""
    return clause.effect == "Allow" and any(
        not one.negated and not one.if_exists and one.qualifier != "forallvalues" and one.operator != "null"
        for one in clause.tests_of("aws:sourceip")
    )
