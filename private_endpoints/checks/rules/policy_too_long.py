"""A policy that is longer than AWS takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from private_endpoints.catalog import perimeter_resource
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Element, EndpointType, Resource
from private_endpoints.values import Join, Opaque

__all__ = ["PolicyTooLong"]

_MOST = 20_480


class PolicyTooLong(Rule):
    """A policy that is longer than AWS takes."""

    id = "policy-too-long"
    title = "The policy is longer than AWS takes"
    rationale = "An endpoint policy has at most 20,480 characters, those of other resources have limits of their own"
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
    example = Example(
        """
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
          Action: s3:GetObject
          Resource:
          - arn:aws:s3:::one-of-very-many-buckets/*
"""
        + "".join(f"          - arn:aws:s3:::one-of-very-many-buckets-{number:03}/*  # bad\n" for number in range(480))
    )

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Policies that are too long even if every reference turns out to be empty."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY):
            yield from self._of(endpoint, endpoint.policy, _MOST)
        for resource in survey.network.of(Resource):
            row = perimeter_resource(resource.type)
            if row is not None and resource.policy is not None:
                yield from self._of(resource, resource.policy, row.max_characters)

    def _of(self, element: Element, policy: object, most: int) -> Iterator[Finding]:
        least = 0 if policy is None else _fewest_characters(policy)
        if least > most:
            yield self.finding(
                element,
                f"the policy of {element} has at least {least:,} characters, and AWS takes {most:,}",
                "name accounts or an organization instead of single resources, or use wildcards",
            )


def _fewest_characters(given: object) -> int:
    """How long a document is at least, without white space."""
    if isinstance(given, Mapping):
        return 1 + sum(len(json.dumps(str(key))) + 2 + _fewest_characters(value) for key, value in given.items())
    if isinstance(given, list | tuple):
        return 1 + sum(1 + _fewest_characters(value) for value in given)
    if isinstance(given, Join):
        return 2 + sum(len(part) for part in given.parts if isinstance(part, str))
    return 0 if isinstance(given, Opaque) else len(json.dumps(given, ensure_ascii=False, default=str))
