"""An endpoint policy that lets everything through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from private_endpoints.catalog import action_prefixes_of
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.guards import IDENTITY_KEYS
from private_endpoints.checks.policies import Clause
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType
from private_endpoints.network.paths.services import Service

__all__ = ["EndpointPolicyFullAccess", "is_full_access"]


class EndpointPolicyFullAccess(Rule):
    """An endpoint policy that lets everything through."""

    id = "endpoint-policy-full-access"
    title = "The endpoint lets everybody do everything"
    rationale = (
        "Without a policy of its own an endpoint takes any credentials to any resource, also those of a stranger's "
        "account: data can leave through it although nothing in the VPC has a way to the internet"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
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
          Principal: "*"
          Action: "*"
          Resource: "*"
          Condition: {StringEquals: {"aws:ResourceAccount": !Ref AWS::AccountId}}  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints without a policy, or with an Allow for everybody, everything and every resource."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            service = survey.service(endpoint)
            if service is None or not service.row.policy_supported:
                continue
            if endpoint.policy is None:
                what = f"{endpoint} has no policy, which is full access"
            elif has_full_access(survey.clauses(endpoint.policy) or (), service):
                what = f"the policy of {endpoint} allows everybody everything"
            else:
                continue
            yield self.finding(
                endpoint,
                what,
                "allow the principals and resources of your account or organization, and what AWS owns by name",
            )


def has_full_access(found: Sequence[Clause], service: Service) -> bool:
    """Whether a policy allows everybody everything, and no Deny tells callers or resources apart."""
    refused = any(one.effect != "Allow" and (not one.known or any(one.tests_of(*IDENTITY_KEYS))) for one in found)
    return not refused and any(is_full_access(one, service) for one in found)


def is_full_access(clause: Clause, service: Service) -> bool:
    """Whether a statement allows everybody everything."""
    every = {"*", *(f"{prefix}:*" for prefix in action_prefixes_of(service.row.name))}
    return (
        clause.effect == "Allow"
        and clause.known
        and clause.names_everybody
        and not clause.tests
        and not every.isdisjoint(clause.actions)
        and "*" in clause.resources
    )
