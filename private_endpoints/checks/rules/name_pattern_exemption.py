"""A perimeter that spares whoever has the right name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.policies import shown
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey

__all__ = ["NamePatternExemption"]

# Paths in which nobody but AWS creates roles.
_OF_AWS = ("aws-service-role/", "aws-reserved/")
_MATCHING = ("arnnotequals", "arnnotlike", "stringnotlike")
_NAME = re.compile(r":(?:role|user|assumed-role)/(.*)", re.DOTALL)


class NamePatternExemption(Rule):
    """A perimeter that spares whoever has the right name."""

    id = "name-pattern-exemption"
    title = "The perimeter spares roles by a pattern of their name"
    rationale = (
        "Whoever can create a role of a matching name is outside the perimeter: cdk-* spares cdk-of-an-attacker too. "
        "Name the roles themselves"
    )
    severity = Severity.WARNING
    source_url = "https://github.com/aws-samples/data-perimeter-policy-examples"
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
            BoolIfExists: {"aws:PrincipalIsAWSService": false, "aws:ViaAWSService": false}
            ArnNotLike: {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/cdk-*"}  # bad
            ArnNotLike: {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/deployer"}  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Deny statements that spare principals by a wildcard in the name."""
        for element, found in survey.guarded:
            for clause in found:
                for test in clause.tests_of("aws:principalarn") if clause.effect == "Deny" else ():
                    patterns = [shown(one) for one in test.values if test.operator in _MATCHING]
                    loose = [one for one in patterns if _is_loose(one)]
                    if loose:
                        yield self.finding(
                            element,
                            f"{clause.label} of the policy of {element} spares every role of the name "
                            f"{' or '.join(loose)}",
                            "name the roles themselves",
                        )


def _is_loose(pattern: str) -> bool:
    found = _NAME.search(pattern)
    if found is None:
        return pattern == "*"
    name = found[1]
    if ":assumed-role/" in pattern:
        # What comes after the role's name is the name of a session.
        name = name.partition("/")[0]
    return not name.startswith(_OF_AWS) and any(one in name for one in "*?")
