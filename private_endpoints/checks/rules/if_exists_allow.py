"""An Allow by a network key that need not be there."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.guards import IDENTITY_KEYS, NETWORK_KEYS
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Resource

__all__ = ["IfExistsAllow"]

_BY_NETWORK = tuple(key for key in NETWORK_KEYS if key != "aws:sourceip")


class IfExistsAllow(Rule):
    """An Allow by a network key that need not be there."""

    id = "if-exists-allow"
    title = "IfExists in an Allow lets in requests without the key"
    rationale = (
        "With IfExists a test is true where the request lacks the key. A request from the internet has no "
        "aws:SourceVpce, and is allowed"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"
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
            StringEqualsIfExists: {"aws:SourceVpce": vpce-0a1b2c3d4e5f60718}  # bad
            StringEquals: {"aws:SourceVpce": vpce-0a1b2c3d4e5f60718}  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Allow statements for everybody in policies of resources that only such tests narrow."""
        for element, found in survey.guarded:
            for clause in found if isinstance(element, Resource) else ():
                if clause.effect != "Allow" or not clause.names_everybody or not clause.known:
                    continue
                keys = (*NETWORK_KEYS, *IDENTITY_KEYS)
                holes = [one for one in clause.tests_of(*_BY_NETWORK) if one.if_exists and not one.negated]
                # Any other condition may ask for something that strangers do not have.
                if holes and all(one.if_exists and one.key in keys for one in clause.tests):
                    yield self.finding(
                        element,
                        f"{clause.label} of the policy of {element} allows by {holes[0].name} {holes[0].key}, which "
                        "lets in requests without the key",
                        f"write {holes[0].name.removesuffix('IfExists')}",
                    )
