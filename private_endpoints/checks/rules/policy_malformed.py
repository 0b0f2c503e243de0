"""A policy that IAM cannot read."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Element, EndpointType, Resource
from private_endpoints.policy.evaluation import Document, PolicyKind

__all__ = ["PolicyMalformed"]


class PolicyMalformed(Rule):
    """A policy that IAM cannot read."""

    id = "policy-malformed"
    title = "The policy is no policy that IAM can read"
    rationale = (
        "AWS refuses a policy whose statements lack an element or have one that does not exist. CloudFormation takes "
        "any JSON, so this comes out only at deployment"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"
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
          Principal: "*"  # good
          Action: s3:GetObject
          Resource: arn:aws:s3:::example/*
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Policies of endpoints and resources that cannot be compiled."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            yield from self._of(survey, endpoint, endpoint.policy, PolicyKind.ENDPOINT)
        for resource in survey.network.of(Resource):
            yield from self._of(survey, resource, resource.policy, PolicyKind.RESOURCE)

    def _of(self, survey: Survey, element: Element, policy: object, kind: PolicyKind) -> Iterator[Finding]:
        if policy is None or survey.clauses(policy) is None:
            return
        try:
            Document.parse(policy, kind)
        except InvalidInputError as error:
            for problem in error.problems:
                # Services read their own resources' policies more kindly than IAM does.
                severity = None if kind is PolicyKind.ENDPOINT else Severity.WARNING
                yield self.finding(
                    element, f"in the policy of {element} {problem.given}", problem.fix, severity=severity
                )
