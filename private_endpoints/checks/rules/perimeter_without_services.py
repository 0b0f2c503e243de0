"""A perimeter that refuses AWS services."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.guards import NETWORK_KEYS
from private_endpoints.checks.policies import Clause
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Resource

__all__ = ["PerimeterWithoutServices"]

_SPARES_SERVICES = (
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:principaltype",
    "aws:viaawsservice",
)


class PerimeterWithoutServices(Rule):
    """A perimeter that refuses AWS services."""

    id = "perimeter-without-services"
    title = "The perimeter does not spare AWS services"
    rationale = (
        "Services that work with the resource, for themselves or for a caller, come through no endpoint of yours: log "
        "delivery, Athena on a bucket, a queue's subscription. A Deny by network spares them by "
        "aws:PrincipalIsAWSService and aws:ViaAWSService"
    )
    severity = Severity.WARNING
    source_url = "https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/resource_based_policies"
    example = Example("""
Resources:
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
            StringNotEquals: {"aws:SourceVpce": vpce-0a1b2c3d4e5f60718}
            BoolIfExists: {"aws:PrincipalIsAWSService": false, "aws:ViaAWSService": false}  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Deny statements by network, for everybody, that test neither key."""
        for element, found in survey.guarded:
            for clause in found if isinstance(element, Resource) else ():
                if _is_perimeter(clause) and not any(clause.tests_of(*_SPARES_SERVICES)):
                    yield self.finding(
                        element,
                        f"{clause.label} of the policy of {element} refuses by network and does not spare AWS services",
                        'add BoolIfExists {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}',
                    )


def _is_perimeter(clause: Clause) -> bool:
    """Whether a statement refuses everybody from other networks."""
    tests = [one for one in clause.tests_of(*NETWORK_KEYS) if one.negated]
    return clause.effect == "Deny" and clause.names_everybody and bool(tests) and clause.known
