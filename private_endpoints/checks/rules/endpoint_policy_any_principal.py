"""An endpoint policy that lets through the credentials of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from private_endpoints.catalog import is_region_code, owned_bucket_groups, owned_buckets
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.policies import Clause, shown
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.rules.endpoint_policy_full_access import has_full_access, is_full_access
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType
from private_endpoints.values import Value

__all__ = ["EndpointPolicyAnyPrincipal"]

# Keys that say who calls; any other condition leaves that open.
_CALLER = ("aws:principal", "aws:userid", "aws:username", "aws:federatedprovider", "saml:")
_REGION = "${AWS::Region}"


class EndpointPolicyAnyPrincipal(Rule):
    """An endpoint policy that lets through the credentials of anybody."""

    id = "endpoint-policy-any-principal"
    title = "The endpoint policy does not say whose credentials may be used"
    rationale = (
        "Principal * takes any credentials, also those that somebody brings from an account of their own. With "
        "aws:PrincipalAccount or aws:PrincipalOrgID only your own are good for a call through the endpoint"
    )
    severity = Severity.INFO
    source_url = "https://github.com/aws-samples/data-perimeter-policy-examples"
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
          Action: s3:*
          Resource: "*"
          Condition:
            StringEquals:
              aws:ResourceAccount: !Ref AWS::AccountId
              aws:PrincipalAccount: !Ref AWS::AccountId  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Allow statements for everybody that test nothing of the caller, on what AWS does not own."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            service = survey.service(endpoint)
            if endpoint.policy is None or service is None or not service.row.policy_supported:
                continue
            found = survey.clauses(endpoint.policy) or ()
            if any(one.effect != "Allow" and (not one.known or _tests_caller(one)) for one in found):
                # Strangers may be refused there.
                continue
            region = survey.network.region or ""
            owned = _owned(region if is_region_code(region) else _REGION)
            is_open = has_full_access(found, service)
            for clause in found:
                # Of full access another rule speaks.
                full = is_open and is_full_access(clause, service)
                if _lets_in_anybody(clause) and not full and not _is_owned(clause, owned):
                    yield self.finding(
                        endpoint,
                        f"{clause.label} of the policy of {endpoint} allows any credentials, those of other accounts "
                        "too",
                        "demand aws:PrincipalAccount or aws:PrincipalOrgID in its Condition",
                    )


def _lets_in_anybody(clause: Clause) -> bool:
    return clause.effect == "Allow" and clause.known and clause.names_everybody and not _tests_caller(clause)


def _tests_caller(clause: Clause) -> bool:
    return any(one.key.startswith(_CALLER) for one in clause.tests)


def _owned(region: str) -> frozenset[str]:
    """The names of AWS's own buckets in a region, which take unsigned calls; they may hold `*`."""
    return frozenset(one.bucket_in(region) for group in owned_bucket_groups() for one in owned_buckets(group))


def _is_owned(clause: Clause, owned: frozenset[str]) -> bool:
    """Whether all resources of a statement are AWS's own buckets."""
    names = [_bucket(one) for one in clause.resources]
    return bool(names) and all(name and any(fnmatchcase(name, pattern) for pattern in owned) for name in names)


def _bucket(resource: Value) -> str:
    return shown(resource).partition(":s3:::")[2].partition("/")[0]
