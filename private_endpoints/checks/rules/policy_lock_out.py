"""A policy that nobody can change any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from private_endpoints.catalog import PerimeterResource, partition_of, perimeter_resource
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.policies import Clause
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Network, Resource
from private_endpoints.network.paths.policies.bindings import accounts, bound, bound_value
from private_endpoints.network.paths.policies.generated_names import generated_in
from private_endpoints.network.paths.policies.open_context import OpenContext
from private_endpoints.network.paths.policies.resource_policy import arn_for
from private_endpoints.policy.evaluation import Policies, Principal, Request, evaluate

__all__ = ["PolicyLockOut"]

_EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
_GRANT = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
# Tests that may spare somebody in particular.
_EXEMPTING = ("aws:principalarn", "aws:userid", "aws:username")
_CHANGES = ("Put", "Set", "Add", "Delete")


class PolicyLockOut(Rule):
    """A policy that nobody can change any more."""

    id = "policy-lock-out"
    title = "Nobody can change the policy from outside the endpoint, CloudFormation neither"
    rationale = (
        "A Deny that covers the actions on the policy itself and spares no principal locks out its own author: the "
        "next deployment fails, and somebody has to come through the endpoint, or be the root user, to mend it. A "
        "perimeter refuses actions on data and leaves those on the policy alone"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
    example = Example("""
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
        - Effect: Deny
          Principal: "*"
          Action: "s3:*"  # bad
          Action: ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*", "s3:ListBucket*"]  # good
          Resource: [!GetAtt Bucket.Arn, !Sub "${Bucket.Arn}/*"]
          Condition: {StringNotEquals: {"aws:SourceVpce": vpce-0a1b2c3d4e5f60718}}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Resources whose policy refuses every change of itself, whoever asks, directly or by CloudFormation."""
        for resource in survey.network.of(Resource):
            row = perimeter_resource(resource.type)
            if row is None or resource.policy is None or resource.complete is not True:
                continue
            changes = [one for one in row.administration if _changes_policy(one)]
            refusing = _refusing(survey, resource, changes)
            if changes and refusing and all(_nobody_may(survey.network, resource, refusing, one) for one in changes):
                yield self.finding(
                    resource,
                    f"the policy of {resource} refuses {', '.join(changes)} to everybody who does not come through the "
                    "endpoint, CloudFormation too",
                    f"refuse actions on data only, such as {', '.join(_some(row))}, or spare a role by "
                    "aws:PrincipalArn",
                )


def _changes_policy(action: str) -> bool:
    name = action.partition(":")[2]
    return name.startswith(_CHANGES) and ("Policy" in name or "Attributes" in name)


def _some(row: PerimeterResource) -> tuple[str, ...]:
    return row.data_actions[:3]


def _refusing(survey: Survey, resource: Resource, changes: list[str]) -> list[Any]:
    """The statements that may refuse one of the changes, without regard to who asks."""
    found = survey.clauses(resource.policy)
    if found is None or not isinstance(resource.policy, Mapping):
        return []
    given = resource.policy["Statement"]
    raw = given if isinstance(given, list | tuple) else [given]
    return [
        statement
        for clause, statement in zip(found, raw, strict=True)
        if clause.effect == "Deny"
        and clause.principals.get("AWS")
        and not any(clause.tests_of(*_EXEMPTING))
        and _may_be_about(clause, changes)
    ]


def _may_be_about(clause: Clause, changes: list[str]) -> bool:
    if clause.has_exceptions or not clause.known:
        return True
    return any(fnmatchcase(change.lower(), pattern) for change in changes for pattern in clause.actions)


def _nobody_may(network: Network, resource: Resource, refusing: list[Any], action: str) -> bool:
    return all(
        _is_refused(network, resource, refusing, action, account) for account in accounts(network.account, refusing)
    )


def _is_refused(network: Network, resource: Resource, refusing: list[Any], action: str, account: str) -> bool:
    """Whether an administrator of the account is refused, both directly and through CloudFormation."""
    partition = partition_of(network.region or "")
    bindings = {"AWS::AccountId": account, "AWS::Partition": partition}
    resource_arn = bound_value(arn_for(resource, action), bindings)
    document = {
        "Version": "2012-10-17",
        "Statement": [_GRANT, *bound(refusing, bindings, generated_in(resource_arn))],
    }
    try:
        policies = Policies.compile(identity=[_EVERYTHING], resource=document, bindings=bindings)
    except InvalidInputError:
        # Another rule speaks of that.
        return False
    administrator = Principal.parse(f"arn:{partition}:iam::{account}:role/an-administrator")
    request = Request.of(administrator, action, resource_arn, resource_account=account)
    ways = (
        request.directly(source_ip={"unknown": "aws:SourceIp"}),
        request.on_behalf("cloudformation.amazonaws.com"),
    )
    return all(evaluate(replace(one, context=OpenContext(one.context)), policies).is_denied for one in ways)
