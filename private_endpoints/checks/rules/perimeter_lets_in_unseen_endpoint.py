"""A perimeter that lets in an endpoint that the templates do not show."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import perimeter_resource
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.policies import Test
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, Resource

__all__ = ["PerimeterLetsInUnseenEndpoint"]

_WILDCARDS = ("*", "?", "$")


class PerimeterLetsInUnseenEndpoint(Rule):
    """A perimeter that lets in an endpoint that the templates do not show."""

    id = "perimeter-lets-in-unseen-endpoint"
    title = "The policy lets in an endpoint that no template shows"
    rationale = (
        "An id that is written out beside an endpoint of the templates may be that of another VPC or account, or left "
        "over from an endpoint that is gone. Whoever has it is inside the perimeter, and nothing here tells who"
    )
    severity = Severity.INFO
    source_url = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
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
  Bucket: {Type: AWS::S3::Bucket}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement:
        - Effect: Deny
          Principal: "*"
          Action: s3:GetObject
          Resource: !Sub ${Bucket.Arn}/*
          Condition:
            StringNotEquals: {"aws:SourceVpce": [!Ref S3, vpce-0a1b2c3d4e5f60718]}  # bad
            StringNotEquals: {"aws:SourceVpce": [!Ref S3]}  # good
            BoolIfExists: {"aws:PrincipalIsAWSService": false, "aws:ViaAWSService": false}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Deny statements that spare an endpoint of the templates and one that is known by its id only."""
        named = {one.named: one for one in survey.network.of(Endpoint)}
        for element, found in survey.guarded:
            row = perimeter_resource(element.type) if isinstance(element, Resource) else None
            for clause in found if row is not None else ():
                for test in clause.tests_of("aws:sourcevpce") if clause.effect == "Deny" else ():
                    seen = [named[value] for value in test.values if value in named]
                    for unseen in _written_out(test) if test.negated and seen else ():
                        if unseen not in named:
                            yield self.finding(
                                element,
                                f"{clause.label} of the policy of {element} lets in {unseen} beside {seen[0]}, and no "
                                "template shows that endpoint",
                                "remove the id, or acknowledge whose it is",
                                seen[0],
                            )


def _written_out(test: Test) -> Iterator[str]:
    """The ids of endpoints that stand there in full."""
    for value in test.values:
        if isinstance(value, str) and value.startswith("vpce-") and not any(one in value for one in _WILDCARDS):
            yield value
