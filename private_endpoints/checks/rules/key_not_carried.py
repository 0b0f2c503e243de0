"""A perimeter by a key that the service does not carry."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import PerimeterResource, perimeter_resource, service
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.guards import CARRIED_BY_SOME, NETWORK_KEYS
from private_endpoints.checks.policies import Clause
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Resource

__all__ = ["KeyNotCarried"]


class KeyNotCarried(Rule):
    """A perimeter by a key that the service does not carry."""

    id = "key-not-carried"
    title = "The service does not carry the key that the Deny tests"
    rationale = (
        "aws:VpceAccount, aws:VpceOrgID, aws:VpceOrgPaths and aws:SourceVpcArn are on requests to some services only. "
        "Elsewhere the key is missing, which makes StringNotEquals true: the Deny hits calls through your own endpoint"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
    example = Example("""
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Policy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Topic]
      PolicyDocument:
        Statement:
        - Effect: Deny
          Principal: "*"
          Action: sns:Publish
          Resource: !Ref Topic
          Condition:
            StringNotEquals: {"aws:SourceVpcArn": "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1b2c3d4e5f60718"}  # bad
            StringNotEquals: {"aws:SourceVpc": vpc-0a1b2c3d4e5f60718}  # good
            BoolIfExists: {"aws:PrincipalIsAWSService": false, "aws:ViaAWSService": false}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Deny statements by such a key alone, for a service that is not on AWS's list."""
        for element, found in survey.guarded:
            row = perimeter_resource(element.type) if isinstance(element, Resource) else None
            for clause in found if row is not None else ():
                missing = [] if row is None else _missing(clause, row)
                if row is not None and missing:
                    yield self.finding(
                        element,
                        f"{clause.label} of the policy of {element} refuses by {', '.join(missing)}, which requests to "
                        f"the {row.name} did not carry on {_date(row)}",
                        "use aws:SourceVpce or aws:SourceVpc",
                    )


def _missing(clause: Clause, row: PerimeterResource) -> list[str]:
    """The keys of a Deny that are missing on every request to the resource, if it tests no key that is there."""
    tests = [one for one in clause.tests_of(*NETWORK_KEYS) if one.negated and not one.qualifier]
    if clause.effect != "Deny" or not tests or any(one.operator == "null" for one in clause.tests):
        return []
    if not all(one.key in CARRIED_BY_SOME for one in tests):
        # What is let in by another key passes all the same.
        return []
    carried = [service(name).perimeter_keys for name in row.reached_by]
    lower = {key.lower() for keys in carried for key in keys or ()}
    if None in carried or any(one.key in lower for one in tests):
        return []
    return sorted({one.key for one in tests})


def _date(row: PerimeterResource) -> str:
    return service(row.reached_by[0]).as_of or row.as_of
