"""An Allow that takes in requests without the key."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.guards import IDENTITY_KEYS, NETWORK_KEYS
from private_endpoints.checks.policies import Clause
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey

__all__ = ["ForAllValuesAllow"]


class ForAllValuesAllow(Rule):
    """An Allow that takes in requests without the key."""

    id = "for-all-values-allow"
    title = "ForAllValues in an Allow lets in requests without the key"
    rationale = (
        "ForAllValues is true where the request lacks the key: an anonymous request has no aws:PrincipalOrgPaths, and "
        "is allowed. A Null test, or ForAnyValue, asks for the key to be there"
    )
    severity = Severity.ERROR
    source_url = (
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
        "reference_policies_condition-single-vs-multi-valued-context-keys.html"
    )
    example = Example("""
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement:
        - Effect: Allow
          Principal: "*"
          Action: sqs:SendMessage
          Resource: !GetAtt Queue.Arn
          Condition:
            "ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}  # bad
            "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Allow statements for everybody that only such a test narrows."""
        for element, found in survey.guarded:
            for clause in found:
                if clause.effect != "Allow" or not clause.names_everybody:
                    continue
                for test in clause.tests:
                    if test.qualifier == "forallvalues" and not test.negated and _is_open(clause, test.key):
                        yield self.finding(
                            element,
                            f"{clause.label} of the policy of {element} allows by {test.name} {test.key}, which lets "
                            "in requests without the key",
                            f'add Null {{"{test.key}": "false"}}, or use {test.name.rpartition(":")[2]}',
                        )


def _is_open(clause: Clause, key: str) -> bool:
    """Whether the key is one of a perimeter, and no other test asks for a key to be there."""
    return key in (*NETWORK_KEYS, *IDENTITY_KEYS) and all(
        one.operator != "null" and (one.qualifier == "forallvalues" or one.if_exists or one.negated)
        for one in clause.tests
    )
