"""A perimeter that lets in what is no endpoint of the resource's service."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import PerimeterResource, perimeter_resource
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.policies import Test
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Element, Endpoint, EndpointType, Resource, Vpc
from private_endpoints.values import Value

__all__ = ["WrongEndpointInPolicy"]

_ANY = ("*", "?", "$")


class WrongEndpointInPolicy(Rule):
    """A perimeter that lets in what is no endpoint of the resource's service."""

    id = "wrong-endpoint-in-policy"
    title = "The policy names an endpoint through which the resource is never reached"
    rationale = (
        "A bucket is reached through S3 endpoints only. A policy that lets in the endpoint of another service, or the "
        "id of a VPC where that of an endpoint belongs, refuses everybody"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
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
            StringNotEquals: {"aws:SourceVpce": !Ref Ssm}  # bad
            StringNotEquals: {"aws:SourceVpce": !Ref S3}  # good
            BoolIfExists: {"aws:PrincipalIsAWSService": false, "aws:ViaAWSService": false}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Tests of aws:SourceVpce whose values are known not to be endpoints of the service."""
        named: dict[Value, Element] = {}
        for one in (*survey.network.of(Vpc), *survey.network.of(Endpoint)):
            named[one.named] = one
        for element, found in survey.guarded:
            row = perimeter_resource(element.type) if isinstance(element, Resource) else None
            for clause in found if row is not None else ():
                for test in clause.tests_of("aws:sourcevpce"):
                    if row is not None and _lets_in(clause.effect, test):
                        yield from self._of_test(survey, element, row, test, named)
                for test in clause.tests_of("aws:sourcevpc"):
                    if _lets_in(clause.effect, test):
                        yield from self._of_vpcs(element, test, named)

    def _of_test(
        self, survey: Survey, element: Element, row: PerimeterResource, test: Test, named: dict[Value, Element]
    ) -> Iterator[Finding]:
        wrong = [(value, why) for value in test.values if (why := _why_wrong(survey, row, value, named.get(value)))]
        # Calls that a service makes for a caller may come through the endpoint of that service.
        every = test.known and len(wrong) == len(test.values) and row.prefix != "kms"
        for value, why in wrong:
            related = [named[value]] if value in named else []
            yield self.finding(
                element,
                f"the policy of {element} lets in {why}",
                f"name the id of an endpoint of {' or '.join(row.reached_by)}",
                *related,
                severity=None if every else Severity.WARNING,
            )

    def _of_vpcs(self, element: Element, test: Test, named: dict[Value, Element]) -> Iterator[Finding]:
        """Endpoints where the id of a VPC belongs."""
        wrong = [
            one
            for one in test.values
            if isinstance(named.get(one), Endpoint) or (isinstance(one, str) and one.startswith("vpce-"))
        ]
        every = test.known and len(wrong) == len(test.values)
        for value in wrong:
            yield self.finding(
                element,
                f"the policy of {element} lets in {named.get(value, value)} as a VPC, which is an endpoint",
                "test aws:SourceVpce, or name the id of the VPC",
                *([named[value]] if value in named else []),
                severity=None if every else Severity.WARNING,
            )


def _lets_in(effect: str, test: Test) -> bool:
    return (effect == "Deny" and test.negated) or (effect == "Allow" and not test.negated)


def _why_wrong(survey: Survey, row: PerimeterResource, value: Value, found: Element | None) -> str:
    if isinstance(found, Vpc):
        return f"{found} as an endpoint, which is a VPC"
    if isinstance(found, Endpoint):
        service = survey.service(found)
        if found.type in (EndpointType.INTERFACE, EndpointType.GATEWAY) and service is not None:
            name = service.row.name
            # Such as s3-global.accesspoint, for buckets behind a Multi-Region Access Point.
            return "" if name.startswith((row.prefix, *row.reached_by)) else f"{found}, an endpoint of {name}"
        return ""
    if isinstance(value, str) and not value.startswith("vpce-") and not any(one in value for one in _ANY):
        return f"{value!r} as an endpoint, which is no id of one"
    return ""
