"""A perimeter that lets in one endpoint of a VPC and not the other."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.catalog import perimeter_resource
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.guards import NETWORK_KEYS
from private_endpoints.checks.policies import Clause
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, Resource
from private_endpoints.values import Value

__all__ = ["PerimeterForgetsEndpoint"]

_TYPES = (EndpointType.INTERFACE, EndpointType.GATEWAY)


class PerimeterForgetsEndpoint(Rule):
    """A perimeter that lets in one endpoint of a VPC and not the other."""

    id = "perimeter-forgets-endpoint"
    title = "The policy lets in one endpoint of the VPC and refuses another of the same service"
    rationale = (
        "The gateway and the interface endpoint of S3 have ids of their own. What calls through the one that the "
        "policy does not name, such as networks on premises, is refused"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Gateway:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
  OnPremises:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
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
            StringNotEquals: {"aws:SourceVpce": [!Ref Gateway]}  # bad
            StringNotEquals: {"aws:SourceVpce": [!Ref Gateway, !Ref OnPremises]}  # good
            BoolIfExists: {"aws:PrincipalIsAWSService": false, "aws:ViaAWSService": false}
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Deny statements that spare an endpoint and not its neighbour."""
        named = {one.named: one for one in survey.network.of(Endpoint)}
        for element, found in survey.guarded:
            row = perimeter_resource(element.type) if isinstance(element, Resource) else None
            for clause in found if row is not None else ():
                let_in = [named[value] for value in _spared(clause) if value in named]
                if row is None or len(let_in) != len(_spared(clause)):
                    # An id that is not known may be that of the neighbour.
                    continue
                for other in _neighbours(survey, let_in, row.reached_by):
                    yield self.finding(
                        element,
                        f"{clause.label} of the policy of {element} lets in {let_in[0]} and refuses what comes through "
                        f"{other}",
                        f"add the id of {other} to aws:SourceVpce, if it may be used",
                        other,
                    )


def _spared(clause: Clause) -> tuple[Value, ...]:
    """The endpoints that a Deny spares, if it tells networks apart by nothing else."""
    tests = [one for one in clause.tests_of(*NETWORK_KEYS) if one.negated]
    if clause.effect != "Deny" or len(tests) != 1 or tests[0].key != "aws:sourcevpce" or not tests[0].known:
        return ()
    return tests[0].values


def _neighbours(survey: Survey, let_in: list[Endpoint], services: tuple[str, ...]) -> Iterator[Endpoint]:
    spared = {one.id for one in let_in}
    for vpc in sorted({one.vpc for one in let_in if isinstance(one.vpc, str)}):
        for one, _ in survey.index.endpoints.at(vpc):
            is_neighbour = one.id not in spared and one.vpc == vpc and not one.imported
            service = survey.service(one) if is_neighbour else None
            if service is not None and service.row.name in services and one.type in _TYPES:
                yield one
