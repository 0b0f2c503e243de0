"""A Deny that spares requests without the key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.guards import IDENTITY_KEYS, NETWORK_KEYS
from private_endpoints.checks.policies import Clause, Test
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey

__all__ = ["ForAnyValuePerimeter"]


class ForAnyValuePerimeter(Rule):
    """A Deny that spares requests without the key."""

    id = "for-any-value-perimeter"
    title = "ForAnyValue with a negated operator opens the perimeter"
    rationale = (
        "ForAnyValue is false where the request lacks the key. A request from the internet has no aws:SourceVpce, so a "
        "Deny with ForAnyValue:StringNotEquals does not refuse it; without the qualifier it does"
    )
    severity = Severity.ERROR
    source_url = (
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
        "reference_policies_condition-single-vs-multi-valued-context-keys.html"
    )
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
            "ForAnyValue:StringNotEquals": {"aws:SourceVpce": vpce-0a1b2c3d4e5f60718}  # bad
            StringNotEquals: {"aws:SourceVpce": vpce-0a1b2c3d4e5f60718}  # good
            BoolIfExists: {"aws:PrincipalIsAWSService": false, "aws:ViaAWSService": false}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Deny statements with the qualifier and a negated operator on a key of a perimeter."""
        for element, found in survey.guarded:
            for clause in found:
                for test in clause.tests if clause.effect == "Deny" else ():
                    if _is_hole(test) and not _is_mended(test.key, (one for one in found if one is not clause)):
                        yield self.finding(
                            element,
                            f"{clause.label} of the policy of {element} refuses by {test.name} {test.key}, which "
                            "spares requests without the key",
                            f"write {test.name.rpartition(':')[2]} without ForAnyValue",
                        )


def _is_hole(test: Test) -> bool:
    return test.qualifier == "foranyvalue" and test.negated and test.key in (*NETWORK_KEYS, *IDENTITY_KEYS)


def _is_mended(key: str, others: Iterable[Clause]) -> bool:
    """Whether another statement refuses requests without the key, or without one that comes together with it."""
    return any(
        (test.key == key and test.operator == "null")
        or (test.negated and not test.qualifier and _family(test.key) == _family(key))
        for clause in others
        if clause.effect == "Deny"
        for test in clause.tests
    )


def _family(key: str) -> str:
    """What a key is about: the network that a request comes through, the caller, or the resource."""
    if key in NETWORK_KEYS:
        return "network"
    return "caller" if key.startswith("aws:principal") else "resource" if key.startswith("aws:resource") else key
